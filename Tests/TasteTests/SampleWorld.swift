// A small world of topics, each with a direction and some words, in which what a person wants is known.

import Feed

@testable import Taste

/// Makes candidates of a topic, with noise.
struct SampleWorld {
  static let dimensions = 12
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func candidate(_ id: String, topic: Int, noise: Double = 0.6) -> Candidate {
    var values = (0..<Self.dimensions).map { _ in Double.random(in: -1...1, using: &generator) }
    values = values.map { $0 * noise }
    values[topic % Self.dimensions] += 1
    let words = (0..<6).map { _ in "w\(topic)x\(Int.random(in: 0..<9, using: &generator))" }
    return Candidate(
      id: id, title: "\(topic) \(id)", text: words.joined(separator: " "), vector: unit(values))
  }

  mutating func candidates(
    _ prefix: String, topic: Int, count: Int, noise: Double = 0.6
  ) -> [Candidate] {
    (0..<count).map { candidate("\(prefix)\($0)", topic: topic, noise: noise) }
  }

  func unit(_ values: [Double]) -> Vector {
    let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return Vector(unit: values.map { Float($0 / length) })
  }
}
