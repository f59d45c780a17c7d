// How much an item that came has in common with one that is stored.

import FoundationEssentials

/// An item and a stored item of the same source, compared.
struct Likeness {
  private let item: Item
  private let old: KnownItem

  init(_ item: Item, _ old: KnownItem) {
    self.item = item
    self.old = old
  }

  /// The key is the same and all that could be else is not: two things under one key.
  var isReuse: Bool {
    guard let text = old.text, let link = item.url, let before = old.url, link != before,
      PageKey.of(link) == nil || PageKey.of(link) != PageKey.of(before),
      hasSameDate != true
    else { return false }
    return Resemblance.ofWords(SaidWords.of(old.title), SaidWords.of(item.title))
      < ItemChange.textResemblance && !isLike(text)
  }

  /// The date is another, and so is what is said: today's forecast, on the page of yesterday's.
  var isContradicted: Bool { hasSameDate == false && !saysTheSame }

  /// The dates are the same to the minute; nil where one has none.
  var hasSameDate: Bool? { distance.map { $0 < 60 } }

  /// The dates are of one day, as far as platforms keep it.
  var isSameDay: Bool { distance.map { $0 <= 86_400 } ?? false }

  /// The texts have at least half of their words in common.
  var isLikeText: Bool { old.text.map(isLike) ?? true }

  /// Nearly all words are the same, and all numbers.
  private var saysTheSame: Bool {
    guard let text = old.text else { return true }
    let before = SaidWords.of(text, limit: ItemChange.words)
    let after = SaidWords.of(item.text, limit: ItemChange.words)
    return Resemblance.ofWords(before, after) >= 0.9
      && Set(before.filter(StoryText.isNumber)) == Set(after.filter(StoryText.isNumber))
  }

  private var distance: TimeInterval? {
    guard let date = item.published, let other = old.published else { return nil }
    return abs(date.timeIntervalSince(other))
  }

  private func isLike(_ text: String) -> Bool {
    Resemblance.ofWords(
      SaidWords.of(text, limit: ItemChange.words), SaidWords.of(item.text, limit: ItemChange.words))
      >= Identification.likeness
  }
}

extension Item {
  /// True for an id that is not made from the link or the words.
  var hasOwnID: Bool { externalID != url && !externalID.hasPrefix("sha256:") }
}

extension KnownItem {
  /// True for an id that is not made from the link or the words.
  var hasOwnID: Bool { externalID != url && !externalID.hasPrefix("sha256:") }
}
