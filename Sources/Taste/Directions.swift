// Weighted unit vectors in one block of memory, as the clustering of interests works on them.

/// Unit vectors by rows, each with a weight.
struct Directions: Sendable {
  let dimensions: Int
  private(set) var rows: [Float] = []
  private(set) var weights: [Float] = []

  init(dimensions: Int) { self.dimensions = dimensions }

  var count: Int { weights.count }

  mutating func append(_ row: some Sequence<Float>, weight: Float) {
    rows.append(contentsOf: row)
    weights.append(weight)
  }

  func row(_ place: Int) -> ArraySlice<Float> {
    rows[place * dimensions..<(place + 1) * dimensions]
  }

  func picked(_ places: some Sequence<Int>) -> Directions {
    var picked = Directions(dimensions: dimensions)
    for place in places { picked.append(row(place), weight: weights[place]) }
    return picked
  }

  /// The cosines with each of `centres`, count × centres.
  func cosines(_ centres: Directions) -> [Float] {
    var cosines = [Float](repeating: 0, count: count * centres.count)
    Algebra.addProducts(
      rows, centres.rows, to: &cosines, m: count, n: centres.count, d: dimensions)
    return cosines
  }

  /// The unit vector of the weighted sum of some rows; nil where they cancel out.
  func centre(of places: some Sequence<Int>) -> [Float]? {
    var sum = [Float](repeating: 0, count: dimensions)
    for place in places { add(place, times: weights[place], to: &sum) }
    return InterestSpace.unit(sum)
  }

  /// The plain sum of some rows.
  func sum(of places: some Sequence<Int>) -> [Float] {
    var sum = [Float](repeating: 0, count: dimensions)
    for place in places { add(place, times: 1, to: &sum) }
    return sum
  }

  /// The unit vector along which the rows differ most, by power iteration from the row that is farthest from the mean.
  func principalAxis(turns: Int) -> [Float]? {
    let total = weights.reduce(0, +)
    guard count > 1, total > 0 else { return nil }
    var mean = [Float](repeating: 0, count: dimensions)
    for place in 0..<count { add(place, times: weights[place] / total, to: &mean) }
    let nearness = products(mean)
    guard let farthest = nearness.indices.min(by: { nearness[$0] < nearness[$1] }) else {
      return nil
    }
    var axis = zip(row(farthest), mean).map { $0 - $1 }
    for _ in 0..<turns {
      guard let unit = InterestSpace.unit(axis) else { return nil }
      let offset = InterestSpace.product(mean, unit)
      let along = products(unit)
      axis = [Float](repeating: 0, count: dimensions)
      var sum: Float = 0
      for place in 0..<count {
        let value = weights[place] * (along[place] - offset)
        add(place, times: value, to: &axis)
        sum += value
      }
      for place in 0..<dimensions { axis[place] -= sum * mean[place] }
    }
    return InterestSpace.unit(axis)
  }

  /// The rows without what of them lies along a unit vector.
  func without(_ axis: [Float]) -> Directions {
    let along = products(axis)
    var rest = Directions(dimensions: dimensions)
    for place in 0..<count {
      rest.append(zip(row(place), axis).map { $0 - along[place] * $1 }, weight: weights[place])
    }
    return rest
  }

  /// The product of each row with `vector`.
  func products(_ vector: [Float]) -> [Float] {
    Algebra.products(rows, count: count, with: vector)
  }

  private func add(_ place: Int, times factor: Float, to sum: inout [Float]) {
    let start = place * dimensions
    for index in 0..<dimensions { sum[index] += factor * rows[start + index] }
  }
}
