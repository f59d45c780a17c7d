// How alike two texts are by the words they share, rare words before common ones.

/// The product of tf-idf vectors, each as long as words count in its text.
struct WordKernel: Sendable {
  private let settings: ScorerSettings
  private let index: TermIndex
  private let vectors: [SparseVector]
  private let postings: TermPostings

  /// `corpus` says how common words are, together with the examples.
  init(examples: [Example], corpus: [Candidate], settings: ScorerSettings) {
    self.settings = settings
    let index = TermIndex(corpus: (examples.map(\.candidate) + corpus).map(\.terms))
    self.index = index
    vectors = examples.map { Self.vector($0, in: index, settings) }
    postings = TermPostings(vectors, termCount: index.count)
  }

  /// The `first` examples of `earlier` and others, with words as common as they were.
  init(_ first: Int, of earlier: WordKernel, and others: [Example]) {
    settings = earlier.settings
    index = earlier.index
    let added = others.map { Self.vector($0, in: earlier.index, earlier.settings) }
    vectors = earlier.vectors[..<first] + added
    postings = TermPostings(vectors, termCount: index.count)
  }

  private static func vector(
    _ example: Example, in index: TermIndex, _ settings: ScorerSettings
  ) -> SparseVector {
    let weight =
      example.evidence.isText
      ? settings.termWeightOwn : settings.termWeight(words: example.candidate.terms.words)
    return index.vector(example.candidate.terms, length: Float(weight.squareRoot()))
  }

  /// Adds the products of the examples to the lower triangle of `sums`.
  func addGram(to sums: inout [Float]) {
    postings.addGram(of: vectors, to: &sums)
  }

  /// Adds the products of candidates (rows) and examples (columns) to `sums`; `places` says which are examples.
  func addRows(
    _ candidates: ArraySlice<Candidate>, places: [Int?], to sums: inout [Float]
  ) {
    let rows = zip(candidates, places).map { candidate, place in
      place.map { vectors[$0] } ?? vector(candidate)
    }
    postings.addProducts(with: rows, to: &sums)
  }

  /// What a candidate shares with examples, word by word.
  func shared(_ candidate: Candidate) -> SharedWords {
    SharedWords(candidate, vector: vector(candidate), index: index)
  }

  /// The term vector of the example at `place`.
  func vector(at place: Int) -> SparseVector { vectors[place] }

  /// The product of a candidate with itself, words that no example has among it.
  func variance(_ candidate: Candidate) -> Double {
    settings.termWeight(words: candidate.terms.words)
  }

  private func vector(_ candidate: Candidate) -> SparseVector {
    index.vector(
      candidate.terms,
      length: Float(settings.termWeight(words: candidate.terms.words).squareRoot()))
  }
}
