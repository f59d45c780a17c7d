// The few products and factorisations that the scorer needs, over OpenBLAS. Everything is row-major; this is the only
// file of the mind that passes addresses to C, so that the mathematics beside it reads like mathematics.

private import OpenBLAS

/// Dense matrices by rows.
enum Algebra {
  /// How many threads OpenBLAS may use, for the whole process.
  static func useThreads(_ count: Int) {
    openblas_set_num_threads(Int32(clamping: max(1, count)))
  }

  /// `a · bᵀ`: rows of `a` (m × d) against rows of `b` (n × d); the result is m × n.
  static func products(_ a: [Float], _ b: [Float], m: Int, n: Int, d: Int) -> [Float] {
    var result = [Float](repeating: 0, count: m * n)
    guard m > 0, n > 0, d > 0 else { return result }
    unsafe cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(m), Int32(n), Int32(d), 1, a, Int32(d), b,
      Int32(d), 0, &result, Int32(n))
    return result
  }

  /// The lower triangle of `a · aᵀ` (n × n); above it stand zeros.
  static func gram(_ a: [Float], n: Int, d: Int) -> [Float] {
    var result = [Float](repeating: 0, count: n * n)
    guard n > 0, d > 0 else { return result }
    unsafe cblas_ssyrk(
      CblasRowMajor, CblasLower, CblasNoTrans, Int32(n), Int32(d), 1, a, Int32(d), 0, &result,
      Int32(n))
    return result
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

  /// `lower · x`, or `lowerᵀ · x` when `transposed`; `lower` is n × n.
  static func triangular(_ lower: [Double], _ x: [Double], transposed: Bool) -> [Double] {
    var result = x
    guard !x.isEmpty else { return result }
    let n = Int32(x.count)
    unsafe cblas_dtrmv(
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
