// Bytes and what was said about them → UTF-8. Order of belief: byte order mark, HTTP charset (RFC 7303), declaration,
// guess; the first that decodes wins, because servers and documents both lie.

/// Decodes a document of any encoding.
package enum TextEncoding {
  /// Text as UTF-8, and the name of the encoding it came in.
  package struct Decoded: Sendable, Equatable {
    package var utf8: [UInt8]
    package var encoding: String
  }

  /// Decodes `bytes`; never fails, since windows-1252 reads anything.
  ///
  /// - Parameter contentType: the value of the HTTP header, with or without `charset`.
  package static func decode(_ bytes: [UInt8], contentType: String?) -> Decoded {
    if let marked = byteOrderMark(bytes) {
      return convert(bytes[marked.length...], [marked.name], familyIsCertain: true)
    }
    let http = contentType.flatMap(charset).flatMap(EncodingLabel.normalised)
    if let family = family(bytes) {
      let named = [http, declared(in: bytes, family: family).flatMap(EncodingLabel.normalised)]
      let fitting = named.compactMap(\.self).filter { family.fits($0) }
      return convert(bytes[...], fitting + [family.name], familyIsCertain: true)
    }
    let declaration = declared(in: bytes, family: nil).flatMap(EncodingLabel.normalised)
    let wide = { (name: String) in name.hasPrefix("utf-16") || name.hasPrefix("utf-32") }
    let names = [http, declaration].compactMap(\.self).filter { !wide($0) }
    return convert(bytes[...], names, familyIsCertain: false)
  }

  /// The `charset` parameter of a content type.
  static func charset(_ contentType: String) -> String? {
    for part in contentType.split(separator: ";").dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1)
      let name = pair.first.map { String($0).lowercased().filter { !" \t".contains($0) } }
      if name == "charset", pair.count == 2 { return String(pair[1]) }
    }
    return nil
  }

  private static func byteOrderMark(_ bytes: [UInt8]) -> (name: String, length: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return ("utf-8", 3) }
    if bytes.starts(with: [0x00, 0x00, 0xFE, 0xFF]) { return ("utf-32be", 4) }
    if bytes.starts(with: [0xFF, 0xFE, 0x00, 0x00]) { return ("utf-32le", 4) }
    if bytes.starts(with: [0xFE, 0xFF]) { return ("utf-16be", 2) }
    if bytes.starts(with: [0xFF, 0xFE]) { return ("utf-16le", 2) }
    return nil
  }

  /// Tries the names in order; then UTF-8; then what loses least.
  private static func convert(
    _ bytes: ArraySlice<UInt8>, _ names: [String], familyIsCertain: Bool
  ) -> Decoded {
    lazy var survey = UTF8Text.survey(bytes)
    for name in names {
      switch name {
      case "utf-8":
        if survey.bad == 0 { return Decoded(utf8: Array(bytes), encoding: name) }
      case "windows-1252" where survey.bad == 0 && survey.multibyte > 0:
        return Decoded(utf8: Array(bytes), encoding: "utf-8")
      case "windows-1252":
        return Decoded(utf8: Windows1252.decoded(bytes), encoding: name)
      default:
        if let text = strict(bytes, name) { return Decoded(utf8: text, encoding: name) }
      }
    }
    if !familyIsCertain, survey.bad == 0 { return Decoded(utf8: Array(bytes), encoding: "utf-8") }
    return lossy(bytes, names, survey: familyIsCertain ? nil : survey)
  }

  /// The text, or nil when a byte has no meaning in this encoding or nobody knows it.
  private static func strict(_ bytes: ArraySlice<UInt8>, _ name: String) -> [UInt8]? {
    if let text = SmallCharset.decode(bytes, name) { return text }
    // Hong Kong's characters are an addition to Big5, but glibc's table for both misreads the older ones.
    for wider in name == "big5" ? ["big5", "big5-hkscs"] : [name] {
      guard let converter = CharsetConverter(wider) else { continue }
      guard let result = converter.convert(bytes, badLimit: 0) else { continue }
      if name == "big5", wider == name, hasPrivateUse(result.utf8) { continue }
      return result.utf8
    }
    return nil
  }

  /// Whether a character of U+E000 … U+F8FF occurs: the table had no better idea.
  private static func hasPrivateUse(_ text: [UInt8]) -> Bool {
    var before: UInt8 = 0
    for byte in text {
      if before == 0xEE || (before == 0xEF && byte < 0xA4) { return true }
      before = byte
    }
    return false
  }

  /// No encoding fits whole: the first one named, with its bad bytes replaced, unless most of it reads as UTF-8.
  private static func lossy(
    _ bytes: ArraySlice<UInt8>, _ names: [String], survey: UTF8Text.Survey?
  ) -> Decoded {
    let named = names.first { $0 != "utf-8" }
    let repaired = { Decoded(utf8: UTF8Text.repaired(bytes), encoding: "utf-8") }
    if let survey, survey.multibyte >= survey.bad, survey.multibyte > 0 { return repaired() }
    if let named, let converter = CharsetConverter(named),
      let result = converter.convert(bytes, badLimit: max(64, bytes.count / 20))
    {
      return Decoded(utf8: result.utf8, encoding: named)
    }
    if let survey {
      if let guess = EncodingGuess.name(bytes), let text = strict(bytes, guess) {
        return Decoded(utf8: text, encoding: guess)
      }
      if survey.multibyte > 0, names.contains("utf-8") { return repaired() }
    } else if names.first == "utf-8" {
      return repaired()
    }
    return Decoded(utf8: Windows1252.decoded(bytes), encoding: "windows-1252")
  }
}
