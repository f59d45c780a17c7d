// Names of languages as feeds write them, well or badly (BCP 47 says how), reduced to what a rule can ask for: the
// language, and the region where one is named.

/// A language with its region, such as `pt-BR`.
package struct LanguageTag: Sendable, Hashable, CustomStringConvertible {
  /// In lower case, the shortest code that there is: `en`, `pt`, `zh`.
  package let primary: String
  /// In upper case (`BR`), or three digits (`419`); nil when none is named.
  package let region: String?

  package init(primary: String, region: String? = nil) {
    self.primary = primary
    self.region = region
  }

  /// Reads a tag; nil for what names no language, such as `und`, a template, or the English word for one.
  ///
  /// `en_US`, `EN-us`, `pt-br.UTF-8`, `zh-Hant-TW` and `en-us, en` are understood; of several the first counts.
  package init?(_ text: String) {
    let tag = text.utf8.prefix(Self.longest).drop { $0 <= 0x20 }
      .prefix { Self.isTagByte($0) }
    var parts = tag.split(omittingEmptySubsequences: false) { $0 == 0x2D || $0 == 0x5F }
      .map { String(decoding: $0, as: UTF8.self).lowercased() }
    guard let language = parts.first, (2...3).contains(language.utf8.count),
      language.utf8.allSatisfy(Self.isLetter),
      tag.endIndex == text.utf8.endIndex
        || !Self.isWord(text.utf8[tag.endIndex])
    else { return nil }
    let primary = Self.shortest[language] ?? language
    guard !Self.nameless.contains(primary) else { return nil }
    parts.removeFirst()
    self.primary = primary
    region = Self.region(parts)
  }

  package var description: String { region.map { "\(primary)-\($0)" } ?? primary }

  /// Whether somebody who asks for this gets `other`: a region has to match only where both name one.
  package func covers(_ other: LanguageTag) -> Bool {
    primary == other.primary && (region == nil || other.region == nil || region == other.region)
  }

  /// The first subtag that names a region; what begins with a single letter is an extension (RFC 5646 §2.2).
  private static func region(_ parts: [String]) -> String? {
    for part in parts.prefix(4) {
      let bytes = part.utf8
      if bytes.count == 2, bytes.allSatisfy(isLetter) { return part.uppercased() }
      if bytes.count == 3, bytes.allSatisfy({ (0x30...0x39).contains($0) }) { return part }
      if bytes.count < 2 { return nil }
    }
    return nil
  }

  /// Longer than any tag that is in use.
  private static let longest = 64

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isTagByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
  }

  /// Whether a byte goes on with the word that a tag seemed to be.
  private static func isWord(_ byte: UInt8) -> Bool { byte >= 0x80 }
}
