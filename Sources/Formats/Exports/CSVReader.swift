// Tables of text as RFC 4180 has them, and as programs write them: other line ends, a byte order mark, quotes that stand
// where none should. One walk, record by record.

import Markup

/// Reads comma-separated values.
struct CSVReader {
  /// One record and where it begins.
  struct Record: Sendable, Hashable {
    var fields: [String]
    /// From 1.
    var line: Int
    /// The file ended within a quoted field.
    var isCut = false
    /// A field was longer than is read, and is not whole.
    var isTooLong = false
  }

  private static let longestField = 1 << 20
  private static let mostFields = 200

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  /// Takes bytes in any encoding.
  init(_ bytes: [UInt8]) {
    self.bytes = XMLText.scrub(TextEncoding.decode(bytes, contentType: nil).utf8)
  }

  /// The next record, empty lines passed over; nil at the end.
  mutating func next() -> Record? {
    while position < bytes.count, bytes[position] == 0x0A || bytes[position] == 0x0D { lineEnd() }
    guard position < bytes.count else { return nil }
    var record = Record(fields: [], line: line)
    repeat {
      let text = field(&record)
      if record.fields.count < Self.mostFields { record.fields.append(text) }
    } while takeComma()
    if position < bytes.count { lineEnd() }
    return record
  }

  private mutating func takeComma() -> Bool {
    guard position < bytes.count, bytes[position] == 0x2C else { return false }
    position += 1
    return true
  }

  /// `\r\n`, `\n` or `\r`.
  private mutating func lineEnd() {
    let isReturn = bytes[position] == 0x0D
    position += 1
    if isReturn, position < bytes.count, bytes[position] == 0x0A { position += 1 }
    line += 1
  }

  private mutating func field(_ record: inout Record) -> String {
    var text: [UInt8] = []
    if position < bytes.count, bytes[position] == 0x22 { quoted(&text, &record) }
    // A quote within a bare field is a character like others; so is what follows a closing quote.
    let start = position
    while position < bytes.count, !Self.endsField(bytes[position]) { position += 1 }
    append(bytes[start..<position], to: &text, &record)
    return text.text
  }

  private mutating func quoted(_ text: inout [UInt8], _ record: inout Record) {
    position += 1
    while position < bytes.count {
      let start = position
      while position < bytes.count, bytes[position] != 0x22 {
        let isPair =
          bytes[position] == 0x0D && position + 1 < bytes.count && bytes[position + 1] == 0x0A
        if bytes[position] == 0x0A || (bytes[position] == 0x0D && !isPair) { line += 1 }
        position += 1
      }
      append(bytes[start..<position], to: &text, &record)
      guard position < bytes.count else { break }
      position += 1
      guard position < bytes.count, bytes[position] == 0x22 else { return }
      append([0x22], to: &text, &record)
      position += 1
    }
    record.isCut = true
  }

  private func append(_ piece: ArraySlice<UInt8>, to text: inout [UInt8], _ record: inout Record) {
    let room = Self.longestField - text.count
    text += piece.prefix(max(0, room))
    if piece.count > room { record.isTooLong = true }
  }

  private static func endsField(_ byte: UInt8) -> Bool {
    byte == 0x2C || byte == 0x0A || byte == 0x0D
  }
}
