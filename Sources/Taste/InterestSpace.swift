// Where texts lie as seen from the middle of all that the person's world holds. Embeddings of any two texts have much in
// common; taken off, what is left is what a text is about.

private import Feed
private import Glibc

/// Directions from a middle.
struct InterestSpace: Sendable, Hashable {
  /// The mean of the embeddings that it was made of.
  let middle: [Float]

  init(middle: [Float]) {
    self.middle = middle
  }

  /// The middle of these candidates; those with vectors of another length than the first do not count.
  init(of candidates: [Candidate]) {
    let dimensions = candidates.first?.vector.dimensions ?? 0
    var sums = [Double](repeating: 0, count: dimensions)
    var count = 0
    for candidate in candidates where candidate.vector.dimensions == dimensions {
      for place in 0..<dimensions { sums[place] += Double(candidate.vector.values[place]) }
      count += 1
    }
    middle = sums.map { Float($0 / Double(max(1, count))) }
  }

  /// The unit vector from the middle to a text; nil for the middle itself and for a vector of a foreign length.
  func direction(_ values: [Float]) -> [Float]? {
    guard values.count == middle.count else { return nil }
    var difference = middle
    for place in middle.indices { difference[place] = values[place] - middle[place] }
    return Self.unit(difference)
  }

  /// The vector at length one, or nil where it has none.
  static func unit(_ values: [Float]) -> [Float]? {
    var square: Float = 0
    for value in values { square += value * value }
    guard square > 1e-12, square.isFinite else { return nil }
    let scale = 1 / square.squareRoot()
    return values.map { $0 * scale }
  }

  /// In eight sums at a time, which a processor adds at once.
  static func product(_ a: [Float], _ b: [Float]) -> Float {
    let count = min(a.count, b.count)
    let whole = count - count % 8
    var sums = SIMD8<Float>()
    for start in stride(from: 0, to: whole, by: 8) {
      var left = SIMD8<Float>()
      var right = SIMD8<Float>()
      for lane in 0..<8 {
        left[lane] = a[start + lane]
        right[lane] = b[start + lane]
      }
      sums += left * right
    }
    var sum = sums.sum()
    for place in whole..<count { sum += a[place] * b[place] }
    return sum
  }
}
