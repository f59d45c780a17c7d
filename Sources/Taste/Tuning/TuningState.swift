// One state of the settings, replayed: what it says of everything that was answered and of everything that was decided.

/// Settings and wishes with the thresholds that come of them.
package struct TuningState: Sendable, Hashable {
  package var settings: TasteSettings
  package var wishes: [Wish]
  package var thresholds: Thresholds

  package init(settings: TasteSettings, wishes: [Wish], thresholds: Thresholds) {
    self.settings = settings
    self.wishes = wishes
    self.thresholds = thresholds
  }

  /// The state after a change; `thresholds` are those of the file, which settings may change.
  func changed(by change: TuningChange, from thresholds: Thresholds) -> TuningState {
    TuningState(
      settings: change.settings, wishes: wishes + change.wishes,
      thresholds: change.settings.applied(to: thresholds))
  }
}

/// Replays states.
struct TuningView {
  /// Looking forward, answers are foretold in so many parts, the first of which is only learned from.
  private static let blocks = 5

  private let past: TuningPast
  private let replay: Replay
  private let prior: Double
  /// The place of each answer's item in the replay.
  let places: [Int]

  init(_ past: TuningPast, prior: Double) {
    self.past = past
    self.prior = prior
    replay = Replay(
      examples: past.examples(TasteSettings(), [], []), background: past.background,
      decided: past.items.map(\.candidate))
    let known = Dictionary(
      zip(past.items.map(\.item), past.items.indices), uniquingKeysWith: { $1 })
    places = past.answers.map { known[$0.item] ?? 0 }
  }

  /// The probability of every decided item, answered ones from all other answers.
  func everything(_ state: TuningState) -> [Double] {
    probabilities(
      replay.logOdds(
        past.examples(state.settings, state.wishes, []), settings: settings(of: state)))
  }

  /// The probability of each answer from the answers of earlier parts; nil for those of the first.
  func forward(_ state: TuningState) -> [Double?] {
    let order = past.answers.indices.sorted {
      (past.answers[$0].day, $0) < (past.answers[$1].day, $1)
    }
    var said = [Double?](repeating: nil, count: order.count)
    for block in 1..<Self.blocks {
      let start = block * order.count / Self.blocks
      let end = (block + 1) * order.count / Self.blocks
      let later = Set(order[start...].map { past.items[places[$0]].candidate.id })
      let all = probabilities(
        replay.logOdds(
          past.examples(state.settings, state.wishes, later), settings: settings(of: state)))
      for answer in order[start..<end] { said[answer] = all[places[answer]] }
    }
    return said
  }

  private func settings(of state: TuningState) -> ScorerSettings {
    var settings = state.settings.applied(to: ScorerSettings())
    settings.prior = past.share(state.settings.prior ?? prior)
    settings.isBackgroundMixed = true
    return settings
  }

  private func probabilities(_ logOdds: [Double]) -> [Double] {
    zip(logOdds, past.items).map { Logistic.probability($0 + $1.boost) }
  }
}
