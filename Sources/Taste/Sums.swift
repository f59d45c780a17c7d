// Sums over the triangle of a symmetric matrix of 32-bit floats, added up in 64 bits. Eight at a time, because one after
// another each addition would wait for the one before.

/// Loops over a symmetric matrix (n × n), of which the lower triangle is given by rows.
enum Sums {
  /// The product with `x`.
  static func product(_ lower: [Float], _ x: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: x.count)
    unsafe addProduct(lower, x, &sums, x.count)
    return sums
  }

  /// For each column the sum, and the sum of the squares, over the rows where `mask` is 1; the diagonal left out.
  static func moments(_ lower: [Float], mask: [Double]) -> (sums: [Double], squares: [Double]) {
    var sums = [Double](repeating: 0, count: mask.count)
    var squares = sums
    unsafe addMoments(lower, mask, &sums, &squares, mask.count)
    return (sums, squares)
  }

  /// The sums of the squares of each column of the triangle itself.
  static func squares(ofColumns lower: [Float], n: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: n)
    unsafe addSquares(lower, &sums, n)
    return sums
  }

  private static func addProduct(
    _ lower: UnsafePointer<Float>, _ x: UnsafePointer<Double>, _ sums: UnsafeMutablePointer<Double>,
    _ n: Int
  ) {
    for row in 0..<n {
      let line = unsafe lower + row * n
      let own = unsafe x[row]
      for column in 0..<row { unsafe sums[column] += Double(line[column]) * own }
      var parts = SIMD8<Double>.zero
      let whole = (row + 1) / 8 * 8
      for start in stride(from: 0, to: whole, by: 8) {
        unsafe parts += eight(line + start) * eight(x + start)
      }
      for column in whole..<row + 1 { unsafe parts[0] += Double(line[column]) * x[column] }
      unsafe sums[row] += parts.sum()
    }
  }

  private static func addMoments(
    _ lower: UnsafePointer<Float>, _ mask: UnsafePointer<Double>,
    _ sums: UnsafeMutablePointer<Double>, _ squares: UnsafeMutablePointer<Double>, _ n: Int
  ) {
    for row in 0..<n {
      let line = unsafe lower + row * n
      let own = unsafe mask[row]
      for column in 0..<row {
        let value = unsafe Double(line[column])
        unsafe sums[column] += own * value
        unsafe squares[column] += own * value * value
      }
      var parts = (sum: SIMD8<Double>.zero, square: SIMD8<Double>.zero)
      let whole = row / 8 * 8
      for start in stride(from: 0, to: whole, by: 8) {
        let values = unsafe eight(line + start)
        let seen = unsafe values * eight(mask + start)
        parts.sum += seen
        parts.square += seen * values
      }
      for column in whole..<row {
        let value = unsafe Double(line[column])
        unsafe parts.sum[0] += value * mask[column]
        unsafe parts.square[0] += value * value * mask[column]
      }
      unsafe sums[row] += parts.sum.sum()
      unsafe squares[row] += parts.square.sum()
    }
  }

  private static func addSquares(
    _ lower: UnsafePointer<Float>, _ sums: UnsafeMutablePointer<Double>, _ n: Int
  ) {
    for row in 0..<n {
      let line = unsafe lower + row * n
      for column in 0...row {
        let value = unsafe Double(line[column])
        unsafe sums[column] += value * value
      }
    }
  }

  @inline(__always)
  private static func eight(_ start: UnsafePointer<Float>) -> SIMD8<Double> {
    unsafe SIMD8<Double>(UnsafeRawPointer(start).loadUnaligned(as: SIMD8<Float>.self))
  }

  @inline(__always)
  private static func eight(_ start: UnsafePointer<Double>) -> SIMD8<Double> {
    unsafe UnsafeRawPointer(start).loadUnaligned(as: SIMD8<Double>.self)
  }
}
