// Whether two items of different sources tell the same story, that is: whether one is a copy of the other, edited, cut,
// or under another headline. Two articles on one event are two stories. Precision comes first: a story that is shown
// twice is a nuisance, one that is hidden is lost. The thresholds were set on real feeds: see
// docs/decisions/0009-near-duplicates.md.

/// Two tellings, and what their sources say anyway.
package struct StoryComparison: Sendable {
  private let one: StoryText
  private let other: StoryText
  /// Shingles that other items of the two sources have too: show notes, forms, footers.
  ///
  /// They are no evidence.
  private let common: Set<UInt64>
  /// True when a source has given the same title to something else.
  private let isSeries: Bool

  package init(
    _ one: StoryText, _ other: StoryText, besides siblings: [StoryText]
  ) {
    self.one = one
    self.other = other
    common = Set(siblings.lazy.flatMap(\.shingles))
    isSeries = siblings.contains {
      $0.titleWords == one.titleWords || $0.titleWords == other.titleWords
    }
  }

  /// True when both tell the same story.
  package var isSame: Bool {
    if differsInNumbers || differsInSubject { return false }
    let isNamed = !isSeries && one.titleWords.count >= 3 && one.titleWords == other.titleWords
    if isNamed, let page = one.page, page == other.page { return true }
    let texts = [one, other].map { text in text.shingles.filter { !common.contains($0) } }
      .sorted { $0.count < $1.count }
    let (short, long) = (texts[0], texts[1])
    // Where most of a text is what its source always says, the rest says too little.
    guard 3 * short.count >= min(one.shingles.count, other.shingles.count) else { return false }
    return isNamed ? isTeaser(short, of: long) : isCopy(short, of: long)
  }

  /// Of the same name, and what the shorter one says is in the longer.
  private func isTeaser(_ short: [UInt64], of long: [UInt64]) -> Bool {
    short.count >= 8 && Resemblance.containment(of: Set(short), in: Set(long)) >= 0.6
  }

  /// Whatever the headlines: the same text, or its beginning.
  private func isCopy(_ short: [UInt64], of long: [UInt64]) -> Bool {
    let isSimilarlyNamed = Resemblance.ofWords(one.titleWords, other.titleWords) >= 0.5
    guard short.count >= (isSimilarlyNamed ? 24 : 60) else { return false }
    let least = isSimilarlyNamed ? 0.7 : 0.6
    let beginning = long.prefix(short.count * 11 / 10)
    return Resemblance.resemblance(Set(short), Set(beginning)) >= least
      || Resemblance.resemblance(Set(short), Set(long)) >= least
  }

  /// Each text speaks of what its own title alone names: a form that was filled in twice.
  private var differsInSubject: Bool {
    let ours = Set(one.titleWords).subtracting(other.titleWords)
    let theirs = Set(other.titleWords).subtracting(one.titleWords)
    return ours.contains { one.words.contains($0) && !other.words.contains($0) }
      && theirs.contains { other.words.contains($0) && !one.words.contains($0) }
  }

  /// The same words about other numbers: releases, episodes, tables, forecasts.
  private var differsInNumbers: Bool {
    let numbers = [one, other].map { $0.titleWords.filter(StoryText.isNumber) }
    let words = [one, other].map { text in text.titleWords.filter { !StoryText.isNumber($0) } }
    if numbers[0] != numbers[1], Resemblance.ofWords(words[0], words[1]) >= 0.5 { return true }
    let fewer = min(one.numbers.count, other.numbers.count)
    guard fewer >= 3 else { return false }
    return Double(one.numbers.intersection(other.numbers).count) < 0.6 * Double(fewer)
  }
}
