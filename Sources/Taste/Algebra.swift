// The few products and factorisations that the scorer needs, over OpenBLAS. Everything is row-major; this is the only
// file of the mind that passes addresses to C, so that the mathematics beside it reads like mathematics.

private import OpenBLAS

/// Dense matrices by rows.
enum Algebra {
  /// How many threads OpenBLAS may use, for the whole process.
  static func useThreads(_ count: Int) {
    openblas_set_num_threads(Int32(clamping: max(1, count)))
  }

  /// Adds `values` to `sum`, which is as long.
  static func add(_ values: [Float], to sum: inout [Float]) {
    unsafe cblas_saxpy(Int32(min(values.count, sum.count)), 1, values, 1, &sum, 1)
  }

  /// Replaces each row by the unit vector that points to it from `centre`; by zeros where it is no other place.
  static func direct(_ rows: inout [Float], from centre: [Float]) {
    let d = centre.count
    guard d > 0 else { return }
    unsafe rows.withUnsafeMutableBufferPointer { cells in
      guard let first = cells.baseAddress else { return }
      for start in stride(from: 0, to: cells.count, by: d) {
        let row = unsafe first + start
        unsafe cblas_saxpy(Int32(d), -1, centre, 1, row, 1)
        let square = unsafe cblas_sdot(Int32(d), row, 1, row, 1)
        if square > 1e-12, square.isFinite {
          unsafe cblas_sscal(Int32(d), 1 / square.squareRoot(), row, 1)
        } else {
          unsafe row.update(repeating: 0, count: d)
        }
      }
    }
  }

  /// Adds `a · bᵀ` to `sums` (m × n): rows of `a` (m × d) against rows of `b` (n × d).
  static func addProducts(
    _ a: [Float], _ b: [Float], to sums: inout [Float], m: Int, n: Int, d: Int
  ) {
    guard m > 0, n > 0, d > 0 else { return }
    unsafe cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(m), Int32(n), Int32(d), 1, a, Int32(d), b,
      Int32(d), 1, &sums, Int32(n))
  }

  /// Adds `a · aᵀ` to the lower triangle of `sums` (n × n).
  static func addGram(_ a: [Float], to sums: inout [Float], n: Int, d: Int) {
    guard n > 0, d > 0 else { return }
    unsafe cblas_ssyrk(
      CblasRowMajor, CblasLower, CblasNoTrans, Int32(n), Int32(d), 1, a, Int32(d), 1, &sums,
      Int32(n))
  }

  /// Adds `scale · aᵀ · a` to the lower triangle of `sums` (d × d); `a` has n rows.
  static func addSpread(_ a: [Float], to sums: inout [Float], n: Int, d: Int, scale: Float) {
    guard n > 0, d > 0 else { return }
    unsafe cblas_ssyrk(
      CblasRowMajor, CblasLower, CblasTrans, Int32(d), Int32(n), scale, a, Int32(d), 1, &sums,
      Int32(d))
  }

  /// Replaces the lower triangle of a positive definite matrix (n × n) by its Cholesky factor; false when it is not.
  static func factor(_ a: inout [Float], n: Int) -> Bool {
    var order = Int32(n)
    var info: Int32 = 0
    unsafe spotrf_("U", &order, &a, &order, &info)
    return info == 0
  }

  /// The first `known` rows of an n × n matrix whose lower triangle begins as that of `matrix`, which is `width` wide; there
  /// is room for the others.
  static func corner(_ known: Int, of matrix: [Float], width: Int, in n: Int) -> [Float] {
    unsafe [Float](unsafeUninitializedCapacity: n * n) { cells, filled in
      filled = known * n
      guard let first = cells.baseAddress else { return }
      unsafe matrix.withUnsafeBufferPointer { matrix in
        guard let start = matrix.baseAddress else { return }
        for row in 0..<known {
          unsafe (first + row * n).initialize(from: start + row * width, count: row + 1)
          unsafe (first + row * n + row + 1).initialize(repeating: 0, count: n - row - 1)
        }
      }
    }
  }

  /// The products of `m` rows with `x`.
  static func products(_ rows: [Float], count m: Int, with x: [Float]) -> [Float] {
    var result = [Float](repeating: 0, count: m)
    guard m > 0, !x.isEmpty else { return result }
    let n = Int32(x.count)
    unsafe cblas_sgemv(
      CblasRowMajor, CblasNoTrans, Int32(m), n, 1, rows, n, x, 1, 0, &result, 1)
    return result
  }

  /// The products of `m` rows of `n` numbers with themselves.
  static func squares(_ rows: [Float], m: Int, n: Int) -> [Float] {
    unsafe rows.withUnsafeBufferPointer { cells in
      guard let first = cells.baseAddress else { return [Float](repeating: 0, count: m) }
      return (0..<m).map {
        unsafe cblas_sdot(Int32(n), first + $0 * n, 1, first + $0 * n, 1)
      }
    }
  }

  /// Replaces the lower triangle of a positive definite matrix (n × n) by the inverse of its Cholesky factor.
  ///
  /// False when the matrix is not positive definite; `a` is then of no more use.
  static func invertFactor(_ a: inout [Double], n: Int) -> Bool {
    guard n > 0 else { return true }
    var order = Int32(n)
    var info: Int32 = 0
    // A lower triangle by rows is an upper triangle by columns, which is how LAPACK reads it.
    unsafe dpotrf_("U", &order, &a, &order, &info)
    guard info == 0 else { return false }
    unsafe dtrtri_("U", "N", &order, &a, &order, &info)
    return info == 0
  }

  /// The same in single precision, half by half: nearly all of the work is then products of large blocks.
  ///
  /// With A = [[B, ·], [C, D]] and B = L Lᵀ it is [[L⁻¹, 0], [−M C L⁻ᵀ L⁻¹, M]], where M is the same of D − C B⁻¹ Cᵀ
  /// (Golub and Van Loan, Matrix Computations, §4.2.9, with the inverse beside the factor). A third faster than LAPACK's
  /// factor and inverse one after the other.
  static func invertFactor(_ a: inout [Float], n: Int) -> Bool {
    unsafe a.withUnsafeMutableBufferPointer { cells in
      guard let start = cells.baseAddress, n > 0 else { return true }
      return unsafe invertFactor(start, n: n, stride: n)
    }
  }

  /// The same where the first `known` rows hold the inverse factor of their block already.
  static func extendFactor(_ a: inout [Float], n: Int, known: Int) -> Bool {
    unsafe a.withUnsafeMutableBufferPointer { cells in
      guard let start = cells.baseAddress, known < n else { return true }
      return unsafe completeFactor(start, n: n, stride: n, known: known)
    }
  }

  /// Below this LAPACK is as good.
  private static let smallBlock = 64

  private static func invertFactor(
    _ a: UnsafeMutablePointer<Float>, n: Int, stride: Int
  ) -> Bool {
    guard n > smallBlock else {
      var order = Int32(n)
      var width = Int32(stride)
      var info: Int32 = 0
      unsafe spotrf_("U", &order, a, &width, &info)
      guard info == 0 else { return false }
      unsafe strtri_("U", "N", &order, a, &width, &info)
      return info == 0
    }
    let half = (n / 2 + 15) / 16 * 16
    guard unsafe invertFactor(a, n: half, stride: stride) else { return false }
    return unsafe completeFactor(a, n: n, stride: stride, known: half)
  }

  private static func completeFactor(
    _ a: UnsafeMutablePointer<Float>, n: Int, stride: Int, known: Int
  ) -> Bool {
    let below = unsafe a + known * stride
    let corner = unsafe below + known
    let (k, m, width) = (Int32(known), Int32(n - known), Int32(stride))
    unsafe cblas_strmm(
      CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, m, k, 1, a, width, below,
      width)
    unsafe cblas_ssyrk(
      CblasRowMajor, CblasLower, CblasNoTrans, m, k, -1, below, width, 1, corner, width)
    guard unsafe invertFactor(corner, n: n - known, stride: stride) else { return false }
    unsafe cblas_strmm(
      CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, m, k, -1, corner, width,
      below, width)
    unsafe cblas_strmm(
      CblasRowMajor, CblasRight, CblasLower, CblasNoTrans, CblasNonUnit, m, k, 1, a, width, below,
      width)
    return true
  }

  /// `lower · x`, or `lowerᵀ · x` when `transposed`; `lower` is n × n.
  static func triangular(_ lower: [Double], _ x: [Double], transposed: Bool) -> [Double] {
    guard !x.isEmpty else { return [] }
    var result = x
    let n = Int32(x.count)
    unsafe cblas_dtrmv(
      CblasRowMajor, CblasLower, transposed ? CblasTrans : CblasNoTrans, CblasNonUnit, n, lower, n,
      &result, 1)
    return result
  }

  /// The same in single precision.
  static func triangular(_ lower: [Float], _ x: [Float], transposed: Bool) -> [Float] {
    guard !x.isEmpty else { return [] }
    var result = x
    let n = Int32(x.count)
    unsafe cblas_strmv(
      CblasRowMajor, CblasLower, transposed ? CblasTrans : CblasNoTrans, CblasNonUnit, n, lower, n,
      &result, 1)
    return result
  }

  /// `rows · lowerᵀ` in place of `rows` (m × n); `lower` is n × n.
  static func multiply(_ rows: inout [Float], byTransposed lower: [Float], m: Int, n: Int) {
    guard m > 0, n > 0 else { return }
    unsafe cblas_strmm(
      CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, Int32(m), Int32(n), 1, lower,
      Int32(n), &rows, Int32(n))
  }

  /// `rows · lower` in place of `rows` (m × n); `lower` is n × n.
  static func multiply(_ rows: inout [Float], by lower: [Float], m: Int, n: Int) {
    guard m > 0, n > 0 else { return }
    unsafe cblas_strmm(
      CblasRowMajor, CblasRight, CblasLower, CblasNoTrans, CblasNonUnit, Int32(m), Int32(n), 1,
      lower, Int32(n), &rows, Int32(n))
  }
}
