// A good digest is not ten times the best story: each next item is the one that is wanted most and says least of what
// is there already (maximal marginal relevance, Carbonell and Goldstein 1998).

package import Feed

/// Greedy selection by relevance minus similarity.
package enum Variety {
  /// The share of relevance.
  ///
  /// At 0.75 variety rises and the ranking of wanted items does not suffer measurably.
  static let relevance: Float = 0.75

  /// Chooses at most `count` of the candidates; gives their indices in the order of choice.
  ///
  /// - Parameters:
  ///   - probabilities: what each candidate is worth, 0 … 1.
  ///   - vectors: their embeddings, or nil for one without.
  package static func choose(
    _ count: Int, probabilities: [Double], vectors: [Vector?]
  ) -> [Int] {
    var left = Array(probabilities.indices)
    var closeness = [Float](repeating: 0, count: probabilities.count)
    var chosen: [Int] = []
    while chosen.count < count, !left.isEmpty {
      let value = { (index: Int) in
        relevance * Float(probabilities[index]) - (1 - relevance) * closeness[index]
      }
      guard let best = left.max(by: { (value($0), $1) < (value($1), $0) }) else { break }
      chosen.append(best)
      left.removeAll { $0 == best }
      guard let vector = vectors[best] else { continue }
      for index in left {
        closeness[index] = max(closeness[index], vectors[index]?.cosine(vector) ?? 0)
      }
    }
    return chosen
  }
}
