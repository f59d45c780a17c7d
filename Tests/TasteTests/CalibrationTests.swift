// Probabilities: as frequent as they say, moved by the prior, never turned round.

import Glibc
import Testing

@testable import Taste

struct CalibrationTests {
  @Test func `probabilities are as frequent as they say`() {
    var world = SampleWorld(seed: 21)
    var settings = ScorerSettings()
    settings.prior = 0.25
    var error = 0.0
    let rounds = 6
    for _ in 0..<rounds {
      let liked = world.candidates("l", topic: 1, count: 60, noise: 1.6)
      let seen = (0..<240).map { world.candidate("b\($0)", topic: 2 + $0 % 8, noise: 1.6) }
      let scorer = Scorer.fit(
        examples: liked.map { Example($0, .like) }, background: seen, settings: settings)
      let wanted = world.candidates("w", topic: 1, count: 100, noise: 1.6)
      let other = (0..<300).map { world.candidate("o\($0)", topic: 2 + $0 % 8, noise: 1.6) }
      let pairs =
        scorer.score(wanted).map { ($0.probability, 1.0) }
        + scorer.score(other).map { ($0.probability, 0.0) }
      error += expectedCalibrationError(pairs)
    }
    #expect(error / Double(rounds) < 0.05)
  }

  @Test func `wanted items among the background do not make the others doubtful`() {
    var world = SampleWorld(seed: 5)
    var settings = ScorerSettings()
    settings.prior = 0.25
    settings.isBackgroundMixed = true
    var error = 0.0
    let rounds = 6
    for _ in 0..<rounds {
      let liked = world.candidates("l", topic: 1, count: 40, noise: 1.6)
      // A quarter of what came in is of the kind that is liked.
      let came = (0..<240).map {
        world.candidate("b\($0)", topic: $0 % 4 == 0 ? 1 : 2 + $0 % 8, noise: 1.6)
      }
      let scorer = Scorer.fit(
        examples: liked.map { Example($0, .like) }, background: came, settings: settings)
      let wanted = world.candidates("w", topic: 1, count: 100, noise: 1.6)
      let other = (0..<300).map { world.candidate("o\($0)", topic: 2 + $0 % 8, noise: 1.6) }
      let pairs =
        scorer.score(wanted).map { ($0.probability, 1.0) }
        + scorer.score(other).map { ($0.probability, 0.0) }
      error += expectedCalibrationError(pairs)
    }
    #expect(error / Double(rounds) < 0.06)
  }

  @Test func `answers about what was in doubt leave the sure things sure`() {
    var world = SampleWorld(seed: 8)
    var settings = ScorerSettings()
    settings.prior = 0.25
    settings.isBackgroundMixed = true
    let rounds = 6
    var (said, were) = (0.0, 0.0)
    for _ in 0..<rounds {
      let come = { (name: String, count: Int, world: inout SampleWorld) in
        (0..<count).map {
          world.candidate("\(name)\($0)", topic: $0 % 4 == 0 ? 1 : 2 + $0 % 8, noise: 1.6)
        }
      }
      let likes = world.candidates("l", topic: 1, count: 10, noise: 1.6).map { Example($0, .like) }
      let came = come("b", 240, &world)
      var examples = likes
      for _ in 0..<4 {
        let asked = Set(examples.map(\.candidate.id))
        let scorer = Scorer.fit(examples: examples, background: came, settings: settings)
        let doubtful = zip(came.indices, scorer.score(came)).filter {
          !asked.contains(came[$0.0].id)
        }.sorted { abs($0.1.logOdds) < abs($1.1.logOdds) }.prefix(10)
        examples += doubtful.map { Example(came[$0.0], $0.0 % 4 == 0 ? .keep : .skip) }
      }
      let scorer = Scorer.fit(examples: examples, background: came, settings: settings)
      let fresh = come("t", 400, &world)
      let best = zip(fresh.indices, scorer.score(fresh)).sorted {
        $0.1.logOdds > $1.1.logOdds
      }.prefix(80)
      said += best.reduce(0) { $0 + $1.1.probability } / 80 / Double(rounds)
      were += Double(best.count { $0.0 % 4 == 0 }) / 80 / Double(rounds)
    }
    #expect(abs(said - were) < 0.05, "said \(said), were \(were)")
  }

  @Test func `one skip does not make everything doubtful`() throws {
    var world = SampleWorld(seed: 3)
    var settings = ScorerSettings()
    settings.isBackgroundMixed = true
    let likes = world.candidates("l", topic: 1, count: 5).map { Example($0, .like) }
    let came = (0..<200).map { world.candidate("b\($0)", topic: 1 + $0 % 8) }
    let fresh = world.candidates("f", topic: 1, count: 20)
    let mean = { (examples: [Example]) in
      Scorer.fit(examples: examples, background: came, settings: settings).score(fresh)
        .reduce(0) { $0 + $1.probability } / 20
    }
    let before = mean(likes)
    let after = mean(likes + [Example(came[4], .skip)])
    #expect(after > 0.85 * before, "\(before) before, \(after) after a skip of another topic")
  }

  @Test func `the prior moves all log-odds alike`() {
    let observations = (0..<40).map {
      Calibration.Observation(
        score: Double($0) / 40, evidence: $0 > 25 ? .like : .background, weight: 1)
    }
    var settings = ScorerSettings()
    settings.prior = 0.5
    let even = Calibration(observations: observations, settings: settings)
    settings.prior = 0.1
    let rare = Calibration(observations: observations, settings: settings)
    #expect(abs(even.slope - rare.slope) < 1e-12)
    #expect(abs(even.intercept - rare.intercept - 2.1972245773362196) < 1e-9)
  }

  @Test
  func `far above the ordinary a score counts by its logarithm, and never less than a lower one`() {
    let bend = Bend([-1, 0, 1, 0], from: 2)
    let steps = (0..<20).map { bend.bent(exp2(Double($0))) }
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 })
    // Twice the score far out: ln 2 times the limit more.
    #expect(abs(steps[19] - steps[18] - 2 * 0.693147) < 1e-3)
    #expect(bend.bent(-1e6) < -1e6)
    for score in [-3, 0.5, 7] {
      let slope = (bend.bent(score + 1e-6) - bend.bent(score - 1e-6)) / 2e-6
      #expect(abs(slope - bend.steepness(score)) < 1e-6)
    }
    #expect(Bend([1, 1], from: 2).bent(1) == 0 && Bend([], from: .infinity).bent(2).isFinite)
  }

  @Test func `likes that contradict each other never turn the order round`() {
    let observations = (0..<50).map {
      Calibration.Observation(
        score: $0 < 25 ? -1 : 1, evidence: $0 < 25 ? .like : .background, weight: 1)
    }
    #expect(Calibration(observations: observations, settings: ScorerSettings()).slope > 0)
  }

  @Test func `without decisions the background has the expected share`() {
    let scores = (0..<100).map { -Double($0 % 10) / 10 }
    let observations = scores.map {
      Calibration.Observation(score: $0, evidence: .background, weight: 1)
    }
    let calibration = Calibration(observations: observations, settings: ScorerSettings())
    let mean = scores.reduce(0) { $0 + Logistic.probability(calibration.logOdds($1)) } / 100
    #expect(abs(mean - 0.1) < 1e-6)
  }

  private func expectedCalibrationError(_ pairs: [(Double, Double)]) -> Double {
    let sorted = pairs.sorted { $0.0 < $1.0 }
    let bins = 10
    return (0..<bins).reduce(0) { sum, bin in
      let part = sorted[bin * sorted.count / bins..<(bin + 1) * sorted.count / bins]
      return sum + abs(part.reduce(0) { $0 + $1.0 - $1.1 }) / Double(sorted.count)
    }
  }
}
