// Text that was damaged before it was written: code points of windows-1252 as if they were Unicode, and UTF-8 that
// somebody took for Latin-1 and encoded again. Both leave traces that nothing else leaves.

import Markup

/// Repairs and trims the text of one element.
enum DamagedText {
  /// The bytes as a string, without white space around.
  static func string(_ bytes: ArraySlice<UInt8>) -> String {
    var slice = bytes
    while let first = slice.first, first <= 0x20 { slice.removeFirst() }
    while let last = slice.last, last <= 0x20 { slice.removeLast() }
    // Both kinds of damage show as C2 or C3; clean text is copied once.
    guard !slice.isASCII, slice.has(0xC2) || slice.has(0xC3) else { return slice.text }
    if let once = undoubled(slice) { return once.text }
    return hasControls(slice) ? mapped(slice).text : slice.text
  }

  /// The text that was encoded twice, or nil: every character is a byte of windows-1252, and the bytes are UTF-8.
  ///
  /// Gives up at the first accent that leads nothing, so honest text costs next to nothing.
  private static func undoubled(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var once: [UInt8] = []
    var awaited = 0
    for scalar in bytes.text.unicodeScalars {
      guard let byte = Windows1252.byte(of: scalar) else { return nil }
      if awaited > 0 {
        guard (0x80...0xBF).contains(byte) else { return nil }
        awaited -= 1
      } else if byte >= 0x80 {
        guard (0xC2...0xF4).contains(byte) else { return nil }
        awaited = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3
      }
      once.append(byte)
    }
    return UTF8Text.survey(once[...]).bad == 0 ? once : nil
  }

  private static func hasControls(_ bytes: ArraySlice<UInt8>) -> Bool {
    var before: UInt8 = 0
    for byte in bytes {
      if before == 0xC2, byte < 0xA0 { return true }
      before = byte
    }
    return false
  }

  /// With U+0080 … U+009F read as the bytes of windows-1252 that they were.
  private static func mapped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 8)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == 0xC2, index + 1 < bytes.endIndex, bytes[index + 1] < 0xA0 {
        Windows1252.append(bytes[index + 1], to: &result)
        index += 2
      } else {
        result.append(byte)
        index += 1
      }
    }
    return result
  }
}
