// Into how many interests a person's evidence is parted. What people like is a continuum: no number is in the data, so the
// one that is chosen is as fine as the evidence carries and no finer than a reader takes in.

/// Chooses the number of interests; `docs/decisions/0014-interests.md` says how it was found.
enum Grain {
  /// More do not fit on a page, nor in a head.
  static let most = 12
  /// Evidence that is so much alike, as the mean cosine with its centre, is one interest.
  private static let oneThing: Float = 0.65
  /// A parting into more is as good as the best while its silhouette is this part of it.
  private static let asGood: Float = 0.85
  /// Of fewer examples than this only what is clearly apart is parted: chance alone gives them a silhouette.
  private static let few = 12
  private static let clear: Float = 0.2

  /// At most so many for `count` examples: √(n/2), and two of six (Mardia, Kent, Bibby, Multivariate Analysis, 1979,
  /// §13.2, as a rule of thumb).
  static func limit(_ count: Int) -> Int {
    let root = Int((Double(count) / 2).squareRoot())
    return min(most, max(count >= 6 ? 2 : 1, root))
  }

  /// The best parting of `points` into at most `limit` clusters: of those nearly as good as the best, the finest.
  static func parted(_ points: Directions, limit: Int) -> Parting? {
    guard let whole = Parting(whole: points) else { return nil }
    let alike = whole.cohesion / max(points.weights.reduce(0, +), .leastNormalMagnitude)
    guard limit > 1, alike < oneThing else { return whole }
    var path: [(parting: Parting, silhouette: Float)] = []
    var current = whole
    let least = points.count < few ? 2 : max(2, points.count / 60)
    while current.count < limit, let next = current.halved(least: least) {
      path.append((next, next.silhouette))
      current = next
    }
    let best = path.map(\.silhouette).max() ?? 0
    guard best >= (points.count < few ? clear : 0) else { return whole }
    return path.last { $0.silhouette >= asGood * best }?.parting ?? whole
  }

  /// An earlier parting's centres with the evidence of today; one cluster more where that is better, but none of `held`
  /// is halved.
  static func continued(
    _ points: Directions, around centres: Directions, limit: Int, except held: Set<Int>
  ) -> Parting {
    let same = Parting(points, around: centres)
    let least = max(2, points.count / 60)
    guard same.count < limit, let finer = same.halved(least: least, except: held) else {
      return same
    }
    return finer.silhouette > same.silhouette ? finer : same
  }

  /// Whether a parting that grew with the evidence is still about as good as a new one would be.
  static func holds(_ old: Parting, against new: Parting) -> Bool {
    old.count == new.count || old.silhouette >= asGood * new.silhouette && old.count > 1
  }
}

extension Parting {
  /// How much nearer points are to their own cluster than to the next one, −1 … 1; 0 for a single cluster.
  ///
  /// The mean of (b − a) / max(a, b) over all points, with a and b their mean distances, 1 − cosine (Rousseeuw,
  /// Silhouettes, Journal of Computational and Applied Mathematics 20, 1987). The mean distance of a unit vector to a
  /// cluster is one product with the sum of the cluster.
  var silhouette: Float {
    let members = members
    guard count > 1, points.count > 1 else { return 0 }
    var sums = Directions(dimensions: points.dimensions)
    for places in members { sums.append(points.sum(of: places), weight: 1) }
    let products = points.cosines(sums)
    var total: Float = 0
    for place in 0..<points.count {
      total += width(place, products[place * count..<(place + 1) * count], members.map(\.count))
    }
    return total / Float(points.count)
  }

  private func width(_ place: Int, _ products: ArraySlice<Float>, _ sizes: [Int]) -> Float {
    let own = numbers[place]
    guard sizes[own] > 1 else { return 0 }
    let size = Float(sizes[own])
    let inner = (size - products[products.startIndex + own]) / (size - 1)
    var outer = Float.infinity
    for (number, product) in products.enumerated() where number != own && sizes[number] > 0 {
      outer = min(outer, 1 - product / Float(sizes[number]))
    }
    guard outer.isFinite, max(inner, outer) > 0 else { return 0 }
    return (outer - inner) / max(inner, outer)
  }
}
