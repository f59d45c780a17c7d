// Bytes come from strangers: control characters and broken UTF-8 would cost a whole feed at the parser. They are
// taken out before it, and a document without any is not copied.

/// Makes bytes fit for an XML parser.
package enum XMLText {
  /// Drops control characters other than tab, line feed and carriage return; invalid UTF-8 becomes U+FFFD.
  ///
  /// U+0080–U+009F are read as the windows-1252 characters they were meant to be. Returns the same array when there
  /// is nothing to do.
  package static func scrub(_ bytes: [UInt8]) -> [UInt8] {
    unsafe bytes.withUnsafeBufferPointer { unsafe scrubbed(Bytes($0)) } ?? bytes
  }

  /// The same; nil when there is nothing to do.
  static func scrubbed(_ source: Bytes) -> [UInt8]? {
    let clean = cleanPrefix(source, from: 0)
    return clean < source.count ? rewritten(source, from: clean) : nil
  }

  private static func rewritten(_ source: Bytes, from start: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(source.count + 64)
    unsafe result.append(contentsOf: source.part(0, start).buffer)
    var position = start
    while position < source.count {
      let length = source.scalarLength(at: position)
      if source[position] < 0x80 {
        position += 1
      } else if length == 2 {
        let meant = HTMLEntities.readable(UInt32(source[position + 1]))
        HTMLEntities.append(HTMLEntities.Reference(first: meant, length: 2), to: &result)
        position += 2
      } else {
        if length < 0 { result.append(contentsOf: [0xEF, 0xBF, 0xBD]) }
        position += abs(length)
      }
      let end = cleanPrefix(source, from: position)
      unsafe result.append(contentsOf: source.part(position, end).buffer)
      position = end
    }
    return result
  }

  /// The end of the run from `start` that needs no change.
  private static func cleanPrefix(_ source: Bytes, from start: Int) -> Int {
    var position = start
    while position < source.count {
      position = source.skipWords(from: position) { $0.isASCII && !$0.has(below: 0x20) }
      let stop = min(position + 8, source.count)
      while position < stop {
        let byte = source[position]
        let length = byte < 0x80 ? (byte.isControl ? 0 : 1) : source.scalarLength(at: position)
        guard length > 0, length < 2 || isText(source, position, length) else { return position }
        position += length
      }
    }
    return position
  }

  /// Not U+0080–U+009F, and not U+FFFE or U+FFFF.
  private static func isText(_ source: Bytes, _ position: Int, _ length: Int) -> Bool {
    let lead = source[position]
    if lead == 0xC2 { return source[position + 1] >= 0xA0 }
    return lead != 0xEF || source[position + 1] != 0xBF || source[position + 2] < 0xBE
  }
}

extension Bytes {
  /// The length of the valid UTF-8 sequence at `position`, or minus the length of the invalid part.
  ///
  /// Unicode 16, table 3-7.
  func scalarLength(at position: Int) -> Int {
    let lead = self[position]
    if lead < 0x80 { return 1 }
    guard lead >= 0xC2, lead <= 0xF4, position + 1 < count else { return -1 }
    let low: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
    let high: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
    guard self[position + 1] >= low, self[position + 1] <= high else { return -1 }
    let size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    for offset in stride(from: 2, to: size, by: 1) {
      guard position + offset < count, self[position + offset] & 0xC0 == 0x80 else {
        return -offset
      }
    }
    return size
  }
}
