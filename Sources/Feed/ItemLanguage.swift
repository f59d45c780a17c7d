// The language of one item. Feeds declare wrong languages or none, and one feed may speak several: what the text itself
// shows comes first, what was declared only where the text is too short to tell. docs/decisions has the figures.

import CLanguage

/// Tells the language of an item.
package enum ItemLanguage {
  /// Bytes of title and text that are looked at: more of it changes no answer.
  static let bytesMax = 2_000
  /// Hundredths of the letters that have to be in a language: half of it in another makes it unsure.
  private static let clearShare = 60
  /// Written so much alike that a sentence of one passes for the other; a declaration tells them apart better.
  private static let kin: [Set<String>] = [
    ["af", "nl"], ["bs", "hr", "sr"], ["cs", "sk"], ["da", "no"], ["es", "gl", "pt"], ["id", "ms"],
  ]

  /// The language that the text is in when that is sure; else the first that was declared; else nil.
  ///
  /// The region comes from a declaration of the same language: a text does not show whether it is `pt-BR`.
  package static func of(title: String, text: String, declared: [String?]) -> LanguageTag? {
    let declarations = declared.compactMap { $0.flatMap { LanguageTag($0) } }
    guard let spoken = spoken(title: title, text: text) else { return declarations.first }
    return declarations.first { $0.primary == spoken.primary }
      ?? declarations.first { areKin($0.primary, spoken.primary) } ?? spoken
  }

  private static func areKin(_ a: String, _ b: String) -> Bool {
    kin.contains { $0.contains(a) && $0.contains(b) }
  }

  /// The language that a text is surely in, without a region; nil for one that is too short, too mixed, or no language.
  package static func spoken(title: String, text: String) -> LanguageTag? {
    var letters = SpokenBytes(limit: bytesMax)
    letters.append(title)
    letters.append(text)
    let count = letters.bytes.count
    guard count > 0 else { return nil }
    letters.bytes += [UInt8](repeating: 0, count: Int(CLANGUAGE_PADDING))
    var guess = unsafe letters.bytes.withUnsafeBytes { buffer in
      unsafe clanguage_detect(buffer.assumingMemoryBound(to: CChar.self).baseAddress, count)
    }
    guard guess.share >= clearShare else { return nil }
    let code = unsafe withUnsafeBytes(of: &guess.code) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return LanguageTag(code).map { LanguageTag(primary: $0.primary) }
  }
}
