// Tuning: one change after the other, each only if it is certain to help. Nothing here is adopted; what comes out is
// proposed.

/// Looks for changes that would have decided better.
package struct Tuner {
  /// More changes than this are not made at once: each must be understood.
  private static let roundsMax = 4

  private let past: TuningPast
  private let view: TuningView
  /// As they are set in the workspace: they say what mistakes cost.
  private let thresholds: Thresholds
  private let prior: Double
  private let cost: DecisionCost
  private let risk: Double

  package init(
    _ past: TuningPast, thresholds: Thresholds, prior: Double, risk: Double = 0.02
  ) {
    self.past = past
    self.thresholds = thresholds
    self.prior = prior
    self.risk = risk
    cost = DecisionCost(thresholds)
    view = TuningView(past, prior: prior)
  }

  /// What tuning found.
  package struct Outcome: Sendable {
    package var state: TuningState
    /// How well what was kept is told from what was skipped as things are.
    package var auc: Estimate?
    /// What is proposed, in the order in which it was found: each on top of those before it.
    package var proposals: [Proposal] = []
    /// What was tried in the first place, with its verdict.
    package var tried: [Trial] = []

    /// Whether the probabilities tell for certain what is kept from what is skipped.
    ///
    /// While they do not, whatever claims less does better, and nothing can be learned from that.
    package var isTelling: Bool { (auc?.interval?.lower ?? 0) > 0.5 }
  }

  /// A family, its best change, and whether it helps for certain.
  package struct Trial: Sendable {
    package let change: TuningChange
    package let finding: TuningTrial.Finding
  }

  /// One change that helps.
  package struct Proposal: Sendable {
    package let change: TuningChange
    /// How much less an answer costs: in questions for thresholds, else in nats.
    package let gain: Estimate
    /// What an answer costs before and after.
    package let before: Double
    package let after: Double
    /// The area under the curve before and after.
    package let auc: (before: Double?, after: Double?)
    /// Items that would be decided otherwise, the clearest first, of ``decisions``.
    package let moves: [Move]
    package let decisions: Int
  }

  /// An item that would be decided otherwise.
  package struct Move: Sendable, Hashable {
    package let item: Int64
    package let before: Verdict
    package let after: Verdict
    package let probability: (before: Double, after: Double)

    package static func == (left: Move, right: Move) -> Bool {
      (left.item, left.before, left.after) == (right.item, right.before, right.after)
        && left.probability == right.probability
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(item) }
  }

  /// Tries all that `changes` gives for a state, takes what helps most, and tries again from there; `onProgress` is told how
  /// many of how many changes of a round were tried.
  package func run(
    from start: TuningState, changes: (TuningState) -> [TuningChange],
    onProgress: (Int, Int) throws -> Void
  ) rethrows -> Outcome {
    var outcome = Outcome(state: start)
    var done: Set<TuningFamily> = []
    for round in 0..<Self.roundsMax {
      let base = Base(view, outcome.state, answers: past.answers)
      if round == 0 {
        let trial = trial(at: Array(past.answers.indices))
        outcome.auc = trial.estimate(answered(base.everything), Discrimination.auc)
        guard outcome.isTelling else { break }
      }
      let all = changes(outcome.state).filter { !done.contains($0.family) }
      let trials = try self.trials(all, base, onProgress)
      if round == 0 { outcome.tried = trials.map(\.trial) }
      let helping = trials.filter(\.trial.finding.isAccepted).sorted {
        $0.relativeGain > $1.relativeGain
      }
      guard let best = helping.first(where: { isSafe($0, base) }) else { break }
      outcome.proposals.append(proposal(best, base))
      outcome.state = best.state
      done.insert(best.trial.change.family)
    }
    return outcome
  }

  /// A state with what it says.
  private struct Base {
    let state: TuningState
    let everything: [Double]
    let answered: [Double]
    let forward: [Double?]

    init(_ view: TuningView, _ state: TuningState, answers: [PastAnswer]) {
      self.state = state
      everything = view.everything(state)
      answered = view.places.map { [everything] in everything[$0] }
      forward = view.forward(state)
    }
  }

  /// A family's trial with what its choice says of everything.
  private struct Tried {
    let trial: Trial
    let state: TuningState
    let before: Double
    let after: Double
    let everything: [Double]
    var relativeGain: Double { before > 0 ? trial.finding.gain.value / before : 0 }
  }

  private func trials(
    _ changes: [TuningChange], _ base: Base, _ onProgress: (Int, Int) throws -> Void
  ) rethrows -> [Tried] {
    var order: [TuningFamily] = []
    for change in changes where !order.contains(change.family) { order.append(change.family) }
    var done = 0
    var tried: [Tried] = []
    for family in order {
      let arms = changes.filter { $0.family == family }
      if let result = trial(family, arms, base, families: order.count) { tried.append(result) }
      done += arms.count
      try onProgress(done, changes.count)
    }
    return tried
  }

  /// Replays the changes of one family and judges them; nil where none costs less.
  private func trial(
    _ family: TuningFamily, _ arms: [TuningChange], _ base: Base, families: Int
  ) -> Tried? {
    let states = arms.map { base.state.changed(by: $0, from: thresholds) }
    let said = states.map { family == .thresholds ? base.everything : view.everything($0) }
    let places = past.answers.indices.filter { !family.isAboutTime || base.forward[$0] != nil }
    let trial = trial(at: places)
    let before = costs(family, base.state, base.answered, base.forward, places, trial)
    let after = states.indices.map { arm in
      costs(
        family, states[arm], view.places.map { said[arm][$0] },
        family.isAboutTime ? view.forward(states[arm]) : [], places, trial)
    }
    let finding = trial.judge(before: before, after: after, families: families)
    guard let choice = finding.choice else { return nil }
    let steady = past.steadyWeights
    let weights = places.map { steady[$0] }
    return Tried(
      trial: Trial(change: arms[choice], finding: finding), state: states[choice],
      before: Self.mean(before, weights), after: Self.mean(after[choice], weights),
      everything: said[choice])
  }

  private func trial(at places: [Int]) -> TuningTrial {
    let (weights, clusters) = (past.steadyWeights, past.clusters)
    return TuningTrial(
      weights: places.map { weights[$0] }, clusters: places.map { clusters[$0] }, risk: risk)
  }

  /// What each answer costs: thresholds in questions, what changes probabilities in surprise; where evidence is weighed
  /// anew, after calibration has been done anew too; where time is what changes, looking forward.
  private func costs(
    _ family: TuningFamily, _ state: TuningState, _ answered: [Double], _ forward: [Double?],
    _ places: [Int], _ trial: TuningTrial
  ) -> [Double] {
    let answers = places.map { place in
      past.answers[place].answered(
        probability: family.isAboutTime ? forward[place] ?? 0.5 : answered[place])
    }
    switch family {
    case .thresholds:
      return answers.map { cost.cost($0.probability, isWanted: $0.isWanted, at: state.thresholds) }
    case .prior: return answers.map(Reliability.surprise)
    case .halfLife, .textFade, .weight, .mute: return trial.surprises(answers)
    }
  }

  /// Nothing else that counts may fall beyond its interval: neither the order nor what decisions cost.
  private func isSafe(_ tried: Tried, _ base: Base) -> Bool {
    guard tried.trial.change.family != .thresholds else { return true }
    let before = answered(base.everything)
    let after = answered(tried.everything)
    let trial = trial(at: Array(past.answers.indices))
    let saving = { (answers: [Answered]) -> Double? in
      -answers.reduce(0) {
        $0 + $1.weight
          * cost.cost($1.probability, isWanted: $1.isWanted, at: base.state.thresholds)
      }
    }
    return !trial.isLowered(before: before, after: after, Discrimination.auc)
      && !trial.isLowered(before: before, after: after, saving)
  }

  private func answered(_ everything: [Double]) -> [Answered] {
    zip(past.answers, past.steadyWeights).enumerated().map { index, pair in
      pair.0.answered(weight: pair.1, probability: everything[view.places[index]])
    }
  }

  private func proposal(_ tried: Tried, _ base: Base) -> Proposal {
    Proposal(
      change: tried.trial.change, gain: tried.trial.finding.gain, before: tried.before,
      after: tried.after,
      auc: (
        Discrimination.auc(answered(base.everything)),
        Discrimination.auc(answered(tried.everything))
      ),
      moves: moves(base, tried), decisions: past.items.count)
  }

  /// What was decided otherwise, those whose probability moves most first, newer ones before older.
  private func moves(_ base: Base, _ tried: Tried) -> [Move] {
    let verdict = { (probability: Double, thresholds: Thresholds) in
      Decide.decide(probability: probability, uncertainty: nil, thresholds: thresholds).verdict
    }
    let moves = past.items.indices.compactMap { place -> Move? in
      let (old, new) = (base.everything[place], tried.everything[place])
      let before = verdict(old, base.state.thresholds)
      let after = verdict(new, tried.state.thresholds)
      guard before != after else { return nil }
      return Move(
        item: past.items[place].item, before: before, after: after, probability: (old, new))
    }
    return moves.sorted {
      let (left, right) = (
        abs($0.probability.after - $0.probability.before),
        abs($1.probability.after - $1.probability.before)
      )
      return (left, $0.item) > (right, $1.item)
    }
  }

  private static func mean(_ values: [Double], _ weights: [Double]) -> Double {
    let total = weights.reduce(0, +)
    return total > 0 ? zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total : 0
  }
}
