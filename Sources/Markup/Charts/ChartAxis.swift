// What stands along the side of a picture: a range, the marks in it, and a name.

/// One axis of a ``Chart``.
package struct ChartAxis: Sendable, Hashable {
  package let name: String
  package let range: ClosedRange<Double>
  package let ticks: [Tick]

  package init(_ name: String, _ range: ClosedRange<Double>, ticks: [Tick]) {
    self.name = name
    self.range = range
    self.ticks = ticks
  }

  /// A mark and what is written at it.
  package struct Tick: Sendable, Hashable {
    package let at: Double
    package let text: String

    package init(_ at: Double, _ text: String) {
      self.at = at
      self.text = text
    }
  }

  /// Shares from 0 to 100 %, a mark at every fifth.
  package static func shares(_ name: String) -> ChartAxis {
    ChartAxis(name, 0...1, ticks: (0...5).map { Tick(Double($0) / 5, "\($0 * 20) %") })
  }

  /// Counts from 0 to at least `top`, with about four marks at round numbers.
  package static func counts(_ name: String, upTo top: Int) -> ChartAxis {
    var step = 1
    // 1, 2, 5, 10, …: each factor brings the next round number.
    var factors = [2.0, 2.5, 2.0]
    while step * 5 < max(1, top) {
      step = Int(Double(step) * factors[0])
      factors.append(factors.removeFirst())
    }
    let last = (max(1, top) + step - 1) / step
    return ChartAxis(
      name, 0...Double(last * step),
      ticks: (0...last).map { Tick(Double($0 * step), "\($0 * step)") })
  }

  /// Where a value lies between the ends, 0 … 1; what lies outside is drawn at the end.
  func share(_ value: Double) -> Double {
    let length = range.upperBound - range.lowerBound
    guard length > 0, value.isFinite else { return 0 }
    return min(max((value - range.lowerBound) / length, 0), 1)
  }
}
