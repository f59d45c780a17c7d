// Rising and fading are said where chance does not explain them, and nowhere else; and the map hides nothing.

import Feed
import Testing

@testable import Taste

struct TrendTests {
  @Test(arguments: [
    (30, 60, 20, 200, Trend.rising), (2, 60, 90, 200, .fading), (8, 60, 20, 200, .steady),
    (9, 9, 0, 200, .steady), (0, 0, 0, 0, .steady), (5, 12, 2, 12, .steady),
  ])
  func `an arrow needs more than chance`(
    late: Int, lateAll: Int, early: Int, earlyAll: Int, expected: Trend
  ) {
    #expect(Trend(late: (late, lateAll), early: (early, earlyAll)) == expected)
  }

  @Test(arguments: [1, 2, 3, 12])
  func `the map keeps interests apart and within its frame`(count: Int) {
    var world = SampleWorld(seed: 3)
    let interests = (0..<count).map { topic in
      Interest(
        number: topic + 1, label: "\(topic)", words: [], weight: 1 / Double(count), size: 3,
        exemplars: [], members: [],
        centre: world.candidate("c", topic: topic, noise: 0.2).vector.values, reach: 0.3)
    }
    let examples = (0..<count).map { topic in
      world.candidates("e", topic: topic, count: 4).map(\.vector.values)
    }
    let map = InterestMap(
      Interests(
        interests, middle: [Float](repeating: 0, count: SampleWorld.dimensions), partedFrom: 3),
      examples: examples)
    #expect(map.centres.count == count && map.dots.allSatisfy { $0.count == 4 })
    for point in map.centres + map.dots.joined() {
      #expect((0...1).contains(point.x) && (0...1).contains(point.y))
    }
    for a in map.centres.indices {
      for b in map.centres.indices where b > a {
        let dx = map.centres[a].x - map.centres[b].x
        let dy = map.centres[a].y - map.centres[b].y
        #expect((dx * dx + dy * dy).squareRoot() > 0.03)
      }
    }
  }
}
