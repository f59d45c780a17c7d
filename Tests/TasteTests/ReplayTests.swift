// A replay must say what the scorer would have said: else tuning would tune something else.

import Testing

@testable import Taste

struct ReplayTests {
  private struct Past {
    var examples: [Example]
    var background: [Candidate]
    var decided: [Candidate]

    init(seed: UInt64) {
      var world = SampleWorld(seed: seed)
      let answered =
        world.candidates("k", topic: 1, count: 12).map { Example($0, .keep) }
        + world.candidates("s", topic: 2, count: 12).map { Example($0, .skip) }
      examples =
        answered
        + world.candidates("p", topic: 3, count: 6).map { Example($0, .document, group: "note") }
      background = (0..<40).map { world.candidate("b\($0)", topic: $0) }
      decided =
        answered.map(\.candidate) + (0..<30).map { world.candidate("d\($0)", topic: $0 % 4) }
    }
  }

  private var settings: ScorerSettings {
    var settings = ScorerSettings()
    settings.isBackgroundMixed = true
    settings.prior = 0.2
    return settings
  }

  private func expectEqual(_ past: Past, _ examples: [Example], _ settings: ScorerSettings) {
    let replay = Replay(
      examples: past.examples, background: past.background, decided: past.decided)
    let said = replay.logOdds(examples, settings: settings)
    let scorer = Scorer.fit(examples: examples, background: past.background, settings: settings)
    let scores = scorer.score(past.decided).map(\.logOdds)
    #expect(zip(said, scores).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test(arguments: [UInt64(1), 2]) func `a replay says what the scorer says`(seed: UInt64) {
    let past = Past(seed: seed)
    expectEqual(past, past.examples, settings)
  }

  @Test func `under other weights, another fade and another prior too`() {
    let past = Past(seed: 3)
    var changed = past.examples
    for place in changed.indices { changed[place].weight = 0.2 + Double(place % 5) }
    var settings = settings
    settings.textFade = 40
    settings.prior = 0.5
    expectEqual(past, changed, settings)
  }

  @Test func `what is left out teaches nothing`() {
    let past = Past(seed: 4)
    let replay = Replay(
      examples: past.examples, background: past.background, decided: past.decided)
    let some = Array(past.examples.dropFirst(5))
    var turned = past.examples
    for place in 0..<5 { turned[place].evidence = .skip }
    let other = Replay(examples: turned, background: past.background, decided: past.decided)
    let said = replay.logOdds(some, settings: settings)
    #expect(zip(said, other.logOdds(some, settings: settings)).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(
      zip(said, replay.logOdds(past.examples, settings: settings)).contains { abs($0 - $1) > 0.01 })
  }

  @Test func `the newest decisions are replayed, ten thousand at most`() {
    var world = SampleWorld(seed: 5)
    let one = world.candidate("x", topic: 1)
    let replay = Replay(
      examples: [Example(one, .keep)], background: [],
      decided: [Candidate](repeating: one, count: Replay.decisionsMax + 5))
    #expect(
      replay.logOdds([Example(one, .keep)], settings: ScorerSettings()).count == Replay.decisionsMax
    )
  }

  @Test func `mistakes cost what the thresholds say`() {
    let cost = DecisionCost(.standard)
    #expect(abs(cost.falseKeep - 2.5) < 1e-9 && abs(cost.falseSkip - 4) < 1e-9)
    #expect(cost.cost(0.7, isWanted: true, at: .standard) == 0)
    #expect(cost.cost(0.6, isWanted: false, at: .standard) == cost.falseKeep)
    #expect(cost.cost(0.24, isWanted: true, at: .standard) == cost.falseSkip)
    #expect(cost.cost(0.25, isWanted: false, at: .standard) == 1)
  }
}
