// How alike two texts are by the angle between their embeddings, seen from the middle of the person's world: raw
// embeddings all point much the same way.

private import Feed

/// exp(γ(cos θ − 1)) on embeddings from which their mean is taken.
struct AngleKernel: Sendable {
  private let sharpness: Float
  private let count: Int
  private let centre: [Float]
  private let directions: [Float]

  /// `corpus` says where the middle is, together with the examples.
  init(examples: [Candidate], corpus: [Candidate], sharpness: Double) {
    self.sharpness = Float(sharpness)
    count = examples.count
    centre = Self.mean(examples + corpus)
    directions = Self.directions(examples[...], from: centre)
  }

  /// The `first` examples of `earlier` and others, seen from the same middle.
  init(_ first: Int, of earlier: AngleKernel, and others: ArraySlice<Candidate>) {
    sharpness = earlier.sharpness
    count = first + others.count
    centre = earlier.centre
    directions =
      earlier.directions[..<(first * centre.count)] + Self.directions(others, from: centre)
  }

  /// Adds the likeness of the examples to the lower triangle of `sums`, which must be zeros; above it stands anything.
  func addGram(to sums: inout [Float]) {
    Algebra.addGram(directions, to: &sums, n: count, d: centre.count)
    for row in 0..<count {
      Exponential.shrink(&sums, row * count..<row * count + row + 1, factor: sharpness)
    }
  }

  /// Adds the likeness of candidates (rows) and examples (columns) to `sums`, which must be zeros.
  func addRows(_ candidates: ArraySlice<Candidate>, to sums: inout [Float]) {
    Algebra.addProducts(
      Self.directions(candidates, from: centre), directions, to: &sums, m: candidates.count,
      n: count, d: centre.count)
    Exponential.shrink(&sums, sums.indices, factor: sharpness)
  }

  private static func mean(_ texts: [Candidate]) -> [Float] {
    var sum = [Float](repeating: 0, count: texts.first?.vector.dimensions ?? 0)
    for text in texts { Algebra.add(text.vector.values, to: &sum) }
    let scale = 1 / Float(max(1, texts.count))
    return sum.map { $0 * scale }
  }

  /// The unit vectors from the centre, row by row; zeros for the centre itself and for a vector of a foreign length.
  private static func directions(
    _ texts: ArraySlice<Candidate>, from centre: [Float]
  ) -> [Float] {
    var rows: [Float] = []
    rows.reserveCapacity(texts.count * centre.count)
    for text in texts {
      let isKnown = text.vector.dimensions == centre.count
      rows += isKnown ? text.vector.values : centre
    }
    Algebra.direct(&rows, from: centre)
    return rows
  }
}
