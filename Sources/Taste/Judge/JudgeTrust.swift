// How far a judge is believed by this person, learned from items that it judged and the person answered. A judge that is
// useless or hostile ends at nothing; one that is good is believed within a bound, and never more.

private import Glibc

/// The weight of a judge's answers.
///
/// y | L, a ~ σ(L + w·(g(a) − m)): L are the log-odds of the first stage, g(a) the answer's strength (``JudgeHabit``), m the
/// middle between the strengths of wanted and unwanted items (``Separation``). The posterior of w is summed up on a grid:
/// one number needs no approximation. Items that the judge caused to be shown are answered more often than others; since L
/// and a stand on the right side, that choice does not bend w, but what w is where the judge never looked stays unknown.
package struct JudgeTrust: Sendable, Hashable {
  /// More answers than the newest of these are not looked at.
  package static let pastMax = 2_000
  private static let weights = stride(from: -3.0, through: 3.0, by: 0.05).map(\.self)

  package let settings: JudgeSettings
  /// The weight used: a lower credible value, 0 … 3.
  package let weight: Double
  /// The mean of what is believed of the weight; negative where the judge is wrong more often than right.
  package let expected: Double
  /// How many answers of the person it rests on, those to earlier prompts in part.
  package let answers: Double
  let habit: JudgeHabit
  private let separation: Separation

  /// What is believed after these judged items, the newest last; of an unknown judge if there are none.
  package init(_ past: [JudgedItem] = [], settings: JudgeSettings = JudgeSettings()) {
    let past = past.suffix(Self.pastMax)
    let habit = JudgeHabit(Array(past))
    let belief = Self.belief(past, habit: habit, settings: settings)
    self.settings = settings
    self.habit = habit
    weight = max(0, Self.quantile(1 - settings.assurance, of: belief))
    expected = zip(Self.weights, belief).reduce(0) { $0 + $1.0 * $1.1 }
    answers = past.reduce(0) { $0 + ($1.isWanted == nil ? 0 : $1.weight) }
    separation = Separation(weight: weight, share: habit.share)
  }

  /// By how many log-odds an answer moves its item: never more than the influence, and never up where the item's text is
  /// suspected to speak to the judge.
  package func shift(position: Double, isSuspicious: Bool = false) -> Double {
    guard position.isFinite else { return 0 }
    let shift = bounded(separation.logOdds(habit.strength(position)))
    return isSuspicious ? min(0, shift) : shift
  }

  func bounded(_ shift: Double) -> Double {
    min(max(shift, -settings.influence), settings.influence)
  }

  /// The posterior probabilities of ``weights``.
  private static func belief(
    _ past: some Collection<JudgedItem>, habit: JudgeHabit, settings: JudgeSettings
  ) -> [Double] {
    let told = past.compactMap { item -> Told? in
      guard let isWanted = item.isWanted, item.logOdds.isFinite, item.position.isFinite,
        item.weight.isFinite, item.weight > 0
      else { return nil }
      return Told(
        logOdds: item.logOdds, strength: habit.strength(item.position), sign: isWanted ? 1 : -1,
        weight: item.weight)
    }
    let logs = weights.map { weight in
      let separation = Separation(weight: weight, share: habit.share)
      let distance = (weight - settings.expected) / settings.doubt
      return told.reduce(-distance * distance / 2) { sum, item in
        let z = item.sign * (item.logOdds + separation.logOdds(item.strength))
        return sum - item.weight * (max(-z, 0) + log1p(exp(-abs(z))))
      }
    }
    let most = logs.max() ?? 0
    let masses = logs.map { exp($0 - most) }
    let sum = masses.reduce(0, +)
    return masses.map { $0 / sum }
  }

  /// The weight below which this much of the belief lies.
  private static func quantile(_ share: Double, of belief: [Double]) -> Double {
    var sum = 0.0
    for (weight, mass) in zip(weights, belief) {
      sum += mass
      if sum >= share { return weight }
    }
    return 0
  }
}

/// A judged item that the person answered.
private struct Told {
  let logOdds: Double
  let strength: Double
  let sign: Double
  let weight: Double
}
