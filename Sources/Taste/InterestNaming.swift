// One label for each interest: no two alike, and the one of yesterday where it still fits, because a name that changes every
// day is none.

/// Gives out labels.
struct InterestNaming {
  /// Words of one label.
  private static let words = 3
  private static let titleLetters = 40

  private var taken: [String]
  private var used: Set<String>

  /// `known` says which clusters are which interests of `parent`: their labels are not given to others.
  init(parent: Interests, known: [Int: Int]) {
    let labels = known.values.map { parent.all[$0].label }
    used = Set(labels)
    taken = []
  }

  /// The label of an interest with these telling words; `earlier` is the same interest in the version before.
  mutating func label(
    _ words: [InterestLabels.Word], _ earlier: Interest?, titles: [String]
  ) -> String {
    let label =
      earlier.flatMap { Self.fits($0, words, titles) ? $0.label : nil } ?? new(words, titles)
    used.insert(label)
    taken += words.prefix(Self.words).map(\.folded)
    return label
  }

  /// Whether half of the words that gave an interest its label still tell it; or one of its texts, where there were none.
  private static func fits(
    _ earlier: Interest, _ words: [InterestLabels.Word], _ titles: [String]
  ) -> Bool {
    let old = earlier.words.prefix(Self.words)
    guard !old.isEmpty else {
      let titles = titles.filter { !$0.isEmpty }
      return titles.isEmpty
        || titles.contains { earlier.label.hasPrefix($0.prefix(titleLetters)) }
    }
    let still = old.filter { word in words.contains { $0.folded == word } }
    return 2 * still.count >= old.count
  }

  private func new(_ words: [InterestLabels.Word], _ titles: [String]) -> String {
    let free = words.filter { word in
      !taken.contains { InterestLabels.isSameStem($0, word.folded) }
    }
    for chosen in [free, words] {
      let label = chosen.prefix(Self.words).map(\.spelling).joined(separator: ", ")
      if !label.isEmpty, !used.contains(label) { return label }
    }
    let title = titles.first { !$0.isEmpty && !used.contains($0) } ?? "something else"
    var label = String(title.prefix(Self.titleLetters))
    while used.contains(label) { label += " again" }
    return label
  }
}
