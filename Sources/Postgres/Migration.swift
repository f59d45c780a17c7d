// One step of the schema. Steps are only ever added; a released one is never edited, which its checksum keeps.

/// A numbered change of the schema.
package struct Migration: Sendable, Hashable {
  /// From 1, without gaps.
  package let number: Int
  package let name: String
  /// One or more statements; they run in one transaction with the record of having run.
  package let statements: String

  package init(_ number: Int, _ name: String, _ statements: String) {
    self.number = number
    self.name = name
    self.statements = statements
  }

  /// What was run, for telling whether it was edited later: FNV-1a, 64 bits, in hexadecimal, of the statements without
  /// the white space around lines, so that re-indenting the source is no change.
  package var checksum: String {
    let lines = statements.split(whereSeparator: \.isNewline)
      .map { Checksum.trim($0) }.filter { !$0.isEmpty }
    return Checksum.fnv1a(lines.joined(separator: "\n"))
  }
}

/// A short name for a text; not for secrets.
enum Checksum {
  /// Fowler–Noll–Vo 1a over UTF-8 (RFC 9923), as 16 hexadecimal digits.
  static func fnv1a(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  fileprivate static func trim(_ line: Substring) -> Substring {
    var line = line.drop(while: \.isWhitespace)
    while line.last?.isWhitespace ?? false { line.removeLast() }
    return line
  }
}
