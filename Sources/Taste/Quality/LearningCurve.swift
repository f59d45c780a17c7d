// How much answers teach: the later half of them, foretold from the first five, ten, twenty of the others.

/// What was known after so many answers, and how well it foretold the same later ones.
package struct LearningPoint: Sendable, Hashable {
  /// The answers that were learned from.
  package let answers: Int
  package let auc: Estimate?
  package let brierSkill: Estimate?
  package let logLoss: Estimate?

  package init(answers: Int, auc: Estimate?, brierSkill: Estimate?, logLoss: Estimate?) {
    self.answers = answers
    self.auc = auc
    self.brierSkill = brierSkill
    self.logLoss = logLoss
  }
}

/// The curve of a person's answers.
package enum LearningCurve {
  private static let sizes = [0, 5, 10, 20, 50, 100, 200, 500, 1_000]
  /// Fewer answers than this have no later half to speak of.
  package static let answersMin = 20

  /// The numbers of answers that are learned from: round ones, and all of the earlier half.
  package static func steps(_ answers: Int) -> [Int] {
    let half = answers / 2
    return sizes.filter { $0 < half } + [half]
  }

  /// Replays the answers of a view in their order; none with too few of them.
  package static func points(
    _ view: TuningView, state: TuningState, resampling: Resampling = Resampling()
  ) -> [LearningPoint] {
    let past = view.past
    guard past.answers.count >= answersMin else { return [] }
    let order = past.answers.indices.sorted {
      (past.answers[$0].day, $0) < (past.answers[$1].day, $1)
    }
    let tested = order[(order.count / 2)...]
    return steps(order.count).map { count in
      let said = view.everything(state, without: Array(order[count...]))
      let answers = tested.map { place in
        (
          past.answers[place].day,
          past.answers[place].answered(
            weight: past.weights[place], probability: said[view.places[place]])
        )
      }
      return point(count, answers, resampling)
    }
  }

  private static func point(
    _ count: Int, _ answers: [(day: Int, answer: Answered)], _ resampling: Resampling
  ) -> LearningPoint {
    let groups = Dictionary(grouping: answers, by: \.day)
    let days = groups.keys.sorted().map { day in (groups[day] ?? []).map(\.answer) }
    func estimate(_ measure: ([Answered]) -> Double?) -> Estimate? {
      measure(answers.map(\.answer)).map { value in
        Estimate(value, resampling.interval(days) { measure(Array($0.joined())) })
      }
    }
    return LearningPoint(
      answers: count, auc: estimate(Discrimination.auc),
      brierSkill: estimate { Reliability.brierSkill($0) }, logLoss: estimate(Reliability.logLoss))
  }
}
