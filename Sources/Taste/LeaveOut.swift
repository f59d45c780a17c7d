// What would be if something had not been: the score of an example without itself, of a passage without its whole note,
// and of any item without one of the reasons for it. All of it from one solved system, by blocks of its inverse.

/// The solved system with whole reasons left out.
///
/// f₋G(x) = f(x) − (A⁻¹k)_G · ((A⁻¹)_GG)⁻¹ α_G: leaving one out (Rasmussen & Williams, §5.4.2) with blocks.
struct LeaveOut: Sendable {
  private let solution: Solution
  private let grouping: Grouping
  /// The inverse Cholesky factor of (A⁻¹)_GG for each reason of several examples; nil where it cannot be had.
  private let factors: [Int: [Double]]

  init(_ solution: Solution, _ grouping: Grouping) {
    self.solution = solution
    self.grouping = grouping
    var factors: [Int: [Double]] = [:]
    for (number, places) in grouping.members.enumerated()
    where places.count > 1 && number != grouping.crowd {
      var block = solution.inverseBlock(places)
      if Algebra.invertFactor(&block, n: places.count) { factors[number] = block }
    }
    self.factors = factors
  }

  /// The scores of all examples, each without its whole reason; an item of the crowd without itself alone.
  var scores: [Double] {
    var scores = solution.leaveOneOut
    for (number, places) in grouping.members.enumerated()
    where places.count > 1 && number != grouping.crowd {
      let residuals = solve(number, places.map { solution.weights[$0] })
      for (index, place) in places.enumerated() {
        scores[place] = residuals.map { solution.labels[place] - $0[index] } ?? 0
      }
    }
    return scores
  }

  /// The system as one candidate meets it.
  struct View {
    /// The weight of each example.
    let weights: [Double]
    /// A⁻¹ k.
    let influence: [Double]
    /// The candidate's own place, where it is an example: both are then those without it, and zero there.
    let own: Int?
  }

  /// The system as a candidate with this row of A⁻¹ k meets it; `own` is its place among the examples.
  ///
  /// Where the candidate is an example, k is a row of A − D, so that A⁻¹ k holds its column of A⁻¹ already, and
  /// nothing need be solved to leave it out.
  func view(_ row: ArraySlice<Float>, own: Int?) -> View {
    var influence = row.map(Double.init)
    guard let own else { return View(weights: solution.weights, influence: influence, own: nil) }
    let scale = 1 / (solution.noise[own] * solution.inverseDiagonal[own])
    for place in influence.indices { influence[place] *= scale }
    influence[own] = 0
    var weights = zip(solution.weights, influence).map { $0 + $1 * solution.weights[own] }
    weights[own] = 0
    return View(weights: weights, influence: influence, own: own)
  }

  /// How much lower f would be without a reason; nil for the crowd, which cannot be left out.
  func loss(of number: Int, in view: View) -> Double? {
    let places = grouping.members[number].filter { $0 != view.own }
    guard number != grouping.crowd, places.count == grouping.members[number].count else {
      return nil
    }
    let weights = places.map { view.weights[$0] }
    guard var solved = solve(number, weights) else { return nil }
    if let own = view.own {
      // Without the candidate the block is (A⁻¹)_GG − c cᵀ/(A⁻¹)ᵢᵢ (Sherman and Morrison).
      let column = places.map { -view.influence[$0] * solution.inverseDiagonal[own] }
      guard let turned = solve(number, column) else { return nil }
      let share = solution.inverseDiagonal[own] - dot(column, turned)
      guard share > 0 else { return nil }
      let factor = dot(turned, weights) / share
      for index in solved.indices { solved[index] += factor * turned[index] }
    }
    return dot(places.map { view.influence[$0] }, solved)
  }

  /// ((A⁻¹)_GG)⁻¹ x.
  private func solve(_ number: Int, _ x: [Double]) -> [Double]? {
    if x.count == 1 { return [x[0] / solution.inverseDiagonal[grouping.members[number][0]]] }
    guard let factor = factors[number] else { return nil }
    return Algebra.triangular(
      factor, Algebra.triangular(factor, x, transposed: false), transposed: true)
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
