// How a judge speaks. Language models that are asked how sure they are say 80 or 95 whatever the case (Xiong and others,
// Can LLMs Express Their Uncertainty?, ICLR 2024), so their numbers are read as ranks among what they say at all.

private import Glibc

/// What a judge says, and how often.
package struct JudgeHabit: Sendable, Hashable {
  /// An unknown judge is taken to have said everything equally often, in so many answers.
  static let presumed = 10.0
  /// The share of wanted items that is presumed among those.
  private static let presumedShare = 0.25

  private let positions: [Double]
  /// The weights up to and without each position, and their sum.
  private let below: [Double]
  /// The share of the judged items that the first stage takes to be wanted.
  let share: Double

  /// The past answers, whether the person answered them or not; what is no number is left out.
  init(_ past: [JudgedItem]) {
    let sound = past.filter {
      $0.position.isFinite && $0.logOdds.isFinite && $0.weight.isFinite && $0.weight > 0
    }.sorted { $0.position < $1.position }
    positions = sound.map(\.position)
    below = sound.reduce(into: [0]) { sums, item in sums.append(sums[sums.count - 1] + item.weight)
    }
    let wanted = sound.reduce(Self.presumed * Self.presumedShare) {
      $0 + $1.weight * Logistic.probability($1.logOdds)
    }
    share = wanted / (Self.presumed + below[below.count - 1])
  }

  /// The normal score of an answer: how many standard deviations it lies above what the judge says as a rule.
  ///
  /// Van der Waerden's scores (Conover, Practical Nonparametric Statistics, 1999, §5.10), with ties in their middle. A judge
  /// that always says the same has said nothing: 0. No answer is further out than the number of answers allows.
  func strength(_ position: Double) -> Double {
    let place = min(max(position, -1), 1)
    let before = below[first { $0 >= place }]
    let through = below[first { $0 > place }]
    let presumed = Self.presumed * (0.5 + 0.49 * place)
    let rank = (presumed + (before + through) / 2) / (Self.presumed + below[below.count - 1])
    return Self.quantile(rank)
  }

  /// The first place where `isPast` holds; the number of positions if nowhere.
  private func first(_ isPast: (Double) -> Bool) -> Int {
    var (low, high) = (0, positions.count)
    while low < high {
      let middle = (low + high) / 2
      if isPast(positions[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The standard normal quantile, by bisection; within ±4.
  private static func quantile(_ probability: Double) -> Double {
    var (low, high) = (-4.0, 4.0)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if erfc(-middle / 2.0.squareRoot()) / 2 < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
