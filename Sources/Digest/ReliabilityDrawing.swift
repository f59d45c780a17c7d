// The reliability diagram: what was given a probability, and how often it was wanted. On the diagonal the two are the same;
// the bar at each point says how far chance alone could have moved it.

package import Markup
package import Taste

/// Draws a reliability curve.
package enum ReliabilityDrawing {
  private static let size = 320.0
  private static let left = 44.0
  private static let top = 12.0

  package static func render(_ curve: ReliabilityCurve, id: String) -> Hypertext {
    Drawing.picture(
      id: id, width: Int(size + left) + 16, height: Int(size + top) + 44,
      title: "Reliability diagram", summary: summary(curve), axes + curve.bins.map(bin))
  }

  /// The diagram in words: one part for each bin.
  package static func summary(_ curve: ReliabilityCurve) -> String {
    guard !curve.bins.isEmpty else { return "Nothing to draw yet." }
    return curve.bins.map {
      "Of \($0.count) given \(percent($0.range.lowerBound)) to \(percent($0.range.upperBound)), "
        + "\(percent($0.observed)) were wanted, where \(percent($0.expected)) was said."
    }.joined(separator: " ")
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  private static func x(_ share: Double) -> Double { left + share * size }
  private static func y(_ share: Double) -> Double { top + (1 - share) * size }

  private static var axes: [Hypertext] {
    var figures = [
      Drawing.rectangle(x: left, y: top, width: size, height: size, class: "frame"),
      Drawing.line(from: (x(0), y(0)), to: (x(1), y(1)), class: "ideal"),
      Drawing.text(
        "probability that was given", at: (x(0.5), top + size + 36), anchor: "middle",
        class: "axis"),
      Drawing.text("were wanted", at: (left + 6, top + 16), class: "axis"),
    ]
    for share in [0, 0.25, 0.5, 0.75, 1] {
      let label = percent(share)
      figures.append(
        Drawing.text(label, at: (x(share), top + size + 17), anchor: "middle", class: "tick"))
      figures.append(
        Drawing.text(label, at: (left - 6, y(share) + 4), anchor: "end", class: "tick"))
    }
    return figures
  }

  private static func bin(_ bin: ReliabilityCurve.Bin) -> Hypertext {
    let place = x(bin.expected)
    return Hypertext([
      Drawing.line(
        from: (place, y(bin.interval.lowerBound)), to: (place, y(bin.interval.upperBound)),
        class: "spread"),
      Drawing.circle(
        at: (place, y(bin.observed)), radius: min(9, 3 + Double(bin.count).squareRoot() / 3),
        class: "point", title: "\(percent(bin.observed)) of \(bin.count)"),
    ])
  }
}
