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

/// Replays states: what is alike to what is computed once, here.
package struct TuningView: Sendable {
  /// Looking forward, answers are foretold in so many parts, the first of which is only learned from.
  private static let blocks = 5

  package let past: TuningPast
  private let replay: Replay
  private let prior: Double
  /// The place of each answer's item in the replay.
  let places: [Int]

  /// Takes the expected share as it is set where a state says nothing of it.
  package init(_ past: TuningPast, prior: Double) {
    self.past = past
    self.prior = prior
    replay = Replay(
      examples: past.examples(TasteSettings(), [], []), background: past.background,
      decided: past.items.map(\.candidate))
    let known = Dictionary(
      zip(past.items.map(\.item), past.items.indices), uniquingKeysWith: { $1 })
    places = past.answers.map { known[$0.item] ?? 0 }
  }

  /// The probability of every decided item, answered ones from all other answers; `without` are places of answers that
  /// nothing is learned from.
  func everything(_ state: TuningState, without places: [Int] = []) -> [Double] {
    let ids = Set(places.map { past.items[self.places[$0]].candidate.id })
    var settings = state.settings.applied(to: ScorerSettings())
    settings.prior = past.share(state.settings.applied(to: prior), state.wishes)
    settings.isBackgroundMixed = true
    let logOdds = replay.logOdds(
      past.examples(state.settings, state.wishes, ids), settings: settings)
    return zip(logOdds, past.items).map { Logistic.probability($0 + $1.boost) }
  }

  /// The probability of each answer from all other answers: what would be said today of an item like it.
  package func answered(_ state: TuningState) -> [Double] {
    let all = everything(state)
    return places.map { all[$0] }
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
      let all = everything(state, without: Array(order[start...]))
      for answer in order[start..<end] { said[answer] = all[places[answer]] }
    }
    return said
  }
}
