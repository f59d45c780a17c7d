// Whether probabilities mean what they say: of the items that were said to be wanted with 70 %, seven in ten should be.

private import Glibc

/// Measures of probabilities.
package enum Reliability {
  /// Items of about the same probability.
  package struct Bin: Sendable, Hashable {
    package let range: ClosedRange<Double>
    /// The mean of what was said.
    package let said: Double
    /// The share that is wanted.
    package let seen: Estimate
    package let count: Int
    /// The sum of their weights.
    package let weight: Double
  }

  /// At most `bins` of the same mass, in order of probability; none without answers.
  ///
  /// Of items of equal weight bin b holds the places b·n/bins up to
  /// (b + 1)·n/bins. The interval is Wilson's for the effective number of items (Kish 1965).
  package static func bins(_ answers: [Answered], _ bins: Int = 15) -> [Bin] {
    parts(answers, bins).map { part in
      let weight = part.reduce(0) { $0 + $1.weight }
      let squares = part.reduce(0) { $0 + $1.weight * $1.weight }
      let seen = part.reduce(0) { $0 + $1.weight * $1.truth } / weight
      let effective = weight * weight / squares
      return Bin(
        range: (part.first?.sober ?? 0)...(part.last?.sober ?? 0),
        said: part.reduce(0) { $0 + $1.weight * $1.sober } / weight,
        seen: Estimate(seen, ShareInterval.wilson(hits: min(seen, 1) * effective, of: effective)),
        count: part.count, weight: weight)
    }
  }

  /// The expected calibration error: the mean distance between what was said and what was seen, over bins of the same mass
  /// (Naeini, Cooper, Hauskrecht, AAAI 2015); nil without answers.
  ///
  /// Who always says the same number has none, so it is shown beside ``brierSkill(_:)`` and the error of the top.
  package static func calibrationError(_ answers: [Answered], bins: Int = 15) -> Double? {
    let parts = parts(answers, bins)
    let total = parts.joined().reduce(0) { $0 + $1.weight }
    guard total > 0 else { return nil }
    return parts.reduce(0) { sum, part in
      sum + abs(part.reduce(0) { $0 + $1.weight * ($1.sober - $1.truth) })
    } / total
  }

  /// How much of the squared error is avoided that always saying `rate` would make; nil where that would make none.
  ///
  /// 1 − Brier / Brier of the base rate (Murphy, J. Appl. Meteorology 12, 1973).
  package static func brierSkill(_ answers: [Answered], rate: Double? = nil) -> Double? {
    let total = answers.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return nil }
    let rate = rate ?? answers.reduce(0) { $0 + $1.weight * $1.truth } / total
    let made = answers.reduce(0) { $0 + $1.weight * square($1.sober - $1.truth) }
    let usual = answers.reduce(0) { $0 + $1.weight * square(rate - $1.truth) }
    return usual > 0 ? 1 - made / usual : nil
  }

  /// The mean surprise in nats (Good, Rational Decisions, JRSS B 14, 1952); nil without answers.
  package static func logLoss(_ answers: [Answered]) -> Double? {
    let total = answers.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return nil }
    return answers.reduce(0) { $0 + $1.weight * surprise($1) } / total
  }

  /// −ln of the probability of what is true.
  static func surprise(_ answer: Answered) -> Double {
    -log(answer.isWanted ? answer.sober : 1 - answer.sober)
  }

  private static func square(_ x: Double) -> Double { x * x }

  /// By probability, what is wanted last among equals; cut where each `bins`th of the mass ends.
  private static func parts(_ answers: [Answered], _ bins: Int) -> [[Answered]] {
    let order = answers.filter { $0.weight > 0 }.sorted {
      ($0.sober, $0.truth) < ($1.sober, $1.truth)
    }
    guard let first = order.first, bins > 0 else { return [] }
    if order.allSatisfy({ $0.weight == first.weight }) {
      return (0..<bins).map {
        Array(order[$0 * order.count / bins..<($0 + 1) * order.count / bins])
      }
      .filter { !$0.isEmpty }
    }
    let total = order.reduce(0) { $0 + $1.weight }
    var parts = [[Answered]](repeating: [], count: bins)
    var before = 0.0
    for answer in order {
      // Its middle decides, so that nothing is cut in two.
      let place = (before + answer.weight / 2) / total * Double(bins)
      parts[min(bins - 1, Int(place))].append(answer)
      before += answer.weight
    }
    return parts.filter { !$0.isEmpty }
  }
}
