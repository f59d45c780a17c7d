// Where angles between texts are taken: seen from the middle of the person's world, because raw embeddings all point much
// the same way, and stretched along what the texts of that world differ in most.

private import Feed

/// Embeddings of d dimensions less their mean, in the metric I + cdS, where S is the mean of b bᵀ over the directions b of
/// the world's texts, drawn to zero as by d texts without direction: where few differ most is chance.
///
/// xᵀ(I + cdS)y is xᵀy and cd times the mean of (xᵀb)(bᵀy): two texts are alike as well when they are alike to the same
/// others, wanted or not (a kernel whose spectrum unlabelled texts shape; Chapelle, Weston and Schölkopf, Cluster Kernels
/// for Semi-Supervised Learning, 2002).
struct AngleSpace: Sendable {
  private let centre: [Float]
  /// L of I + cdS = L Lᵀ, lower, by rows; nil where space is left as it is.
  private let factor: [Float]?

  /// The space of `texts`; `stretch` is c: a direction in which they reach as far as in the mean is drawn out by c.
  init(_ texts: [Candidate], stretch: Double) {
    let centre = Self.mean(texts)
    self.centre = centre
    let d = centre.count
    guard stretch > 0, !texts.isEmpty else {
      factor = nil
      return
    }
    var metric = [Float](repeating: 0, count: d * d)
    Algebra.addSpread(
      Self.directions(texts[...], from: centre), to: &metric, n: texts.count, d: d,
      scale: Float(stretch) * Float(d) / Float(texts.count + d))
    for place in 0..<d { metric[place * d + place] += 1 }
    factor = Algebra.factor(&metric, n: d) ? metric : nil
  }

  var dimensions: Int { centre.count }

  /// The unit vectors from the centre, row by row; zeros for the centre itself and for a vector of a foreign length.
  func directions(_ texts: ArraySlice<Candidate>) -> [Float] {
    var rows = Self.directions(texts, from: centre)
    guard let factor else { return rows }
    Algebra.multiply(&rows, by: factor, m: texts.count, n: dimensions)
    Algebra.direct(&rows, from: [Float](repeating: 0, count: dimensions))
    return rows
  }

  private static func mean(_ texts: [Candidate]) -> [Float] {
    var sum = [Float](repeating: 0, count: texts.first?.vector.dimensions ?? 0)
    for text in texts { Algebra.add(text.vector.values, to: &sum) }
    let scale = 1 / Float(max(1, texts.count))
    return sum.map { $0 * scale }
  }

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
