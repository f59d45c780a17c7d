// A text of any encoding as numbered lines: exports for people to read are cut at line ends.

/// The lines of a file.
struct TextLines: Sequence {
  private let bytes: [UInt8]

  /// Decodes the bytes, whatever their encoding.
  init(_ bytes: [UInt8]) {
    self.bytes = TextEncoding.decode(bytes, contentType: nil).utf8
  }

  /// The lines without their ends, counted from 1.
  func makeIterator() -> AnyIterator<(number: Int, text: String)> {
    var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var number = 0
    return AnyIterator {
      guard position < bytes.count else { return nil }
      var end = position
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      var line = bytes[position..<end]
      if line.last == 0x0D { line = line.dropLast() }
      position = end + 1
      number += 1
      return (number, String(decoding: line, as: UTF8.self))
    }
  }
}
