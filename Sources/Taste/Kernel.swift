// How alike two texts are, for the scorer: a sum of parts, each a likeness of its own kind, and the level that all texts
// share.

private import Feed

/// The kernel with the examples it was made for.
struct Kernel: Sendable {
  let count: Int
  /// What any two texts have in common: the variance of the level of all scores.
  let level: Double
  private let angles: AngleKernel
  private let words: WordKernel

  /// Of `corpus`, texts with a vector of another length than the examples' are left out.
  init(examples: [Example], corpus: [Candidate], settings: ScorerSettings) {
    let texts = examples.map(\.candidate)
    let dimensions = (texts.first ?? corpus.first)?.vector.dimensions
    let others = corpus.filter { $0.vector.dimensions == dimensions }
    count = examples.count
    level = settings.level
    angles = AngleKernel(examples: texts, corpus: others, settings: settings)
    words = WordKernel(examples: examples, corpus: others, settings: settings)
  }

  /// The `first` examples of `earlier` and others; what `earlier` learned of the world stays.
  init(_ first: Int, of earlier: Kernel, and others: [Example]) {
    count = first + others.count
    level = earlier.level
    angles = AngleKernel(first, of: earlier.angles, and: others.map(\.candidate)[...])
    words = WordKernel(first, of: earlier.words, and: others)
  }

  /// The lower triangle of the kernel matrix of the examples, count × count; above it stands anything.
  func gram() -> [Float] {
    var sums = [Float](repeating: 0, count: count * count)
    angles.addGram(to: &sums)
    words.addGram(to: &sums)
    addLevel(to: &sums)
    return sums
  }

  /// The same where the `first` examples have the values that they have in `known`, another such matrix of `width`
  /// columns; `others` are the examples that follow.
  func gram(_ first: Int, of known: [Float], width: Int, and others: [Candidate]) -> [Float] {
    var sums = Algebra.corner(first, of: known, width: width, in: count)
    sums += rows(others[...], places: Array(first..<count))
    return sums
  }

  /// The kernel between candidates (rows) and examples (columns); `places` says which candidates are examples.
  func rows(_ candidates: ArraySlice<Candidate>, places: [Int?]) -> [Float] {
    var sums = [Float](repeating: 0, count: candidates.count * count)
    angles.addRows(candidates, to: &sums)
    words.addRows(candidates, places: places, to: &sums)
    addLevel(to: &sums)
    return sums
  }

  private func addLevel(to sums: inout [Float]) {
    let level = Float(level)
    for place in sums.indices { sums[place] += level }
  }

  /// What a candidate shares with examples, word by word.
  func sharedWords(_ candidate: Candidate) -> SharedWords { words.shared(candidate) }

  /// The term vector of the example at `place`.
  func terms(at place: Int) -> SparseVector { words.vector(at: place) }

  /// The kernel of a candidate with itself: what is unknown about it before there are examples.
  ///
  /// Words that no example has are part of it, so that a strange text is no surer than a familiar one.
  func variance(_ candidate: Candidate) -> Double { level + 1 + words.variance(candidate) }
}
