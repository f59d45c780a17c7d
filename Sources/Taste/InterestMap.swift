// The interests on a plane: what is alike lies together. Two numbers cannot hold what hundreds say, so distances are a
// likeness, not a measure; that is what the picture's caption says.

private import Glibc

/// Places on a plane, each coordinate within 0 … 1.
package struct InterestMap: Sendable, Hashable {
  package struct Point: Sendable, Hashable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// The place of each interest, in their order.
  package let centres: [Point]
  /// The places of its examples around each.
  package let dots: [[Point]]

  private static let turns = 60
  /// How far a dot lies from its centre, against how far it lies in truth: the plane shows little of it.
  private static let dotScale = 0.35
  private static let pushes = 200

  /// `examples` are vectors of examples of each interest, in the order of the interests.
  ///
  /// Principal components of the centres, which for unit vectors is classical scaling of their distances (Gower, Some
  /// distance properties of latent root and vector methods, Biometrika 53, 1966); then centres that would hide each
  /// other are pushed apart.
  package init(_ interests: Interests, examples: [[[Float]]]) {
    let space = InterestSpace(middle: interests.middle)
    var points = Directions(dimensions: interests.middle.count)
    for interest in interests.all { points.append(interest.centre, weight: 1) }
    let directions = examples.map { $0.compactMap(space.direction) }
    // One or two interests span no plane: their examples do.
    if interests.all.count < 3 {
      for direction in directions.joined() { points.append(direction, weight: 0.05) }
    }
    let axes = Self.axes(points)
    let raw = interests.all.map { Self.place($0.centre, axes) }
    let centres = Self.apart(Self.framed(raw), gap: 0.5 / Double(max(2, raw.count)))
    self.centres = centres
    dots = zip(directions, centres).map { own, centre in
      Self.around(centre, own.map { Self.place($0, axes) })
    }
  }

  /// The two directions along which points differ most.
  private static func axes(_ points: Directions) -> [[Float]] {
    var rest = points
    var axes: [[Float]] = []
    for _ in 0..<2 {
      guard let axis = rest.principalAxis(turns: turns) else { break }
      axes.append(axis)
      rest = rest.without(axis)
    }
    return axes
  }

  private static func place(_ direction: [Float], _ axes: [[Float]]) -> Point {
    let along = axes.map { Double(InterestSpace.product(direction, $0)) }
    return Point(x: along.first ?? 0, y: along.count > 1 ? along[1] : 0)
  }

  /// Stretched to the frame, the longer side filling it.
  private static func framed(_ points: [Point]) -> [Point] {
    let xs = points.map(\.x), ys = points.map(\.y)
    let left = xs.min() ?? 0, bottom = ys.min() ?? 0
    let width = (xs.max() ?? 0) - left, height = (ys.max() ?? 0) - bottom
    return points.map {
      Point(
        x: width > 1e-6 ? 0.1 + 0.8 * ($0.x - left) / width : 0.5,
        y: height > 1e-6 ? 0.1 + 0.8 * ($0.y - bottom) / height : 0.5)
    }
  }

  private static func apart(_ points: [Point], gap: Double) -> [Point] {
    var points = points
    for _ in 0..<pushes {
      var isMoved = false
      for a in points.indices {
        for b in points.indices where b > a {
          let dx = points[b].x - points[a].x, dy = points[b].y - points[a].y
          let distance = (dx * dx + dy * dy).squareRoot()
          guard distance < gap else { continue }
          // Two at one place part along a direction of their own.
          let angle = distance > 1e-9 ? atan2(dy, dx) : Double(a + 1)
          let push = (gap - distance) / 2 + 1e-4
          points[a] = inside(points[a].x - push * cos(angle), points[a].y - push * sin(angle))
          points[b] = inside(points[b].x + push * cos(angle), points[b].y + push * sin(angle))
          isMoved = true
        }
      }
      if !isMoved { break }
    }
    return points
  }

  private static func around(_ centre: Point, _ points: [Point]) -> [Point] {
    let count = Double(max(1, points.count))
    let x = points.reduce(0) { $0 + $1.x } / count
    let y = points.reduce(0) { $0 + $1.y } / count
    return points.map {
      inside(
        centre.x + ($0.x - x) * dotScale, centre.y + ($0.y - y) * dotScale, margin: 0.01)
    }
  }

  private static func inside(_ x: Double, _ y: Double, margin: Double = 0.06) -> Point {
    Point(x: min(max(x, margin), 1 - margin), y: min(max(y, margin), 1 - margin))
  }
}
