// Variety: the second of two alike has to wait.

import Digest
import Feed
import Testing

struct VarietyTests {
  func axis(_ index: Int) -> Vector {
    var values = [Float](repeating: 0, count: 4)
    values[index] = 1
    return Vector(unit: values)
  }

  @Test func `of two alike the second waits for something else`() {
    let order = Variety.choose(
      3, probabilities: [0.9, 0.88, 0.8], vectors: [axis(0), axis(0), axis(1)])
    #expect(order == [0, 2, 1])
  }

  @Test func `what is far better comes first all the same`() {
    let order = Variety.choose(
      2, probabilities: [0.99, 0.95, 0.2], vectors: [axis(0), axis(0), axis(1)])
    #expect(order == [0, 1])
  }

  @Test(arguments: [0, 1, 5])
  func `it chooses no more than there is and than is asked for`(count: Int) {
    let order = Variety.choose(count, probabilities: [0.5, 0.5], vectors: [nil, axis(1)])
    #expect(order.count == min(count, 2))
    #expect(Set(order).count == order.count)
  }
}
