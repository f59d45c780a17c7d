// The lottery: who is in it, that its chances are what it says, and that it is drawn the same way twice.

import Taste
import Testing

struct WildCardTests {
  private func question(
    _ id: Int64, _ probability: Double?, _ uncertainty: Double = 0.1, _ verdict: Verdict = .skip
  ) -> ReviewQuestion {
    ReviewQuestion(
      id: id, verdict: verdict, probability: probability, uncertainty: uncertainty, age: 0)
  }

  private func draw(_ questions: [ReviewQuestion], seed: UInt64) -> WildCard? {
    WildCard.draw(among: questions, thresholds: .standard, seed: seed)
  }

  @Test func `without anything that could be wanted there is no card`() {
    #expect(draw([], seed: 1) == nil)
    #expect(draw([question(1, 0.02, 0.01), question(2, nil)], seed: 1) == nil)
    #expect(draw([question(3, 0.7, 0.1, .keep)], seed: 1) == nil)
  }

  @Test func `an only card is certain, and the same seed draws the same`() throws {
    let only = try #require(draw([question(7, 0.4), question(8, 0.01, 0.01)], seed: 5))
    #expect(only.item == 7 && abs(only.propensity - 1) < 1e-12)
    let many = (0..<30).map { question($0, 0.2 + Double($0) / 100) }
    #expect(draw(many, seed: 3) == draw(many.reversed(), seed: 3))
    #expect(Set((0..<50).compactMap { draw(many, seed: $0)?.item }).count > 5)
  }

  @Test func `each is drawn as often as its propensity says`() {
    let pool = [
      question(1, 0.42), question(2, 0.35), question(3, 0.25, 0.15), question(4, 0.5, 0.1, .review),
    ]
    var counts: [Int64: Double] = [:]
    var chances: [Int64: Double] = [:]
    let draws = 20_000
    for seed in 0..<draws {
      guard let card = draw(pool, seed: UInt64(seed)) else { continue }
      counts[card.item, default: 0] += 1 / Double(draws)
      chances[card.item] = card.propensity
    }
    #expect(abs(chances.values.reduce(0, +) - 1) < 1e-9)
    for (item, chance) in chances {
      #expect(abs(counts[item, default: 0] - chance) < 0.015, "\(item)")
      #expect(chance >= 0.05)
    }
    #expect((chances[1] ?? 0) > (chances[2] ?? 1))
  }
}
