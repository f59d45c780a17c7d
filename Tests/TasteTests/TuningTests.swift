// Tuning must not see what is not there, and must see what is.

import Testing

@testable import Taste

/// A person who answered a hundred and some questions, and what they would have answered about the rest.
struct TunedWorld {
  var answers: [PastAnswer] = []
  var items: [ReplayItem] = []
  var learned: [Example] = []
  var background: [Candidate] = []

  /// `isWanted` says what of a topic the person wants; `likes` are imported likes of a topic.
  init(
    seed: UInt64, count: Int = 140, likes: [Int] = [],
    isWanted: (Int, inout SeededChance) -> Bool
  ) {
    var world = SampleWorld(seed: seed)
    var chance = SeededChance(seed: seed &+ 99)
    learned = likes.enumerated().map { Example(world.candidate("l\($0)", topic: $1), .like) }
    for number in 0..<count {
      let topic = number % 6
      let candidate = world.candidate("item:\(number)", topic: topic)
      let wanted = isWanted(topic, &chance)
      items.append(ReplayItem(item: Int64(number), candidate: candidate, boost: 0))
      answers.append(
        PastAnswer(
          item: Int64(number), day: number / 5, occasion: .doubt, isWanted: wanted,
          probability: 0.3,
          verdict: .review))
      learned.append(Example(candidate, wanted ? .keep : .skip))
    }
    background = (0..<60).map { world.candidate("b\($0)", topic: $0) }
  }

  func tuner(prior: Double) -> Tuner {
    let learned = learned
    return Tuner(
      TuningPast(
        answers: answers, weights: answers.map { _ in 1 }, items: items, background: background,
        examples: { settings, _, without in
          let scorer = settings.applied(to: ScorerSettings())
          var examples = learned.filter { !without.contains($0.candidate.id) }
          let weights = scorer.recency(count: examples.count)
          for place in examples.indices { examples[place].weight = weights[place] }
          return settings.applied(to: examples)
        }, share: { share, _ in share }),
      thresholds: .standard, prior: prior)
  }

  func outcome(prior: Double, evidence: [Evidence] = [.like, .keep, .skip]) -> Tuner.Outcome {
    tuner(prior: prior).run(
      from: TuningState(settings: TasteSettings(), wishes: [], thresholds: .standard),
      changes: {
        TuningChanges(
          from: $0.settings, thresholds: $0.thresholds, prior: $0.settings.prior ?? prior,
          evidence: evidence
        ).all
      }, onProgress: { _, _ in })
  }
}

struct TuningTests {
  @Test func `labels by chance change nothing`() {
    let lives = (0..<10).map { seed in
      TunedWorld(seed: UInt64(seed)) { _, chance in chance.share() < 0.3 }.outcome(prior: 0.3)
    }
    #expect(lives.allSatisfy { $0.proposals.isEmpty && !$0.isTelling })
  }

  @Test(arguments: [UInt64(0), 1, 2]) func `thresholds that are off are moved`(seed: UInt64) throws
  {
    var world = TunedWorld(seed: seed) { topic, chance in
      chance.share() < (topic < 3 ? 0.85 : 0.15)
    }
    // A rule lowers everything, rightly or not.
    world.items = world.items.map {
      ReplayItem(item: $0.item, candidate: $0.candidate, boost: -2)
    }
    let outcome = world.outcome(prior: 0.5)
    let first = try #require(outcome.proposals.first)
    #expect(first.change.family == .thresholds && first.after < first.before)
    #expect(try #require(first.gain.interval).lower > 0)
    #expect(outcome.state.thresholds.skip < Thresholds.standard.skip)
    #expect(!first.moves.isEmpty && first.decisions == 140)
    #expect(first.moves.allSatisfy { $0.before != $0.after })
  }

  @Test(arguments: [UInt64(0), 1, 2, 3])
  func `likes that no longer hold are taken to count less`(seed: UInt64) throws {
    let outcome = TunedWorld(seed: seed, likes: [Int](repeating: 5, count: 60)) { topic, chance in
      topic == 5 ? false : chance.share() < (topic < 2 ? 0.9 : 0.3)
    }.outcome(prior: 0.5)
    let settings = outcome.state.settings
    #expect((settings.weights?["like"] ?? 1) < 1 || (settings.halfLife ?? 50) < 50)
    #expect(outcome.proposals.allSatisfy { $0.after < $0.before })
  }

  @Test func `with few answers there is a lack, in words`() {
    let world = TunedWorld(seed: 7, count: 30) { topic, _ in topic == 0 }
    let past = TuningPast(
      answers: world.answers, weights: world.answers.map { _ in 1 }, items: world.items,
      background: [], examples: { _, _, _ in [] }, share: { share, _ in share })
    #expect(
      past.lack
        == "tuning needs 40 answers with at least 10 of each kind; there are 30: 5 kept, 25 skipped"
    )
  }

  @Test func `changes are made of what is set now, each in its family`() {
    var base = TasteSettings()
    base.halfLife = 20
    let all = TuningChanges(
      from: base, thresholds: .standard, prior: 0.1, evidence: [.document, .skip]
    ).all
    #expect(all.filter { $0.family == .halfLife }.map(\.settings.halfLife) == [5, 10, 40, 80])
    #expect(all.allSatisfy { $0.family == .halfLife || $0.settings.halfLife == 20 })
    #expect(all.filter { $0.family == .thresholds }.count >= 20)
    #expect(all.contains { $0.words == "half-life 20 → 10 decisions" })
    #expect(all.contains { $0.words == "weight of skip × 1 → × 0.25" })
    #expect(
      all.filter { $0.family == .thresholds }.allSatisfy {
        ($0.settings.skip ?? 1) <= ($0.settings.keep ?? 0)
      })
  }
}

struct TuningTrialTests {
  private func noise(_ count: Int, _ chance: inout SeededChance) -> [Double] {
    (0..<count).map { _ in chance.share() + chance.share() }
  }

  @Test func `of families without effect hardly any is accepted`() {
    var accepted = 0
    for seed in 0..<200 {
      var chance = SeededChance(seed: UInt64(seed))
      let trial = TuningTrial(
        weights: [Double](repeating: 1, count: 80), clusters: (0..<80).map { $0 / 2 },
        resampling: Resampling(rounds: 3_000, seed: UInt64(seed)))
      let before = noise(80, &chance)
      let found = (0..<6).contains { _ in
        let after = (0..<4).map { _ in noise(80, &chance) }
        return trial.judge(before: before, after: after, families: 6).isAccepted
      }
      if found { accepted += 1 }
    }
    #expect(accepted <= 8, "\(accepted) of 200")
  }

  @Test func `what helps every day is accepted, what helps one half is not`() {
    var chance = SeededChance(seed: 3)
    let before = noise(80, &chance)
    let trial = TuningTrial(
      weights: [Double](repeating: 1, count: 80), clusters: Array(0..<80))
    let better = before.map { $0 - 0.2 - 0.2 * chance.share() }
    let found = trial.judge(before: before, after: [before.map { $0 + 1 }, better], families: 8)
    #expect(found.isAccepted && found.choice == 1)
    let half = before.indices.map { $0.isMultiple(of: 2) ? before[$0] - 1 : before[$0] + 1 }
    #expect(!trial.judge(before: before, after: [half], families: 8).isAccepted)
  }

  @Test func `a gain that nobody would notice is none`() {
    let before = [Double](repeating: 1, count: 60)
    let trial = TuningTrial(weights: before, clusters: Array(0..<60))
    #expect(
      !trial.judge(before: before, after: [before.map { $0 - 0.001 }], families: 1).isAccepted)
  }

  @Test func `a measure is lowered only beyond its interval`() {
    var chance = SeededChance(seed: 4)
    let before = (0..<200).map { _ in
      let probability = chance.share()
      return Answered(probability: probability, isWanted: chance.share() < probability)
    }
    let trial = TuningTrial(
      weights: [Double](repeating: 1, count: 200), clusters: Array(0..<200))
    let turned = before.map { Answered(probability: 1 - $0.probability, isWanted: $0.isWanted) }
    #expect(trial.isLowered(before: before, after: turned, Discrimination.auc))
    #expect(!trial.isLowered(before: before, after: before, Discrimination.auc))
  }
}

struct TuningSlowTests {
  @Test func `labels by chance change nothing in nineteen of twenty lives`() {
    let lives = 100
    let changed = (0..<lives).count { seed in
      !TunedWorld(seed: UInt64(1_000 + seed)) { _, chance in chance.share() < 0.3 }
        .outcome(prior: 0.3).proposals.isEmpty
    }
    #expect(changed <= lives / 20, "\(changed) of \(lives)")
  }
}
