// The arithmetic of progress, without a clock and without a terminal: how far, how fast, how long still.

/// How far a piece of work has come.
///
/// Times are measured from its start.
package struct ProgressMeter: Sendable, Hashable {
  package let title: String
  /// What is counted, in the singular; empty for nothing worth naming.
  package let unit: String
  /// Nil while it is not known.
  package var total: Int?
  package private(set) var done = 0
  /// What is being worked on now.
  package var note = ""

  package init(_ title: String, total: Int?, unit: String) {
    self.title = title
    self.total = total
    self.unit = unit
  }

  package mutating func advance(by count: Int) {
    done += count
  }

  /// Done per second; nil before it can be told.
  package func rate(after elapsed: Duration) -> Double? {
    let seconds = elapsed / .seconds(1)
    return done > 0 && seconds >= 0.2 ? Double(done) / seconds : nil
  }

  /// What is left at the pace so far; nil before it can be told.
  package func remaining(after elapsed: Duration) -> Duration? {
    guard let total, total > done, let rate = rate(after: elapsed) else { return nil }
    return .seconds(Double(total - done) / rate)
  }

  /// One line for a log: `Embedding: 120 of 400 items, 60/s, 5s left`.
  package func sentence(after elapsed: Duration) -> String {
    [
      "\(title): \(amount)", pace(elapsed),
      remaining(after: elapsed).map { "\(Self.text($0)) left" },
    ]
    .compactMap(\.self).joined(separator: ", ")
  }

  /// The last line: `Embedding: 400 items in 7s`.
  package func summary(after elapsed: Duration) -> String {
    let count = unit.isEmpty ? "\(done)" : Count.of(done, unit)
    let share = total.map { $0 > done ? " of \($0)" : "" } ?? ""
    return "\(title): \(count)\(share) in \(Self.text(elapsed))"
  }

  /// One line for a terminal of `columns`, with a bar where there is room.
  package func bar(after elapsed: Duration, columns: Int) -> String {
    let figures = [amount, pace(elapsed), remaining(after: elapsed).map { "ETA \(Self.text($0))" }]
      .compactMap(\.self).joined(separator: "  ")
    var line = title
    // Title, two spaces, brackets, four for the percentage, two spaces, figures, and the last column stays free.
    let room = columns - 1 - TerminalText.width(title) - figures.count - 12
    if let total, total > 0, room >= 10 {
      let share = min(1, Double(done) / Double(total))
      let width = min(room, 40)
      let filled = Int(share * Double(width))
      let percent = "\(Int(share * 100))%"
      line += "  [" + String(repeating: "#", count: filled)
      line += String(repeating: "-", count: width - filled) + "] "
      line += String(repeating: " ", count: max(0, 4 - percent.count)) + percent
    }
    line += "  \(figures)"
    if !note.isEmpty { line += "  \(TerminalText.clean(note))" }
    return TerminalText.fit(line, columns: columns - 1)
  }

  private var amount: String {
    let noun = unit.isEmpty ? "" : " \(unit)\(total ?? done == 1 ? "" : "s")"
    return total.map { "\(done) of \($0)\(noun)" } ?? "\(done)\(noun)"
  }

  private func pace(_ elapsed: Duration) -> String? {
    rate(after: elapsed).map { rate in
      rate >= 10 ? "\(Int(rate.rounded()))/s" : "\((rate * 10).rounded() / 10)/s"
    }
  }

  /// A length of time in its two largest units.
  static func text(_ duration: Duration) -> String {
    let seconds = max(0, Int((duration / .seconds(1)).rounded()))
    switch seconds {
    case ..<60: return "\(seconds)s"
    case ..<3600: return "\(seconds / 60)m \(seconds % 60)s"
    default: return "\(seconds / 3600)h \(seconds / 60 % 60)m"
    }
  }
}
