// How alike two texts are by the angle between their embeddings.

private import Feed

/// exp(γ(cos θ − 1)) in the space of a person's world.
struct AngleKernel: Sendable {
  private let sharpness: Float
  private let count: Int
  private let space: AngleSpace
  private let directions: [Float]

  /// `corpus` says what the world is like, together with the examples.
  init(examples: [Candidate], corpus: [Candidate], settings: ScorerSettings) {
    sharpness = Float(settings.sharpness)
    count = examples.count
    space = AngleSpace(examples + corpus, stretch: settings.stretch)
    directions = space.directions(examples[...])
  }

  /// The `first` examples of `earlier` and others, in the same space.
  init(_ first: Int, of earlier: AngleKernel, and others: ArraySlice<Candidate>) {
    sharpness = earlier.sharpness
    count = first + others.count
    space = earlier.space
    directions =
      earlier.directions[..<(first * earlier.space.dimensions)] + earlier.space.directions(others)
  }

  /// Adds the likeness of the examples to the lower triangle of `sums`, which must be zeros; above it stands anything.
  func addGram(to sums: inout [Float]) {
    Algebra.addGram(directions, to: &sums, n: count, d: space.dimensions)
    for row in 0..<count {
      Exponential.shrink(&sums, row * count..<row * count + row + 1, factor: sharpness)
    }
  }

  /// Adds the likeness of candidates (rows) and examples (columns) to `sums`, which must be zeros.
  func addRows(_ candidates: ArraySlice<Candidate>, to sums: inout [Float]) {
    Algebra.addProducts(
      space.directions(candidates), directions, to: &sums, m: candidates.count, n: count,
      d: space.dimensions)
    Exponential.shrink(&sums, sums.indices, factor: sharpness)
  }
}
