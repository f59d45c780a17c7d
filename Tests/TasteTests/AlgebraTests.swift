// The numbers beneath the scorer: against LAPACK in double precision, and against the definition.

import Foundation
import Testing

@testable import Taste

struct AlgebraTests {
  @Test(arguments: [0, 1, 64, 65, 200, 333])
  func `a factor taken half by half is LAPACK's`(n: Int) {
    var single = [Float](repeating: 0, count: n * n)
    for row in 0..<n {
      for column in 0...row {
        single[row * n + column] = Float(exp(-abs(Double(row - column)) / 7))
      }
      single[row * n + row] += 1
    }
    var double = single.map(Double.init)
    #expect(Algebra.invertFactor(&single, n: n))
    #expect(Algebra.invertFactor(&double, n: n))
    for row in 0..<n {
      for place in row * n..<row * n + row + 1 {
        #expect(abs(Double(single[place]) - double[place]) < 1e-6)
      }
    }
  }

  @Test func `a matrix that is not positive definite has no factor`() {
    var cells = [Float](repeating: 1, count: 100 * 100)
    for place in 90..<100 { cells[place * 100 + place] = -1 }
    #expect(!Algebra.invertFactor(&cells, n: 100))
  }

  @Test func `exp of many numbers is exp`() {
    var cosines = (0..<2_003).map { Float($0) / 1_001 - 1 }
    let all = cosines
    Exponential.shrink(&cosines, 0..<2_003, factor: 20)
    for (value, cosine) in zip(cosines, all) {
      let exact = exp(Double(20 * (cosine - 1)))
      #expect(abs(Double(value) - exact) < 3e-7 * exact)
    }
  }

  @Test func `sums over a triangle are those over the matrix`() {
    let n = 21
    let full = (0..<n * n).map { Float(($0 / n) * ($0 % n) % 7) }
    let x = (0..<n).map { Double($0 % 5) }
    let mask = (0..<n).map { Double($0 % 2) }
    let product = Sums.product(full, x)
    let (sums, squares) = Sums.moments(full, mask: mask)
    for row in 0..<n {
      let values = (0..<n).map { Double(full[max(row, $0) * n + min(row, $0)]) }
      let others = (0..<n).filter { $0 != row && mask[$0] == 1 }
      #expect(product[row] == zip(values, x).reduce(0) { $0 + $1.0 * $1.1 })
      #expect(sums[row] == others.reduce(0) { $0 + values[$1] })
      #expect(squares[row] == others.reduce(0) { $0 + values[$1] * values[$1] })
    }
  }
}
