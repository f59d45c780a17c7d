// What to do with an item that is stored already: nothing, show it as it is now, or judge it again. Feeds change their
// texts all the time; only a change of what is said costs an embedding and a decision.

/// What changed between an item as stored and as it came.
package enum ItemChange: Sendable, Hashable {
  /// It says the same.
  case none
  /// It is shown as it came; what was embedded and decided stands.
  case shown
  /// It says something else: to be embedded and decided again.
  case said

  /// Times that an item is only shown anew: as many as lemon24/reader allows.
  package static let refreshLimit = 24
  /// Words compared: about the 256 word pieces that are embedded.
  static let words = 200
  /// Share of words in common below which a text is another one.
  static let textResemblance = 0.8
  /// The same for a title, the most telling line of all.
  static let titleResemblance = 0.5

  /// What to do with `new`, which is `old`; `hash` stands for its text.
  package static func decide(_ old: KnownItem, _ new: Item, hash: [UInt8]) -> ItemChange {
    guard old.shownHash != hash, let text = old.text else { return .none }
    let shown = Wording.whole(title: old.title, text: text)
    let isReal =
      isReal(title: old.title, new.title)
      || isReal(old.judgedText ?? shown, Wording.whole(title: new.title, text: new.text))
    if isReal { return .said }
    return old.refreshes < refreshLimit ? .shown : .none
  }

  /// True when the text that a model reads of `new` is another one than that of `old`.
  package static func isReal(_ old: String, _ new: String) -> Bool {
    Resemblance.ofWords(SaidWords.of(old, limit: words), SaidWords.of(new, limit: words))
      < textResemblance
  }

  private static func isReal(title old: String, _ new: String) -> Bool {
    let (before, after) = (SaidWords.of(old), SaidWords.of(new))
    if after.starts(with: before) || before.starts(with: after) { return false }
    return Resemblance.ofWords(before, after) < titleResemblance
  }
}
