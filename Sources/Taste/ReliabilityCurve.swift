// Whether probabilities mean what they say: of all that was given about 30 %, were about 30 % wanted? Drawn as a diagram,
// and as one number.

private import Glibc

/// How often what was given a probability was wanted, by bins of equal width.
package struct ReliabilityCurve: Sendable, Hashable {
  /// A probability that was given, and what came of it.
  package struct Outcome: Sendable, Hashable {
    package let probability: Double
    package let isWanted: Bool

    package init(probability: Double, isWanted: Bool) {
      self.probability = probability
      self.isWanted = isWanted
    }
  }

  /// All outcomes whose probabilities lie between two bounds.
  package struct Bin: Sendable, Hashable {
    package let range: Range<Double>
    package let count: Int
    /// The mean of the probabilities.
    package let expected: Double
    /// The share that was wanted.
    package let observed: Double
    /// Where that share lies with 95 % certainty.
    package let interval: ClosedRange<Double>
  }

  /// Only those that are not empty, ascending.
  package let bins: [Bin]
  package let count: Int
  /// The expected calibration error: the mean distance between `expected` and `observed` over all outcomes.
  package let error: Double
  /// The mean squared distance between probability and outcome (Brier, Verification of Forecasts Expressed in Terms of
  /// Probability, Monthly Weather Review 78, 1950).
  package let brier: Double

  package init(_ outcomes: [Outcome], bins number: Int = 10) {
    let sound = outcomes.filter { (0...1).contains($0.probability) }
    let sorted = Dictionary(grouping: sound) {
      min(number - 1, Int($0.probability * Double(number)))
    }
    bins = sorted.keys.sorted().compactMap { place in
      sorted[place].map { Self.bin($0, place, of: number) }
    }
    let total = Double(max(1, sound.count))
    count = sound.count
    error = bins.reduce(0) { $0 + abs($1.expected - $1.observed) * Double($1.count) } / total
    brier =
      sound.reduce(0) { sum, outcome in
        let distance = outcome.probability - (outcome.isWanted ? 1 : 0)
        return sum + distance * distance
      } / total
  }

  private static func bin(_ outcomes: [Outcome], _ place: Int, of number: Int) -> Bin {
    let count = outcomes.count
    let wanted = outcomes.count { $0.isWanted }
    return Bin(
      range: Double(place) / Double(number)..<Double(place + 1) / Double(number), count: count,
      expected: outcomes.reduce(0) { $0 + $1.probability } / Double(count),
      observed: Double(wanted) / Double(count), interval: ShareInterval.wilson(wanted, of: count))
  }
}

/// What a count says about the share behind it.
package enum ShareInterval {
  /// The 95 % interval of a share of which `hits` of `count` were seen (Wilson, Probable Inference, the Law of
  /// Succession, and Statistical Inference, Journal of the American Statistical Association 22, 1927).
  package static func wilson(_ hits: Int, of count: Int) -> ClosedRange<Double> {
    guard count > 0 else { return 0...1 }
    let z = 1.959964
    let n = Double(count)
    let share = Double(hits) / n
    let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, middle - half)...min(1, middle + half)
  }
}
