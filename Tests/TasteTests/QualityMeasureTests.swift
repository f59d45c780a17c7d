// The figures of quality against examples worked by hand, against brute force, and against what they promise.

import Testing

@testable import Taste

struct QualityMeasureTests {
  private func answers(_ rows: [(Double, Bool)]) -> [Answered] {
    rows.map { Answered(probability: $0.0, isWanted: $0.1) }
  }

  private func chance(_ count: Int, seed: UInt64, levels: Int = 1_000) -> [Answered] {
    var chance = SeededChance(seed: seed)
    return (0..<count).map { _ in
      let probability = Double(chance.below(levels)) / Double(levels)
      return Answered(probability: probability, isWanted: chance.share() < 0.1 + 0.8 * probability)
    }
  }

  @Test func `the area under the curve counts pairs, ties half`() throws {
    // .9 beats both, .7 beats one of two: three of four pairs.
    #expect(
      Discrimination.auc(answers([(0.9, true), (0.8, false), (0.7, true), (0.6, false)])) == 0.75)
    #expect(Discrimination.auc(answers([(0.5, true), (0.5, false)])) == 0.5)
    #expect(Discrimination.auc(answers([(0.5, true), (0.5, true)])) == nil)
    #expect(Discrimination.auc([]) == nil)
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5])
  func `the area is the share of pairs in the right order, whatever is tied`(seed: UInt64) throws {
    let all = chance(60, seed: seed, levels: 9)
    var (right, pairs) = (0.0, 0.0)
    for wanted in all where wanted.isWanted {
      for other in all where !other.isWanted {
        pairs += 1
        right +=
          wanted.probability > other.probability
          ? 1 : wanted.probability == other.probability ? 0.5 : 0
      }
    }
    #expect(abs(try #require(Discrimination.auc(all)) - right / pairs) < 1e-12)
    let turned = all.map { Answered(probability: 1 - $0.probability, isWanted: $0.isWanted) }
    #expect(abs(try #require(Discrimination.auc(turned)) - (1 - right / pairs)) < 1e-12)
  }

  @Test func `a weight of three is the same answer three times`() throws {
    let all = chance(40, seed: 8, levels: 7)
    let heavy = all.enumerated().map {
      Answered(
        probability: $1.probability, isWanted: $1.isWanted, weight: $0.isMultiple(of: 2) ? 3 : 1)
    }
    let copied = all.enumerated().flatMap {
      [Answered](repeating: $1, count: $0.isMultiple(of: 2) ? 3 : 1)
    }
    #expect(
      abs(try #require(Discrimination.auc(heavy)) - (try #require(Discrimination.auc(copied))))
        < 1e-12)
    #expect(
      abs(
        try #require(Reliability.brierSkill(heavy)) - (try #require(Reliability.brierSkill(copied)))
      )
        < 1e-12)
  }

  @Test func `the discounted gain of a short list`() throws {
    // Wanted on places 1 and 3: (1 + 1/log₂4) / (1 + 1/log₂3).
    let list = answers([(0.9, true), (0.8, false), (0.7, true)])
    #expect(abs(try #require(Discrimination.ndcg(list)) - 1.5 / 1.630929753571457) < 1e-12)
    #expect(Discrimination.ndcg(answers([(0.9, false)])) == nil)
    // Of two that are tied each is first in half of all orders.
    let tied = answers([(0.5, true), (0.5, false)])
    #expect(abs(try #require(Discrimination.ndcg(tied)) - 1.630929753571457 / 2) < 1e-12)
    #expect(Discrimination.ndcgByChance(list) == Discrimination.ndcgByChance(list.reversed()))
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `with ties the gain is the mean over their orders`(seed: UInt64) throws {
    let all = chance(6, seed: seed, levels: 2) + answers([(0.2, true)])
    var sum = 0.0
    var count = 0.0
    func permute(_ rest: [Answered], _ order: [Answered]) {
      guard !rest.isEmpty else {
        if zip(order, order.dropFirst()).allSatisfy({ $0.probability >= $1.probability }) {
          let apart = order.enumerated().map {
            Answered(probability: -Double($0), isWanted: $1.isWanted)
          }
          sum += Discrimination.ndcg(apart, depth: 3) ?? 0
          count += 1
        }
        return
      }
      for place in rest.indices {
        var left = rest
        let taken = left.remove(at: place)
        permute(left, order + [taken])
      }
    }
    permute(all, [])
    #expect(abs(try #require(Discrimination.ndcg(all, depth: 3)) - sum / count) < 1e-9)
  }

  @Test func `recall among the first counts what is wanted`() {
    let list = answers([(0.9, true), (0.8, false), (0.7, true), (0.6, true)])
    #expect(Discrimination.recall(list, depth: 2) == 1.0 / 3)
    #expect(Discrimination.recall(list, depth: 2, most: 2) == 0.5)
  }

  @Test func `the calibration error of two bins`() throws {
    let all = answers([(0.1, false), (0.3, true), (0.7, false), (0.9, true)])
    // |0.4 − 1| + |1.6 − 1|, over four.
    #expect(abs(try #require(Reliability.calibrationError(all, bins: 2)) - 0.3) < 1e-12)
    let bins = Reliability.bins(all, 2)
    #expect(bins.map(\.count) == [2, 2] && bins.map(\.seen.value) == [0.5, 0.5])
    #expect(abs(bins[1].said - 0.8) < 1e-12)
  }

  @Test(arguments: [1, 7, 15, 30, 100])
  func `bins have the same number of answers, give or take one`(count: Int) {
    let bins = Reliability.bins(chance(count, seed: 5), 15)
    let sizes = bins.map(\.count)
    #expect(sizes.reduce(0, +) == count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    #expect(zip(bins, bins.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound })
  }

  @Test func `bins of weighted answers have about the same mass`() {
    let all = chance(400, seed: 6).enumerated().map {
      Answered(
        probability: $1.probability, isWanted: $1.isWanted, weight: Double(1 + $0 % 5))
    }
    let bins = Reliability.bins(all, 10)
    let total = bins.reduce(0) { $0 + $1.weight }
    #expect(bins.allSatisfy { abs($0.weight - total / 10) <= 5 })
  }

  @Test func `what always says the share has no calibration error and no skill`() throws {
    let all = answers([(0.5, true), (0.5, false), (0.5, true), (0.5, false)])
    #expect(Reliability.calibrationError(all, bins: 1) == 0)
    #expect(Reliability.brierSkill(all) == 0)
    let sure = answers([(1, true), (0, false)])
    #expect(try #require(Reliability.brierSkill(sure)) > 0.999)
    #expect(abs(try #require(Reliability.logLoss(all)) - 0.6931471805599453) < 1e-12)
    #expect(Reliability.brierSkill(answers([(0.4, true)])) == nil)
  }

  @Test(arguments: [
    (7, 10, 0.39677, 0.89221, 0.34755, 0.93326), (0, 10, 0, 0.27754, 0, 0.30850),
    (10, 10, 0.72246, 1, 0.69150, 1), (1, 1, 0.20655, 1, 0.025, 1),
  ])
  func `intervals of shares`(
    hits: Int, count: Int, low: Double, high: Double, exactLow: Double, exactHigh: Double
  ) throws {
    let wilson = try #require(ShareInterval.wilson(hits: Double(hits), of: Double(count)))
    #expect(abs(wilson.lower - low) < 1e-5 && abs(wilson.upper - high) < 1e-5)
    let exact = try #require(ShareInterval.clopperPearson(hits: hits, of: count))
    #expect(abs(exact.lower - exactLow) < 1e-5 && abs(exact.upper - exactHigh) < 1e-5)
  }

  @Test func `the incomplete beta function at places that can be worked out`() {
    #expect(abs(ShareInterval.beta(0.5, 2, 3) - 0.6875) < 1e-12)
    #expect(abs(ShareInterval.beta(0.3, 1, 1) - 0.3) < 1e-12)
    #expect(abs(ShareInterval.beta(0.2, 1, 4) - (1 - 0.8 * 0.8 * 0.8 * 0.8)) < 1e-12)
  }

  @Test func `an interval of days holds the truth about as often as it says`() {
    var chance = SeededChance(seed: 11)
    var held = 0
    for round in 0..<200 {
      let days = (0..<30).map { _ in (0..<4).reduce(0.0) { sum, _ in sum + chance.share() } / 4 }
      let interval = Resampling(rounds: 400, seed: UInt64(round)).interval(days) {
        $0.reduce(0, +) / Double($0.count)
      }
      if interval?.contains(0.5) == true { held += 1 }
    }
    #expect((176...199).contains(held), "\(held) of 200")
  }

  @Test func `intervals of few clusters reach further into the tails`() {
    // t of 2.5 % with 9 degrees is 2.262157; × √(10/9) the normal tail is 0.008551.
    #expect(abs(Resampling.expanded(0.025, clusters: 10) - 0.008551) < 1e-5)
    #expect(abs(Resampling.expanded(0.025, clusters: 100_000) - 0.025) < 1e-5)
  }

  @Test func `one day has no interval`() {
    #expect(Resampling().interval([1.0]) { $0[0] } == nil)
  }
}
