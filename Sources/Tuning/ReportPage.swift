// Reports as one HTML file each: no script, nothing fetched, light and dark, and every picture in words too.

package import Markup
package import Taste

/// Renders reports.
package enum ReportPage {
  /// The report on past feedback, about `person`.
  package static func render(_ report: FeedbackReport, person: String) -> String {
    page(
      title: "How well Gleaner decides for \(person)", lead: "\(report.headline).", body(report)
    ).html
  }

  /// Its figures and pictures, as sections of any page that has ``ChartStyle/sheet``.
  package static func body(_ report: FeedbackReport) -> Hypertext {
    """
    <section>
    <h2>Figures</h2>
    <p class="soft">\(report.basisSentence)</p>
    \(figures(report))<p class="soft">As it was said: the probability before each answer. In hindsight: what would be \
    said today if this one answer had not been given. In brackets the 95 % interval, from drawing the days of the \
    answers anew.</p>
    </section>
    <section>
    <h2>Do probabilities mean what they say?</h2>
    \(ReportCharts.reliability(report.shown.bins, id: "reliability", title: "What was said and what was wanted").svg)</section>
    <section>
    <h2>Decisions</h2>
    \(decisions(report))\(ReportCharts.thresholds(report.byThreshold, now: report.decisions.thresholds).svg)\
    \(ReportCharts.weeks(report.weeks).svg)</section>
    <section>
    <h2>Learning</h2>
    \(learning(report))</section>
    \(interests(report))
    """
  }

  /// The report on a dataset.
  package static func render(_ cells: [DatasetCell], name: String) -> String {
    page(
      title: "Quality on \(name)",
      lead:
        "Mean nDCG@10 \(FigureWords.fixed(DatasetWords.mean(cells), 4)) of \(cells.count) cells.",
      """
      <section>
      <h2>Figures</h2>
      \(table(DatasetWords.heading, cells.map(DatasetWords.row)))<p class="soft">In brackets the 95 % interval, from \
      drawing the tasks anew.</p>
      </section>
      <section>
      <h2>Do probabilities mean what they say?</h2>
      \(cells.enumerated().map { place, cell in
        ReportCharts.reliability(
          cell.bins, id: "cell\(place)",
          title: cell.name.set + (cell.name.likes.map { ", \($0) likes" } ?? "")
        ).svg
      })</section>

      """
    ).html
  }

  private static func page(title: String, lead: String, _ body: Hypertext) -> Hypertext {
    PageFrame.page(
      title: title, sheet: ReportStyle.sheet + ChartStyle.sheet,
      """
      <header>
      <h1>\(title)</h1>
      <p class="soft">\(lead)</p>
      </header>
      <main>
      \(body)</main>

      """)
  }

  private static func figures(_ report: FeedbackReport) -> Hypertext {
    table(["", "as it was said", "in hindsight"], report.rows.map { [$0.0, $0.1, $0.2] })
  }

  private static func decisions(_ report: FeedbackReport) -> Hypertext {
    let decisions = report.decisions
    return table(
      ["", "of all", "right", "found"],
      [
        [
          "kept, from \(FigureWords.percent(decisions.thresholds.keep)) %",
          "\(FigureWords.percent(decisions.kept)) %", FigureWords.share(decisions.keepPrecision),
          FigureWords.share(decisions.keepRecall),
        ],
        [
          "skipped, below \(FigureWords.percent(decisions.thresholds.skip)) %",
          "\(FigureWords.percent(decisions.skipped)) %", FigureWords.share(decisions.skipPrecision),
          FigureWords.share(decisions.skipRecall),
        ],
      ])
  }

  private static func learning(_ report: FeedbackReport) -> Hypertext {
    guard !report.curve.isEmpty else {
      return "<p>A learning curve needs \(LearningCurve.answersMin) answers.</p>\n"
    }
    return ReportCharts.learning(report.curve).svg
  }

  private static func interests(_ report: FeedbackReport) -> Hypertext {
    guard !report.interests.isEmpty else { return "" }
    return """
      <section>
      <h2>By interest</h2>
      \(table(
        ["interest", "answers", "said", "wanted", "AUC"],
        report.interests.map { interest in
          [
            interest.label, "\(interest.count)", "\(FigureWords.percent(interest.said)) %",
            FigureWords.share(interest.wanted), interest.auc.map { FigureWords.fixed($0, 2) } ?? "–",
          ]
        }))</section>

      """
  }

  private static func table(_ heading: [String], _ rows: [[String]]) -> Hypertext {
    let head = heading.map { "<th scope=\"col\">\($0)</th>" as Hypertext }
    let body = rows.map { row -> Hypertext in
      let cells = row.enumerated().map { place, text -> Hypertext in
        place == 0 ? "<th scope=\"row\">\(text)</th>" : "<td>\(text)</td>"
      }
      return "<tr>\(cells)</tr>\n"
    }
    return "<div class=\"wide\"><table>\n<tr>\(head)</tr>\n\(body)</table></div>\n"
  }
}
