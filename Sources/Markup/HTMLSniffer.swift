// RSS does not say whether a title is text or HTML. Guessing wrong either shows tags to people or eats `<head>` from a
// title about HTML, so the guess asks for an end tag or a reference, and for known names only.

/// Guesses whether a text is HTML.
package enum HTMLSniffer {
  /// Whether the text holds markup, and none that HTML does not have.
  ///
  /// Asks for an end tag, a void tag or a character reference; `2 < 3`, `AT&T` and `About <head>` are no HTML.
  package static func looksLikeHTML(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { unsafe looksLikeHTML(Bytes($0)) }
  }

  /// The same for UTF-8 bytes.
  package static func looksLikeHTML(_ text: Bytes) -> Bool {
    var isLikely = false
    for position in 0..<text.count {
      switch text[position] {
      case 0x3C:
        guard let evidence = tag(text, at: position) else { continue }
        guard evidence != .unknown else { return false }
        if evidence == .strong { isLikely = true }
      case 0x26:
        guard let isKnown = reference(text, at: position) else { continue }
        guard isKnown else { return false }
        isLikely = true
      default: continue
      }
    }
    return isLikely
  }

  private enum Evidence { case weak, strong, unknown }

  /// What the `<` at `position` says; nil when no tag starts there.
  private static func tag(_ text: Bytes, at position: Int) -> Evidence? {
    let isEnd = position + 1 < text.count && text[position + 1] == 0x2F
    let start = position + (isEnd ? 2 : 1)
    var end = start
    while end < text.count, text[end].isLetter || text[end].isDigit { end += 1 }
    guard end > start, text[start].isLetter else { return nil }
    let policy = HTMLPolicy.standard
    guard let number = policy.elements.find(text.part(start, end)) else { return .unknown }
    switch policy.element(number).fate {
    case .keep: return isEnd ? .strong : .weak
    case .keepVoid: return text.index(of: 0x3E, from: end) == nil ? .weak : .strong
    case .unwrap, .dropRaw, .dropTree: return .unknown
    }
  }

  /// Whether the reference at `position` is one HTML knows; nil when none stands there.
  private static func reference(_ text: Bytes, at position: Int) -> Bool? {
    var end = position + 1
    if end < text.count, text[end] == 0x23 { end += 1 }
    let start = end
    while end < text.count, text[end].isLetter || text[end].isDigit { end += 1 }
    guard end > start, end < text.count, text[end] == 0x3B else { return nil }
    return HTMLEntities.reference(text, at: position, strict: true) != nil
  }
}
