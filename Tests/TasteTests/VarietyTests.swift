// Variety: the second of two alike has to wait, and so has the third of one author.

import Feed
import Taste
import Testing

struct VarietyTests {
  private func axis(_ index: Int) -> Vector {
    var values = [Float](repeating: 0, count: 4)
    values[index] = 1
    return Vector(unit: values)
  }

  private func candidate(
    _ logOdds: Double, _ vector: Vector? = nil, source: String = "s", author: String? = nil
  ) -> VarietyCandidate {
    VarietyCandidate(logOdds: logOdds, vector: vector, source: source, author: author)
  }

  private func choose(
    _ count: Int, _ candidates: [VarietyCandidate], perSource: Int = .max
  ) -> [Int] {
    Variety.choose(count, among: candidates, perSource: perSource)
  }

  @Test func `of two alike the second waits for something else`() {
    let all = [candidate(2.2, axis(0)), candidate(2, axis(0)), candidate(1.4, axis(1))]
    #expect(choose(3, all) == [0, 2, 1])
  }

  @Test func `what is far better comes first although it is alike`() {
    let near = Vector(unit: [0.8, 0.6, 0, 0])
    let all = [candidate(5, axis(0)), candidate(4, near), candidate(-2, axis(1))]
    #expect(choose(2, all) == [0, 1])
  }

  @Test(arguments: [0, 1, 5])
  func `it chooses no more than there is and than is asked for`(count: Int) {
    let order = choose(count, [candidate(0), candidate(0, axis(1))], perSource: 1)
    #expect(order.count == min(count, 2))
    #expect(Set(order).count == order.count)
  }

  @Test func `the third of a source waits until the others are in`() {
    let all =
      (0..<5).map { candidate(5 - Double($0) / 10, source: "loud") }
      + [candidate(0, source: "calm"), candidate(-1, source: "calm")]
    #expect(choose(4, all, perSource: 2) == [0, 1, 5, 6])
    #expect(choose(6, all, perSource: 2) == [0, 1, 5, 6, 2, 3])
    #expect(choose(3, all) == [0, 1, 2])
  }

  @Test func `one author in several sources is one author, however the name is written`() {
    let all = [
      candidate(3, source: "a", author: "Ada Lovelace"),
      candidate(2.9, source: "b", author: "ADA  LOVELACE"),
      candidate(1, source: "c", author: "?!"), candidate(0.9, source: "d", author: "?!"),
    ]
    #expect(choose(3, all, perSource: 1) == [0, 2, 3])
  }

  @Test func `a person with one feed still gets a full digest`() {
    let all = (0..<9).map { candidate(Double(-$0)) }
    #expect(choose(5, all, perSource: 2) == [0, 1, 2, 3, 4])
  }

  @Test func `vectors of other spaces and of no length do no harm`() {
    let all = [
      candidate(.infinity, axis(0)), candidate(-.infinity, Vector(unit: [1])),
      candidate(1, Vector(unit: [0, 0, 0, 0])), candidate(0, axis(0)), candidate(0, axis(0)),
    ]
    #expect(Set(choose(9, all, perSource: 1)) == Set(0..<5))
  }

  /// What is chosen greedily has the greatest determinant that one more item can give.
  @Test func `each choice makes the determinant grow most`() {
    var dice = SeededGenerator(seed: 3)
    let vectors = (0..<12).map { _ -> Vector in
      let values = (0..<6).map { _ in Float.random(in: -1...1, using: &dice) }
      let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return Vector(unit: values.map { $0 / length })
    }
    let order = choose(3, vectors.map { candidate(0, $0) })
    func volume(_ places: [Int]) -> Float {
      let c = { (a: Int, b: Int) in vectors[places[a]].cosine(vectors[places[b]]) }
      guard places.count == 3 else { return 1 - c(0, 1) * c(0, 1) }
      return 1 + 2 * c(0, 1) * c(0, 2) * c(1, 2) - c(0, 1) * c(0, 1) - c(0, 2) * c(0, 2)
        - c(1, 2) * c(1, 2)
    }
    for count in 2...3 {
      let start = Array(order.prefix(count - 1))
      let best = vectors.indices.filter { !start.contains($0) }.max {
        volume(start + [$0]) < volume(start + [$1])
      }
      #expect(best == order[count - 1])
    }
  }
}
