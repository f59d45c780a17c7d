// What answers say of everything: a biased sample is set right by its weights, and by checks where there are enough.

import Testing

@testable import Taste

struct LabelSampleTests {
  /// Items with probabilities that are too low: what is said to be wanted with p is wanted with √p.
  private struct World {
    var decided: [PastScore] = []
    var isWanted: [Bool] = []

    init(_ count: Int, seed: UInt64) {
      var chance = SeededChance(seed: seed)
      for item in 0..<count {
        let root = chance.share()
        let verdict: Verdict = root * root >= 0.6 ? .keep : root * root < 0.25 ? .skip : .review
        decided.append(
          PastScore(
            item: Int64(item), day: item / 100, verdict: verdict, probability: root * root))
        isWanted.append(chance.share() < root)
      }
    }

    var share: Double { Double(isWanted.count { $0 }) / Double(isWanted.count) }

    func answer(_ place: Int, _ occasion: AnswerOccasion) -> PastAnswer {
      PastAnswer(
        item: decided[place].item, day: decided[place].day, occasion: occasion,
        isWanted: isWanted[place], probability: decided[place].probability,
        verdict: decided[place].verdict)
    }

    /// The first of each verdict that come, as checks or in doubt.
    func answers(of verdict: Verdict, _ count: Int, _ occasion: AnswerOccasion) -> [PastAnswer] {
      decided.indices.filter { decided[$0].verdict == verdict }.prefix(count).map {
        answer($0, occasion)
      }
    }
  }

  private func share(_ sample: LabelSample) -> Double {
    let all = sample.days().joined()
    let total = all.reduce(0) { $0 + $1.weight }
    return all.reduce(0) { $0 + ($1.isWanted ? $1.weight : 0) } / total
  }

  @Test func `enough checks stand for all that was decided clearly`() {
    let world = World(4_000, seed: 1)
    let answers =
      world.answers(of: .review, 400, .doubt) + world.answers(of: .keep, 150, .check)
      + world.answers(of: .skip, 150, .check)
    let sample = LabelSample(answers, of: world.decided)
    #expect(sample.basis == .checks && sample.uncovered == 0)
    #expect(abs(share(sample) - world.share) < 0.05)
    #expect(abs(sample.weights.reduce(0, +) - 4_000) < 1e-6)
    #expect(sample.effectiveCount < Double(answers.count))
  }

  @Test func `without checks answers stand for items of about the same probability`() {
    let world = World(4_000, seed: 2)
    // Asked where in doubt: most answers are about open items.
    let answers =
      world.answers(of: .review, 300, .doubt) + world.answers(of: .keep, 60, .doubt)
      + world.answers(of: .skip, 60, .doubt)
    let sample = LabelSample(answers, of: world.decided)
    let bare = Double(answers.count(where: \.isWanted)) / Double(answers.count)
    #expect(sample.basis == .bands)
    #expect(abs(share(sample) - world.share) < 0.06)
    #expect(abs(bare - world.share) > 0.06)
  }

  @Test func `what people correct by themselves is no sample`() {
    let world = World(500, seed: 3)
    let sample = LabelSample(
      world.answers(of: .keep, 50, .own) + world.answers(of: .review, 20, .doubt), of: world.decided
    )
    #expect(sample.answers.count == 20)
  }

  @Test func `what nobody was asked about is not covered`() {
    let world = World(2_000, seed: 4)
    let sample = LabelSample(
      world.answers(of: .keep, 40, .check) + world.answers(of: .skip, 40, .check), of: world.decided
    )
    #expect(sample.basis == .checks)
    #expect(sample.uncovered == world.decided.count { $0.verdict == .review })
  }

  @Test func `of nothing that was decided answers stand for themselves`() {
    let sample = LabelSample([World(1, seed: 5).answer(0, .doubt)], of: [])
    #expect(sample.basis == .plain && sample.weights == [1])
  }

  @Test func `thresholds: what is kept, and how often rightly`() throws {
    let days = [
      [Answered(probability: 0.9, isWanted: true), Answered(probability: 0.7, isWanted: false)],
      [Answered(probability: 0.4, isWanted: true), Answered(probability: 0.1, isWanted: false)],
    ]
    let figures = ThresholdFigures(days: days, thresholds: .standard)
    #expect(figures.kept == 0.5 && figures.skipped == 0.25 && figures.open == 0.25)
    #expect(figures.keepPrecision?.value == 0.5 && figures.keepRecall?.value == 0.5)
    #expect(figures.skipPrecision?.value == 1 && figures.skipRecall?.value == 0.5)
    #expect(try #require(figures.keepPrecision?.interval).contains(0.5))
    let counted = ThresholdFigures(days: days, thresholds: .standard, of: [0.7, 0.1, 0.1, 0.1])
    #expect(counted.kept == 0.25 && counted.skipped == 0.75)
  }

  @Test func `right probabilities have no more calibration error than chance makes`() throws {
    var chance = SeededChance(seed: 9)
    let days = (0..<40).map { _ in
      (0..<20).map { _ in
        let probability = chance.share()
        return Answered(probability: probability, isWanted: chance.share() < probability)
      }
    }
    let figures = QualityFigures(days: days, resampling: Resampling(rounds: 200))
    let error = try #require(figures.calibrationError)
    let floor = try #require(figures.calibrationErrorByChance)
    #expect(error.value < 2 * floor && figures.bins.count == 15)
    #expect(try #require(figures.auc?.interval).contains(5.0 / 6))
    #expect(try #require(figures.ndcg).value > (try #require(figures.ndcgByChance)))
  }
}
