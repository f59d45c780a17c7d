// The reliability diagram: what was given a probability, and how often it was wanted. On the diagonal the two are the same;
// the bar at each point says how far chance alone could have moved it.

package import Markup
package import Taste

/// Draws how far probabilities can be believed.
package enum ReliabilityChart {
  /// The picture of bins in order of probability.
  package static func chart(_ bins: [Reliability.Bin], id: String) -> Chart {
    Chart(
      id: id, title: "What was said, and what was so", words: words(bins),
      x: .shares("probability that was said"), y: .shares("share that was wanted"),
      layers: [
        Chart.Layer(.line([Chart.Point(0, 0), Chart.Point(1, 1)]), .soft, name: "as it should be"),
        Chart.Layer(.whiskers(bins.compactMap(span)), .first),
        Chart.Layer(.dots(bins.map(dot)), .first, name: "as it was, with 95 % intervals"),
      ], width: 420, height: 380)
  }

  /// The diagram in words: one sentence for each bin.
  static func words(_ bins: [Reliability.Bin]) -> String {
    guard !bins.isEmpty else { return "Nothing to draw yet." }
    return bins.map(sentence).joined(separator: " ")
  }

  private static func sentence(_ bin: Reliability.Bin) -> String {
    "Of \(bin.count) said to be wanted with \(percent(bin.said)), \(percent(bin.seen.value)) were."
  }

  private static func span(_ bin: Reliability.Bin) -> Chart.Span? {
    bin.seen.interval.map { Chart.Span(bin.said, $0.lower, $0.upper) }
  }

  private static func dot(_ bin: Reliability.Bin) -> Chart.Dot {
    Chart.Dot(Chart.Point(bin.said, bin.seen.value), words: sentence(bin))
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
