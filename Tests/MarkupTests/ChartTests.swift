// Pictures as text: what is drawn where, what a screen reader reads, and that nothing untrusted gets into them.

import TestSupport
import Testing

@testable import Markup

struct ChartTests {
  private func chart(_ layers: [Chart.Layer], title: String = "A title") -> Chart {
    Chart(
      id: "c", title: title, words: "Five of ten.", x: .shares("said"), y: .counts("seen", upTo: 7),
      layers: layers)
  }

  @Test func `a picture has a title and words for who does not see it`() {
    let html = chart([]).svg.html
    #expect(html.contains("role=\"img\" aria-labelledby=\"c-title c-words\""))
    #expect(html.contains("<desc id=\"c-words\">Five of ten.</desc>"))
  }

  @Test func `the ends of the axes are the corners of the frame, and nothing is drawn outside`() {
    let html = chart([.init(.line([.init(0, 0), .init(1, 8), .init(9, 99)]), .first)]).svg.html
    #expect(html.contains("points=\"82,306 618,12 618,12\""))
  }

  @Test func `what is told is escaped`() {
    let html = chart(
      [.init(.dots([.init(.init(0.5, 2), words: "<b>\"&")]), .first, name: "<i>")],
      title: "<script>"
    ).svg.html
    #expect(!html.contains("<script>") && !html.contains("<b>") && !html.contains("<i>"))
    #expect(html.contains("&lt;b&gt;&quot;&amp;"))
  }

  @Test(arguments: [
    (0, ["0", "1"]), (1, ["0", "1"]), (5, ["0", "1", "2", "3", "4", "5"]),
    (7, ["0", "2", "4", "6", "8"]), (23, ["0", "5", "10", "15", "20", "25"]),
    (101, ["0", "50", "100", "150"]), (1_000, ["0", "200", "400", "600", "800", "1000"]),
  ])
  func `counts are marked at round numbers`(top: Int, marks: [String]) {
    #expect(ChartAxis.counts("n", upTo: top).ticks.map(\.text) == marks)
  }

  @Test func `every shape is drawn`() throws {
    let html = chart([
      .init(.columns([.init(0, 0.2, top: 3, words: "three")]), .soft, name: "count"),
      .init(.band([.init(0, 1, 2), .init(1, 3, 4)]), .first),
      .init(.whiskers([.init(0.5, 1, 5)]), .second),
      .init(.line([.init(0, 0), .init(1, 7)]), .soft, name: "diagonal"),
      .init(.dots([.init(.init(0.25, 4))]), .third, name: "seen"),
      .init(.labels([.init(.init(0.25, 4), "here")]), .first),
    ]).svg.html
    try Golden.expect(html, matches: "chart.html")
  }
}
