// How far above the crowd a score is, said so that the highest do not run away. The likeness of two texts has no limit,
// the trust in it has: an item five times as far above the crowd as another is wanted more often, not always.

private import Glibc

/// A score in standard deviations of ordinary scores, growing like a logarithm far above their mean.
struct Bend: Sendable, Hashable {
  private let middle: Double
  private let scale: Double
  /// In standard deviations: where the logarithm begins to be felt.
  private let limit: Double

  /// `ordinary` are the scores of what is not wanted; a limit of infinity bends nothing.
  init(_ ordinary: [Double], from limit: Double) {
    let count = Double(max(1, ordinary.count))
    let mean = ordinary.reduce(0, +) / count
    let variance = ordinary.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    middle = mean.isFinite ? mean : 0
    // Scores that hardly differ must not be blown up.
    scale = variance.isFinite ? max(variance.squareRoot(), 0.01) : 1
    self.limit = limit
  }

  func bent(_ score: Double) -> Double {
    let distance = (score - middle) / scale
    return distance > 0 && limit.isFinite ? limit * asinh(distance / limit) : distance
  }

  /// The derivative of ``bent(_:)``.
  func steepness(_ score: Double) -> Double {
    let distance = max(0, (score - middle) / scale) / limit
    return 1 / (scale * (1 + distance * distance).squareRoot())
  }
}
