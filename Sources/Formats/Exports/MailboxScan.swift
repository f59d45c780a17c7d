// Where the messages of an mbox file begin: at a line "From ", which stands at the start or behind an empty line and ends
// with a year. Lines of a text that look alike were escaped by a ">" when the file was written, or have no date.

/// The messages of an mbox file.
struct MailboxScan: Sequence {
  /// Where one message stands, without its "From " line.
  struct Message {
    var range: Range<Int>
    /// From 1.
    var line: Int
  }

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether it is an mbox at all, and not one message alone.
  var isMailbox: Bool { Self.isSeparator(bytes[...]) }

  /// Whether a "From " line begins here.
  static func isSeparator(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.starts(with: Array("From ".utf8)) else { return false }
    let line = bytes.prefix(400).prefix { $0 != 0x0A && $0 != 0x0D }
    let words = line.split(separator: 0x20)
    // From, somebody, a weekday, a month, a day, a clock, a year, perhaps a zone.
    guard words.count >= 6 else { return false }
    let hasClock = words.contains { $0.count >= 5 && $0.filter { $0 == 0x3A }.count >= 1 }
    return hasClock
      && words.suffix(3).contains { word in
        word.count == 4 && word.allSatisfy(\.isDigit)
      }
  }

  func makeIterator() -> AnyIterator<Message> {
    var start = 0
    var line = 1
    return AnyIterator {
      guard start < bytes.count else { return nil }
      let body = endOfLine(start)
      var position = body
      var lines = 1
      while position < bytes.count {
        if bytes[position] == 0x46, isBehindEmptyLine(position),
          Self.isSeparator(bytes[position...])
        {
          break
        }
        position = endOfLine(position)
        lines += 1
      }
      defer { (start, line) = (position, line + lines) }
      return Message(range: body..<position, line: line)
    }
  }

  /// Behind the line feed of the line at `start`.
  private func endOfLine(_ start: Int) -> Int {
    let span = bytes.span
    var position = start
    while position < span.count, span[position] != 0x0A { position += 1 }
    return Swift.min(position + 1, bytes.count)
  }

  private func isBehindEmptyLine(_ position: Int) -> Bool {
    guard position >= 2, bytes[position - 1] == 0x0A else { return position == 0 }
    if bytes[position - 2] == 0x0A { return true }
    return position >= 3 && bytes[position - 2] == 0x0D && bytes[position - 3] == 0x0A
  }
}
