// The report as a page and as lines: what is shown is what was measured, and nothing untrusted gets into it.

import FoundationEssentials
import Markup
import Service
import Taste
import TestSupport
import Testing

@testable import Tuning

struct ReportPageTests {
  /// Forty answers of eight days, said to be wanted in steps of a tenth.
  private static func report(label: String = "rye, loaf") -> FeedbackReport {
    let answers = (0..<40).map(answer)
    let decided = (0..<400).map { number -> PastScore in
      let step = number % 10
      return PastScore(
        item: Int64(number), day: number / 50, verdict: step >= 6 ? .keep : .skip,
        probability: Double(step) / 10 + 0.05)
    }
    let sample = LabelSample(answers, of: decided)
    let resampling = Resampling(rounds: 200)
    let days = sample.days()
    let start = Date(timeIntervalSince1970: 1_768_867_200)
    return FeedbackReport(
      days: start...start.addingTimeInterval(7 * 86_400), zone: .gmt,
      occasions: [.doubt: 30, .check: 10, .own: 2], sample: sample,
      shown: QualityFigures(days: days, resampling: resampling), hindsight: nil,
      decisions: ThresholdFigures(
        days: days, thresholds: .standard, of: decided.map(\.probability), resampling: resampling),
      byThreshold: [0.2, 0.4, 0.6, 0.8].compactMap { keep in
        Thresholds(skip: 0.1, keep: keep).map {
          ThresholdFigures(days: days, thresholds: $0, resampling: resampling)
        }
      },
      checks: (8, 10, ShareInterval.clopperPearson(hits: 8, of: 10)),
      weeks: [
        FeedbackReport.Week(start: start, decided: 200, kept: 80, skipped: 100),
        FeedbackReport.Week(
          start: start.addingTimeInterval(7 * 86_400), decided: 200, kept: 60, skipped: 120),
      ],
      curve: [
        LearningPoint(
          answers: 0, auc: Estimate(0.6, Interval(0.4, 0.8)), brierSkill: nil, logLoss: nil),
        LearningPoint(
          answers: 20, auc: Estimate(0.8, Interval(0.7, 0.9)),
          brierSkill: Estimate(0.2, Interval(0.1, 0.3)), logLoss: nil),
      ],
      interests: [
        FeedbackReport.InterestQuality(
          label: label, count: 12, wanted: Estimate(0.75, Interval(0.5, 0.9)), said: 0.6,
          auc: 0.8, share: 0.3)
      ])
  }

  private static func answer(_ number: Int) -> PastAnswer {
    let step = number % 10
    let verdict: Verdict = step >= 6 ? .keep : step < 2 ? .skip : .review
    return PastAnswer(
      item: Int64(number), day: number / 5, occasion: number.isMultiple(of: 4) ? .check : .doubt,
      isWanted: step + number / 10 > 6, probability: Double(step) / 10 + 0.05, verdict: verdict)
  }

  @Test func `the report as a page`() throws {
    try Golden.expect(
      ReportPage.render(Self.report(), person: "Robin"), matches: "report.html")
  }

  @Test func `the report as lines`() throws {
    try Golden.expect(Self.report().lines.joined(separator: "\n") + "\n", matches: "report.txt")
  }

  @Test func `the page runs nothing, fetches nothing and says every picture in words`() {
    let html = ReportPage.render(Self.report(label: "<script>x</script>"), person: "<b>")
    #expect(!html.contains("<script") && !html.contains("<b>"))
    #expect(!html.contains("http://") && !html.contains("https://") && !html.contains("url("))
    #expect(html.contains("default-src 'none'"))
    #expect(html.split(separator: "<svg").count == html.split(separator: "<desc").count)
    #expect(html.split(separator: "<svg").count == 5)
    #expect(html.contains("prefers-color-scheme: dark"))
  }

  @Test(arguments: [1, 6, 7, 11, 60])
  func `however many weeks, at most six have their day written below`(count: Int) {
    let weeks = (0..<count).map { week in
      FeedbackReport.Week(
        start: Date(timeIntervalSince1970: Double(week) * 604_800), decided: 2, kept: 1, skipped: 1)
    }
    #expect((1...6).contains(ReportCharts.weeks(weeks).x.ticks.count))
  }

  @Test func `the report as one object`() throws {
    let row = Self.report().row
    #expect(row["answers"]?["doubt"] == 30 && row["in_hindsight"] == JSONValue.null)
    #expect(row["sample"]?["basis"] == "bands")
    #expect(row["as_said"]?["auc"]?["interval"]?.array?.count == 2)
    #expect(row["weeks"]?.array?.count == 2 && row["interests"]?.array?.count == 1)
  }

  @Test(arguments: [
    (0.0, 2, "0.00"), (0.005, 2, "0.01"), (-0.25, 1, "−0.3"), (12.3456, 3, "12.346"),
    (-0.001, 2, "0.00"), (.nan, 2, "–"), (7, 0, "7"),
  ])
  func `figures have the digits that they deserve`(number: Double, digits: Int, text: String) {
    #expect(FigureWords.fixed(number, digits) == text)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")])
  func `thousands are parted`(number: Int, text: String) {
    #expect(FigureWords.thousands(number) == text)
  }
}
