// Finds the elements of a backup without understanding what is in them: an element that is broken must not take the
// others with it.

/// The `sms` and `mms` elements of a backup, in order.
struct SMSElements: Sequence {
  /// Where one message stands.
  struct Element {
    var range: Range<Int>
    /// From 1.
    var line: Int
    var isWhole: Bool
  }

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  func makeIterator() -> AnyIterator<Element> {
    var position = 0
    var counted = 0
    var line = 1
    return AnyIterator {
      guard let start = next(from: position) else { return nil }
      line += bytes[counted..<start].count { $0 == 0x0A }
      counted = start
      let end = end(of: start)
      position = end ?? start + 5
      return Element(range: start..<position, line: line, isWhole: end != nil)
    }
  }

  /// Whether the document lacks its end.
  static func breaksOff(_ bytes: [UInt8]) -> Bool {
    let tail = String(decoding: bytes.suffix(256), as: UTF8.self)
    return !tail.contains("</smses>") && !tail.contains("<smses")
  }

  private func next(from start: Int) -> Int? {
    var position = start
    while let open = bytes[position...].firstIndex(of: 0x3C) {
      if has("<sms ", at: open) || has("<mms ", at: open) { return open }
      position = open + 1
    }
    return nil
  }

  /// The end of the element; nil when the next one begins, or all ends, before it does.
  private func end(of start: Int) -> Int? {
    guard let tag = endOfTag(from: start) else { return nil }
    if bytes[tag - 2] == 0x2F { return tag }
    let name = has("<sms ", at: start) ? "</sms>" : "</mms>"
    var position = tag
    while let open = bytes[position...].firstIndex(of: 0x3C) {
      if has(name, at: open) { return open + 6 }
      if has("<sms ", at: open) || has("<mms ", at: open) { return nil }
      position = open + 1
    }
    return nil
  }

  /// Behind the `>` of the tag; a `>` inside quotes is text, a `<` is none that XML allows there.
  private func endOfTag(from start: Int) -> Int? {
    var quote: UInt8?
    var position = start + 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x3C { return nil }
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x3E {
        return position + 1
      }
      position += 1
    }
    return nil
  }

  private func has(_ text: String, at position: Int) -> Bool {
    bytes[position...].prefix(text.utf8.count).elementsEqual(text.utf8)
  }
}
