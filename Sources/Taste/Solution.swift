// The solved system: the weight of each example, and from the same factor, without solving anything again, what each
// example would have been scored without itself, and how each candidate hangs on each example.

private import Glibc

/// α = A⁻¹ y with A = K + D, through the inverse of the Cholesky factor.
struct Solution: Sendable {
  let labels: [Double]
  /// The diagonal D, with what had to be added to it.
  let noise: [Double]
  let weights: [Double]
  /// f₋ᵢ = yᵢ − αᵢ / (A⁻¹)ᵢᵢ: the score of each example from all others.
  let leaveOneOut: [Double]
  /// The scale of the process, so that what is unknown of a text is measured against how far this person's scores vary.
  ///
  /// The smaller of two estimates: yᵀ α / n, the most likely one given the labels (Rasmussen & Williams, §5.4.1, with
  /// the scale in closed form), and the variance of the leave-one-out scores over the mean of K's diagonal without the
  /// level, which all share. The first alone takes noise for signal where there is much of it. The mean of the process
  /// does not depend on it.
  let signalVariance: Double
  /// (A⁻¹)ᵢᵢ.
  let inverseDiagonal: [Double]
  /// L⁻¹, lower, by rows; what stands above is of no use.
  private let inverseFactor: [Float]

  /// `gram` is the lower triangle of K, `level` what all of it has in common.
  ///
  /// Where it begins with the `known` first examples of an earlier solution, that much of its factor is taken over.
  init(
    gram: [Float], labels: [Double], noise: [Double], level: Double = 0,
    keeping earlier: (solution: Solution, known: Int)? = nil
  ) {
    let n = labels.count
    let kept = earlier.flatMap { $0.solution.extended(to: gram, noise, known: $0.known) }
    let (factor, noise) = kept.map { ($0, noise) } ?? Self.factor(gram, noise)
    let weights = Self.weights(gram, noise, factor, labels)
    let diagonal = Sums.squares(ofColumns: factor, n: n)
    self.labels = labels
    self.noise = noise
    self.weights = weights
    let fit = zip(labels, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let leaveOneOut = (0..<n).map { labels[$0] - weights[$0] / diagonal[$0] }
    self.leaveOneOut = leaveOneOut
    let mean = leaveOneOut.reduce(0, +) / Double(max(1, n))
    let varied = leaveOneOut.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let prior = (0..<n).reduce(0) { $0 + Double(gram[$1 * n + $1]) - level }
    signalVariance = n > 1 && prior > 0 ? min(fit / Double(n), varied / prior) : 1
    inverseDiagonal = diagonal
    inverseFactor = factor
  }

  /// L⁻¹, with the noise it was got with.
  ///
  /// Noise is raised until the matrix can be factored, should rounding (a thousand copies of one text) have made it
  /// indefinite.
  private static func factor(_ gram: [Float], _ noise: [Double]) -> ([Float], [Double]) {
    let n = noise.count
    var noise = noise
    var factor: [Float] = []
    for attempt in 0..<8 {
      factor = gram
      for place in 0..<n { factor[place * n + place] += Float(noise[place]) }
      if Algebra.invertFactor(&factor, n: n) { break }
      for place in 0..<n { noise[place] += 1e-6 * exp2(Double(attempt * 4)) }
    }
    return (factor, noise)
  }

  /// L⁻¹ of a larger system that begins with the first `known` examples of this one; nil where there is none.
  private func extended(to gram: [Float], _ noise: [Double], known: Int) -> [Float]? {
    let n = noise.count
    guard noise[..<known] == self.noise[..<known] else { return nil }
    var factor = Algebra.corner(known, of: inverseFactor, width: count, in: n)
    factor += gram[(known * n)...]
    for place in known..<n { factor[place * n + place] += Float(noise[place]) }
    return Algebra.extendFactor(&factor, n: n, known: known) ? factor : nil
  }

  /// α = A⁻¹ y: solved in single precision, then corrected by what it leaves over in double precision, until that is
  /// nothing (iterative refinement; Golub and Van Loan, Matrix Computations, §3.5.3).
  private static func weights(
    _ gram: [Float], _ noise: [Double], _ factor: [Float], _ labels: [Double]
  ) -> [Double] {
    var weights = [Double](repeating: 0, count: labels.count)
    var left = labels
    for _ in 0..<4 {
      let half = Algebra.triangular(factor, left.map { Float($0) }, transposed: false)
      let step = Algebra.triangular(factor, half, transposed: true)
      for place in weights.indices { weights[place] += Double(step[place]) }
      let product = Sums.product(gram, weights)
      for place in left.indices {
        left[place] = labels[place] - product[place] - noise[place] * weights[place]
      }
      if left.allSatisfy({ abs($0) < 1e-7 }) { break }
    }
    return weights
  }

  private var count: Int { labels.count }

  /// f for each of `m` kernel rows.
  func sums(_ rows: [Float], count m: Int) -> [Float] {
    Algebra.products(rows, count: m, with: weights.map { Float($0) })
  }

  /// kᵀ A⁻¹ k for each of `m` kernel rows; the rows are used up.
  func explainedVariances(_ rows: inout [Float], count m: Int) -> [Float] {
    Algebra.multiply(&rows, byTransposed: inverseFactor, m: m, n: count)
    return Algebra.squares(rows, m: m, n: count)
  }

  /// Turns each kernel row k into (A⁻¹ k)ᵀ; gives kᵀ A⁻¹ k of each.
  ///
  /// f is the sum of these times the labels, so they say how a score hangs on each example.
  func influences(_ rows: inout [Float], count m: Int) -> [Float] {
    let explained = explainedVariances(&rows, count: m)
    Algebra.multiply(&rows, by: inverseFactor, m: m, n: count)
    return explained
  }

  /// The variance of f at an example that was left out: 1/(A⁻¹)ᵢᵢ less its own noise.
  func variance(_ place: Int) -> Double { 1 / inverseDiagonal[place] - noise[place] }

  /// The block of A⁻¹ where `places` meet; its lower triangle by rows.
  func inverseBlock(_ places: [Int]) -> [Double] {
    let size = places.count
    var block = [Double](repeating: 0, count: size * size)
    for row in (places.min() ?? 0)..<count {
      let picked = places.map { $0 <= row ? Double(inverseFactor[row * count + $0]) : 0 }
      for i in 0..<size where picked[i] != 0 {
        for j in 0...i { block[i * size + j] += picked[i] * picked[j] }
      }
    }
    return block
  }
}
