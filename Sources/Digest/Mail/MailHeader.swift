// Header fields of mail (RFC 5322, RFC 2047): one line of ASCII however long and foreign the text is, folded, and with no
// way for a text to begin a field of its own.

import Crypto

/// Writes header fields.
package enum MailHeader {
  /// Bytes of a line (RFC 5322, section 2.1.1).
  private static let lineMax = 76
  /// Bytes of an encoded word (RFC 2047, section 2) less its frame, in whole groups of base64.
  private static let wordBytes = 45

  /// A field of free text: a subject.
  package static func text(_ name: String, _ value: String) -> String {
    let clean = oneLine(value)
    return isPlain(clean) ? plain(name, clean) : "\(name): \(encoded(clean))"
  }

  /// A field whose value is ASCII of ours: folded at spaces, else as it is.
  package static func plain(_ name: String, _ value: String) -> String {
    var lines: [String] = []
    var line = "\(name):"
    for word in oneLine(value).split(separator: " ") {
      if line.utf8.count + word.utf8.count + 1 > lineMax, line != "\(name):" {
        lines.append(line)
        line = ""
      }
      line += " \(word)"
    }
    return (lines + [line]).joined(separator: "\r\n")
  }

  /// A field with one address and the name of who is behind it.
  package static func mailbox(_ name: String, _ person: String, _ address: String) -> String {
    let clean = oneLine(person)
    guard isPlain(clean) else { return "\(name): \(encoded(clean))\r\n <\(oneLine(address))>" }
    let quoted = clean.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return plain(name, "\"\(quoted)\" <\(oneLine(address))>")
  }

  /// Without line ends and other controls, and without spaces at its ends.
  private static func oneLine(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : $0 })
    ).split(separator: " ").joined(separator: " ")
  }

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
      && !text.split(separator: " ").contains { $0.utf8.count > lineMax - 12 }
  }

  /// Words of base64 that each hold whole characters.
  private static func encoded(_ text: String) -> String {
    var words: [[UInt8]] = [[]]
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if words[words.count - 1].count + bytes.count > wordBytes { words.append([]) }
      words[words.count - 1] += bytes
    }
    return words.map { "=?utf-8?B?\(Base64Text.standard($0))?=" }.joined(separator: "\r\n ")
  }
}
