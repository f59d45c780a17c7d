// The space of the scorer's angles, against its definition.

import Feed
import Testing

@testable import Taste

struct AngleSpaceTests {
  private let texts: [Candidate] = {
    var world = SampleWorld(seed: 11)
    return world.candidates("a", topic: 1, count: 9) + world.candidates("b", topic: 2, count: 4)
  }()

  private func products(_ rows: [Float], count: Int, with other: Int) -> [Double] {
    let d = rows.count / count
    return (0..<count).map { row in
      (0..<d).reduce(0) { $0 + Double(rows[row * d + $1]) * Double(rows[other * d + $1]) }
    }
  }

  @Test func `texts are alike in themselves and by what both are alike to`() {
    let plain = AngleSpace(texts, stretch: 0).directions(texts[...])
    let n = texts.count
    let d = plain.count / n
    let direct = (0..<n).map { products(plain, count: n, with: $0) }
    let scale = 0.5 * Double(d) / Double(n + d)
    func product(_ one: Int, _ other: Int) -> Double {
      direct[one][other] + scale * (0..<n).reduce(0) { $0 + direct[one][$1] * direct[$1][other] }
    }
    let stretched = AngleSpace(texts, stretch: 0.5).directions(texts[...])
    for other in 0..<n {
      let cosines = products(stretched, count: n, with: other)
      for one in 0..<n {
        let length = (product(one, one) * product(other, other)).squareRoot()
        #expect(abs(cosines[one] - product(one, other) / length) < 1e-5)
      }
    }
  }

  @Test func `a vector of another model has no direction, and no world has none`() {
    let foreign = Candidate(id: "f", title: "", text: "", vector: Vector(unit: [1, 0]))
    let rows = AngleSpace(texts, stretch: 0.5).directions([foreign])
    #expect(rows.allSatisfy { $0 == 0 })
    #expect(AngleSpace([], stretch: 0.5).directions([foreign]).isEmpty)
  }

  @Test func `the level is what any two texts have in common`() {
    let examples = texts.map { Example($0, .like) }
    var settings = ScorerSettings()
    let with = Kernel(examples: examples, corpus: [], settings: settings)
    settings.level = 0
    let without = Kernel(examples: examples, corpus: [], settings: settings)
    let places = [Int?](repeating: nil, count: texts.count)
    for (more, less) in zip(
      with.rows(texts[...], places: places), without.rows(texts[...], places: places))
    {
      #expect(abs(more - less - 1) < 1e-6)
    }
    #expect(with.variance(texts[0]) == without.variance(texts[0]) + 1)
  }
}
