// The pictures of a report, each saying in words what it shows.

import FoundationEssentials
import Markup
import Taste

/// Makes charts of figures.
enum ReportCharts {
  /// What was said against what was seen, with counts and intervals.
  static func reliability(_ bins: [Reliability.Bin], id: String, title: String) -> Chart {
    let most = Double(bins.map(\.count).max() ?? 1)
    let off = bins.count { $0.seen.interval?.contains($0.said) == false }
    let words = bins.map {
      "\(FigureWords.percent($0.said)) % said, \(FigureWords.share($0.seen)) wanted of \($0.count)"
    }
    return Chart(
      id: id, title: title,
      words: "Of \(bins.count) groups of probabilities \(off) lie beyond their interval. "
        + words.joined(separator: "; ") + ".",
      x: .shares("what was said"), y: .shares("what was wanted"),
      layers: [
        Chart.Layer(
          .columns(
            bins.map { bin in
              let half = max(0.004, (bin.range.upperBound - bin.range.lowerBound) / 2)
              return Chart.Column(
                bin.said - half, bin.said + half, top: 0.2 * Double(bin.count) / most,
                words: "\(bin.count) answers")
            }), .soft, name: "how many"),
        Chart.Layer(
          .line([Chart.Point(0, 0), Chart.Point(1, 1)]), .soft, name: "exactly right"),
        Chart.Layer(
          .whiskers(
            bins.compactMap { bin in
              bin.seen.interval.map { Chart.Span(bin.said, $0.lower, $0.upper) }
            }), .first),
        Chart.Layer(
          .dots(
            zip(bins, words).map { bin, words in
              Chart.Dot(Chart.Point(bin.said, bin.seen.value), words: words)
            }), .first, name: "seen, with its 95 % interval"),
      ])
  }

  /// The area under the curve by the number of answers, equally far apart.
  static func learning(_ curve: [LearningPoint]) -> Chart {
    let points = curve.enumerated().compactMap { place, point in
      point.auc.map { (x: Double(place), point: point, auc: $0) }
    }
    let words = points.map {
      "\(FigureWords.number($0.auc)) after \(FigureWords.count($0.point.answers, "answer", "answers"))"
    }
    return Chart(
      id: "learning", title: "What answers teach: the later half, foretold from the first",
      words: "Area under the curve: " + words.joined(separator: ", ") + ".",
      x: ChartAxis(
        "answers that were learned from", -0.3...(Double(max(1, curve.count - 1)) + 0.3),
        ticks: curve.enumerated().map { ChartAxis.Tick(Double($0), "\($1.answers)") }),
      y: ChartAxis(
        "order of pairs (AUC)", 0.3...1,
        ticks: (3...10).map {
          ChartAxis.Tick(Double($0) / 10, "0.\($0)".replacing("0.10", with: "1"))
        }),
      layers: [
        Chart.Layer(
          .line([Chart.Point(-1, 0.5), Chart.Point(Double(curve.count), 0.5)]), .soft,
          name: "chance"),
        Chart.Layer(
          .band(
            points.compactMap { point in
              point.auc.interval.map { Chart.Span(point.x, $0.lower, $0.upper) }
            }), .first),
        Chart.Layer(.line(points.map { Chart.Point($0.x, $0.auc.value) }), .first),
        Chart.Layer(
          .dots(
            zip(points, words).map { point, words in
              Chart.Dot(Chart.Point(point.x, point.auc.value), words: words)
            }), .first, name: "AUC, with its 95 % interval"),
      ])
  }

  /// Precision and recall of keeping, by the threshold.
  static func thresholds(_ steps: [ThresholdFigures], now: Thresholds) -> Chart {
    func line(_ pick: (ThresholdFigures) -> Estimate?) -> [Chart.Point] {
      steps.compactMap { step in pick(step).map { Chart.Point(step.thresholds.keep, $0.value) } }
    }
    func band(_ pick: (ThresholdFigures) -> Estimate?) -> [Chart.Span] {
      steps.compactMap { step in
        pick(step)?.interval.map { Chart.Span(step.thresholds.keep, $0.lower, $0.upper) }
      }
    }
    let words = steps.filter { Int(($0.thresholds.keep * 20).rounded()) % 4 == 0 }.map {
      "from \(FigureWords.percent($0.thresholds.keep)) %: \(FigureWords.share($0.keepPrecision)) of the kept are wanted, "
        + "\(FigureWords.share($0.keepRecall)) of the wanted are kept"
    }
    return Chart(
      id: "thresholds", title: "Keeping from another probability on",
      words: words.joined(separator: "; ") + ".", x: .shares("threshold for keeping"),
      y: .shares("share"),
      layers: [
        Chart.Layer(.band(band(\.keepPrecision)), .first),
        Chart.Layer(.band(band(\.keepRecall)), .second),
        Chart.Layer(.line(line(\.keepPrecision)), .first, name: "wanted of the kept"),
        Chart.Layer(.line(line(\.keepRecall)), .second, name: "kept of the wanted"),
        Chart.Layer(
          .line([Chart.Point(now.keep, 0), Chart.Point(now.keep, 1)]), .soft, name: "now"),
      ])
  }

  /// What was kept and skipped, week by week.
  static func weeks(_ weeks: [FeedbackReport.Week]) -> Chart {
    let last = Double(max(1, weeks.count - 1))
    // At most six marks: seven would run into each other.
    let every = max(1, (weeks.count + 5) / 6)
    let day = { (week: FeedbackReport.Week) in FigureWords.day(week.start, in: .gmt) }
    let share = { (part: Int, week: FeedbackReport.Week) in
      Double(part) / Double(max(1, week.decided))
    }
    let words = weeks.map {
      "week of \(day($0)): \(FigureWords.percent(share($0.kept, $0))) % kept and "
        + "\(FigureWords.percent(share($0.skipped, $0))) % skipped of \($0.decided)"
    }
    func dots(_ pick: (FeedbackReport.Week) -> Int) -> [Chart.Dot] {
      weeks.enumerated().map { place, week in
        Chart.Dot(
          Chart.Point(Double(place), share(pick(week), week)), radius: 3, words: words[place])
      }
    }
    return Chart(
      id: "weeks", title: "Kept and skipped, by the week in which items came",
      words: words.suffix(26).joined(separator: "; ") + ".",
      x: ChartAxis(
        "week", -0.3...(last + 0.3),
        ticks: weeks.enumerated().filter { $0.offset % every == 0 }.map {
          ChartAxis.Tick(Double($0.offset), day($0.element))
        }), y: .shares("share of what came in"),
      layers: [
        Chart.Layer(.line(dots(\.kept).map(\.at)), .first),
        Chart.Layer(.dots(dots(\.kept)), .first, name: "kept"),
        Chart.Layer(.line(dots(\.skipped).map(\.at)), .second),
        Chart.Layer(.dots(dots(\.skipped)), .second, name: "skipped"),
      ])
  }
}
