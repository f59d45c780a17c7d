// How alike two texts are: their embeddings by angle, seen from the middle of the person's world, and the words they share.

private import Feed
private import Glibc

/// The kernel with the examples it was made for.
struct Kernel: Sendable {
  let settings: ScorerSettings
  let count: Int
  private let centre: [Float]
  private let index: TermIndex
  private let embeddings: [Float]
  private let terms: [SparseVector]
  private let postings: TermPostings

  init(examples all: [Example], corpus: [Candidate], settings: ScorerSettings) {
    let examples = all.map(\.candidate)
    self.settings = settings
    count = examples.count
    let dimensions = (examples.first ?? corpus.first)?.vector.dimensions ?? 0
    let texts = examples + corpus.filter { $0.vector.dimensions == dimensions }
    let centre = Self.mean(texts.map(\.vector), dimensions: dimensions)
    let index = TermIndex(corpus: texts.map(\.terms))
    self.centre = centre
    self.index = index
    embeddings = examples.flatMap { Self.direction($0.vector, from: centre) }
    terms = all.map { example in
      Self.vector(
        example.candidate.terms, in: index,
        weight: example.evidence.isText
          ? settings.termWeightOwn : settings.termWeight(words: example.candidate.terms.words))
    }
    postings = TermPostings(terms, termCount: index.count)
  }

  /// The lower triangle of the kernel matrix of the examples, count × count.
  func gram() -> [Double] {
    var products = Algebra.gram(embeddings, n: count, d: centre.count)
    var sums = [Float](repeating: 0, count: count)
    for row in 0..<count {
      for column in 0..<count { sums[column] = 0 }
      postings.addProducts(with: terms[row], to: &sums, at: 0)
      for column in 0...row {
        let place = row * count + column
        products[place] = likeness(products[place]) + sums[column]
      }
    }
    return products.map(Double.init)
  }

  /// The kernel between candidates (rows) and examples (columns); `places` says which candidates are examples.
  func rows(_ candidates: [Candidate], places: [Int?]) -> [Float] {
    let directions = candidates.flatMap { Self.direction($0.vector, from: centre) }
    var rows = Algebra.products(
      directions, embeddings, m: candidates.count, n: count, d: centre.count)
    for place in rows.indices { rows[place] = likeness(rows[place]) }
    for (row, candidate) in candidates.enumerated() {
      postings.addProducts(
        with: places[row].map { terms[$0] } ?? termVector(candidate), to: &rows, at: row * count)
    }
    return rows
  }

  /// What a candidate shares with examples, word by word.
  func sharedWords(_ candidate: Candidate) -> SharedWords {
    SharedWords(candidate, vector: termVector(candidate), index: index)
  }

  /// The term vector of the example at `place`.
  func terms(at place: Int) -> SparseVector { terms[place] }

  private func termVector(_ candidate: Candidate) -> SparseVector {
    Self.vector(
      candidate.terms, in: index, weight: settings.termWeight(words: candidate.terms.words))
  }

  /// The kernel of a candidate with itself: what is unknown about it before there are examples.
  ///
  /// Words that no example has are part of it, so that a strange text is no surer than a familiar one.
  func variance(_ candidate: Candidate) -> Double {
    1 + settings.termWeight(words: candidate.terms.words)
  }

  private func likeness(_ cosine: Float) -> Float {
    exp(Float(settings.sharpness) * (cosine - 1))
  }

  private static func vector(
    _ terms: TermCounts, in index: TermIndex, weight: Double
  ) -> SparseVector {
    index.vector(terms, length: Float(weight.squareRoot()))
  }

  private static func mean(_ vectors: [Vector], dimensions: Int) -> [Float] {
    var sums = [Double](repeating: 0, count: dimensions)
    for vector in vectors {
      for place in 0..<dimensions { sums[place] += Double(vector.values[place]) }
    }
    return sums.map { Float($0 / Double(max(1, vectors.count))) }
  }

  /// The unit vector from the centre; zeros for the centre itself and for a vector of a foreign length.
  private static func direction(_ vector: Vector, from centre: [Float]) -> [Float] {
    guard vector.dimensions == centre.count else {
      return [Float](repeating: 0, count: centre.count)
    }
    var difference = centre
    var square: Float = 0
    for place in centre.indices {
      difference[place] = vector.values[place] - centre[place]
      square += difference[place] * difference[place]
    }
    guard square > 1e-12, square.isFinite else {
      return [Float](repeating: 0, count: centre.count)
    }
    let scale = 1 / square.squareRoot()
    for place in centre.indices { difference[place] *= scale }
    return difference
  }
}
