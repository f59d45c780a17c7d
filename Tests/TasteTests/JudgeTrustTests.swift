// Trust: what is believed of a judge after how many answers, and that nothing it says goes beyond the bound.

import Testing

@testable import Taste

struct JudgeTrustTests {
  /// Answers of a judge whose opinions of wanted items lie `separation` above the others.
  static func past(
    _ count: Int, separation: Double, seed: UInt64 = 7, position: (Double) -> Double = { $0 / 4 }
  ) -> [JudgedItem] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let logOdds = Double.random(in: -2...1, using: &generator)
      let isWanted = Double.random(in: 0..<1, using: &generator) < Logistic.probability(logOdds)
      let noise = (0..<12).reduce(-6.0) { sum, _ in sum + .random(in: 0..<1, using: &generator) }
      return JudgedItem(
        position: position(noise + (isWanted ? separation : 0)), logOdds: logOdds,
        isWanted: isWanted)
    }
  }

  @Test func `an unknown judge is heard a little`() {
    let trust = JudgeTrust()
    #expect(trust.answers == 0)
    #expect(trust.weight < 0.3)
    #expect(abs(trust.expected - trust.settings.expected) < 0.01)
  }

  @Test(arguments: [(1.47, 0.5, 1.6), (0.95, 0.25, 1.2), (0, 0, 0.25), (-1.47, 0, 0)])
  func `after fifty answers the weight follows what the judge is worth`(
    separation: Double, least: Double, most: Double
  ) {
    let weights = (0..<20).map {
      JudgeTrust(Self.past(50, separation: separation, seed: $0)).weight
    }
    let mean = weights.reduce(0, +) / 20
    #expect(least <= mean && mean <= most, "\(mean)")
  }

  @Test func `how a judge speaks does not matter, only the order of what it says`() {
    let fine = JudgeTrust(Self.past(60, separation: 1.2))
    let sure = JudgeTrust(
      Self.past(60, separation: 1.2) { ($0 < 0.5 ? -1 : 1) * (0.7 + min(abs($0 - 0.5), 4) / 16) })
    #expect(abs(fine.weight - sure.weight) < 0.15)
  }

  @Test func `a judge that always says the same says nothing`() {
    let trust = JudgeTrust(Self.past(200, separation: 0) { _ in 0.8 })
    #expect(abs(trust.shift(position: 0.8)) < 0.1)
  }

  @Test func `answers to earlier prompts count half`() {
    let past = Self.past(40, separation: 1.5)
    let earlier = past.map {
      JudgedItem(
        position: $0.position, logOdds: $0.logOdds, isWanted: $0.isWanted, weight: 0.5)
    }
    #expect(JudgeTrust(earlier).answers == 20)
    #expect(JudgeTrust(earlier).weight < JudgeTrust(past).weight)
  }

  @Test(arguments: [0, 0.5, 1.5, 5])
  func `no answer moves an item beyond the influence`(influence: Double) {
    let trust = JudgeTrust(
      Self.past(500, separation: 3), settings: JudgeSettings(influence: influence))
    for position in stride(from: -1.0, through: 1, by: 0.05) {
      #expect(abs(trust.shift(position: position)) <= influence)
    }
    #expect(trust.shift(position: 1) > 0 || influence == 0)
  }

  @Test func `what is suspected moves down only`() {
    let trust = JudgeTrust(Self.past(100, separation: 2))
    #expect(trust.shift(position: 1, isSuspicious: true) == 0)
    #expect(trust.shift(position: -1, isSuspicious: true) == trust.shift(position: -1))
    #expect(trust.shift(position: -1) < 0)
  }

  @Test func `a surer answer never moves an item less`() {
    let trust = JudgeTrust(Self.past(100, separation: 1))
    let shifts = stride(from: -1.0, through: 1, by: 0.01).map { trust.shift(position: $0) }
    #expect(zip(shifts, shifts.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `what is no number counts for nothing`(number: Double) {
    let bad = [
      JudgedItem(position: number, logOdds: 0, isWanted: true),
      JudgedItem(position: 1, logOdds: number, isWanted: true),
      JudgedItem(position: 1, logOdds: 0, isWanted: true, weight: number),
    ]
    let trust = JudgeTrust(bad, settings: JudgeSettings(influence: number))
    #expect(trust.weight.isFinite && trust.weight <= 3)
    #expect(trust.shift(position: number) == 0)
    #expect(trust.shift(position: 1).isFinite)
  }

  @Test func `an answer about what was sure teaches little`() {
    let sure = (0..<50).map {
      JudgedItem(position: $0.isMultiple(of: 2) ? 0.9 : -0.9, logOdds: -9, isWanted: false)
    }
    #expect(abs(JudgeTrust(sure).expected - JudgeTrust().expected) < 0.1)
  }
}
