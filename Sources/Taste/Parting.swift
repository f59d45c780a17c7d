// Directions parted into clusters: spherical k-means, begun by halving one cluster after the other along its longest axis.
// Nothing is drawn by lot, so the same evidence has the same interests.

/// Weighted directions, parted around unit centres.
///
/// Spherical k-means: Dhillon, Modha, Concept Decompositions for Large Sparse Text Data Using Clustering, Machine
/// Learning 42, 2001. Halving by the first principal component as its start: Boley, Principal Direction Divisive
/// Partitioning, Data Mining and Knowledge Discovery 2, 1998; Savaresi, Boley, A comparative analysis on the bisecting
/// K-means and the PDDP clustering algorithms, Intelligent Data Analysis 8, 2004.
struct Parting: Sendable {
  private static let roundsMax = 30
  private static let turns = 20

  let points: Directions
  private(set) var centres: Directions
  /// The cluster of each point.
  private(set) var numbers: [Int] = []
  /// The cosine of each point with each centre, points × centres.
  private(set) var cosines: [Float] = []

  /// Around these centres, which move to the middle of what they gather.
  init(_ points: Directions, around centres: Directions) {
    self.points = points
    self.centres = centres
    measure()
    for _ in 0..<Self.roundsMax {
      let before = numbers
      recentre()
      measure()
      if numbers == before { return }
    }
  }

  /// All in one cluster; nil where they cancel each other out.
  init?(whole points: Directions) {
    guard let centre = points.centre(of: 0..<points.count) else { return nil }
    var centres = Directions(dimensions: points.dimensions)
    centres.append(centre, weight: 1)
    self.init(points, around: centres)
  }

  var count: Int { centres.count }

  /// The points of each cluster, ascending.
  var members: [[Int]] {
    var members = [[Int]](repeating: [], count: count)
    for (place, number) in numbers.enumerated() { members[number].append(place) }
    return members
  }

  /// The cosine of a point with its own centre.
  func closeness(_ place: Int) -> Float { cosines[place * count + numbers[place]] }

  /// One cluster more: the one that gains most by it is halved, and all points find their place again.
  ///
  /// Nil where no cluster but those of `held` can be halved into two of at least `least` points.
  func halved(least: Int, except held: Set<Int> = []) -> Parting? {
    var best: (gain: Float, number: Int, halves: Directions)?
    for (number, places) in members.enumerated()
    where places.count >= 2 * least && !held.contains(number) {
      let own = points.picked(places)
      guard let halves = Self.halves(own, least: least) else { continue }
      let before = places.reduce(Float(0)) { $0 + points.weights[$1] * closeness($1) }
      let gain = halves.cohesion - before
      if gain > best?.gain ?? 0 { best = (gain, number, halves.centres) }
    }
    guard let best else { return nil }
    var centres = centres.picked((0..<count).filter { $0 != best.number })
    for half in 0..<2 { centres.append(best.halves.row(half), weight: 1) }
    return Parting(points, around: centres)
  }

  /// The weighted sum of all closeness.
  var cohesion: Float {
    numbers.indices.reduce(0) { $0 + points.weights[$1] * closeness($1) }
  }

  private static func halves(_ points: Directions, least: Int) -> Parting? {
    guard let axis = points.principalAxis(turns: turns) else { return nil }
    let along = points.products(axis)
    let middle = along.reduce(0, +) / Float(max(1, along.count))
    var centres = Directions(dimensions: points.dimensions)
    for isAbove in [true, false] {
      let side = along.indices.filter { (along[$0] > middle) == isAbove }
      guard let centre = points.centre(of: side) else { return nil }
      centres.append(centre, weight: 1)
    }
    let halves = Parting(points, around: centres)
    return halves.members.allSatisfy { $0.count >= least } ? halves : nil
  }

  private mutating func recentre() {
    var moved = Directions(dimensions: points.dimensions)
    for (number, places) in members.enumerated() {
      let centre = points.centre(of: places).map { $0[...] } ?? centres.row(number)
      moved.append(centre, weight: 1)
    }
    centres = moved
  }

  private mutating func measure() {
    cosines = points.cosines(centres)
    let count = count
    numbers = (0..<points.count).map { place in
      var best = place * count
      for candidate in place * count..<(place + 1) * count where cosines[candidate] > cosines[best]
      { best = candidate }
      return best - place * count
    }
  }
}
