// Finding interests among as many passages as a person writes in years.

import Feed
import Testing

@testable import Taste

struct InterestSlowTests {
  @Test func `five thousand passages take a moment`() {
    var generator = SeededGenerator(seed: 11)
    let centres = (0..<15).map { _ in
      (0..<384).map { _ in Float.random(in: -1...1, using: &generator) }
    }
    let examples = (0..<5_000).map { number in
      let topic = number % centres.count
      let values = centres[topic].map { $0 + Float.random(in: -2...2, using: &generator) }
      let words = (0..<150).map { _ in
        Bool.random(using: &generator)
          ? "w\(topic)x\(Int.random(in: 0..<200, using: &generator))"
          : "c\(Int.random(in: 0..<3_000, using: &generator))"
      }
      return Example(
        Candidate(
          id: "\(number)", title: "\(number)", text: words.joined(separator: " "),
          vector: Vector(unit: InterestSpace.unit(values) ?? values)), .document,
        group: "\(number / 10)")
    }
    let clock = ContinuousClock()
    var interests = Interests.none
    let time = clock.measure {
      interests = InterestFinder(examples: examples, background: []).interests()
    }
    print("5,000 passages: \(time)")
    #expect((8...12).contains(interests.all.count))
    // A second on a quiet machine; the machine need not be quiet.
    #expect(time < .seconds(20))
    let again = clock.measure {
      _ = InterestFinder(examples: examples, background: []).interests(after: interests)
    }
    print("and again: \(again)")
    #expect(again < .seconds(20))
  }
}
