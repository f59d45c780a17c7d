// How far a person's own texts are trusted about what the person wants to read. Two hundred notes on a garden say nothing
// of someone who reads about compilers, and would drown five likes; so what was chosen decides whether texts are heard.

private import Feed
private import Glibc

/// The agreement of texts with decisions.
enum TextTrust {
  /// So many decisions are needed before the doubt counts in full.
  private static let settled = 5.0
  /// In standard deviations: texts must agree by more than chance would.
  private static let doubt = 2.0

  /// 0 … 1: how much more alike to the texts the wanted items are than the others, less what chance may do.
  ///
  /// The chance that a wanted item is nearer to the mean direction of the texts than another (Mann, Whitney, On a Test
  /// of Whether One of Two Random Variables is Stochastically Larger, 1947), from 1 at certainty to 0 at one half.
  static func share(
    of texts: [Example], wanted: [Example], others: [Example]
  ) -> Double {
    guard !texts.isEmpty, !wanted.isEmpty, !others.isEmpty else { return 1 }
    let centre = mean((wanted + others).map(\.candidate.vector.values))
    let middle = mean(texts.map { direction($0, from: centre) })
    let nearness = { (example: Example) in
      zip(direction(example, from: centre), middle).reduce(Float(0)) { $0 + $1.0 * $1.1 }
    }
    let (near, far) = (wanted.map(nearness), others.map(nearness).sorted())
    let wins = near.reduce(0.0) { $0 + rank(of: $1, in: far) }
    let chance = (1 / Double(12 * near.count) + 1 / Double(12 * far.count)).squareRoot()
    let bound = Self.doubt * min(1, Double(near.count) / settled) * chance
    return min(1, max(0, 2 * (wins / Double(near.count) - bound) - 1))
  }

  /// The share of `sorted` that is less than `value`.
  private static func rank(of value: Float, in sorted: [Float]) -> Double {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return Double(low) / Double(sorted.count)
  }

  private static func direction(_ example: Example, from centre: [Float]) -> [Float] {
    let difference = zip(example.candidate.vector.values, centre).map { $0 - $1 }
    let square = difference.reduce(0) { $0 + $1 * $1 }
    return square > 1e-12 ? difference.map { $0 / square.squareRoot() } : difference
  }

  private static func mean(_ rows: [[Float]]) -> [Float] {
    var sum = [Float](repeating: 0, count: rows.first?.count ?? 0)
    for row in rows {
      for place in sum.indices { sum[place] += row[place] }
    }
    return sum.map { $0 / Float(max(1, rows.count)) }
  }
}
