// `docs/torture.md`: a line for each torture, and totals that follow from the lines.

import Foundation

/// One line of the record.
struct TortureRow: Sendable {
  var date: String
  var commit: String
  var seed: UInt64
  var minutes: Double
  var network: String
  var tally: TortureTally

  fileprivate var text: String {
    let counts =
      [tally.lives, tally.killsAtSteps, tally.killsAtRandom]
      + [.doubled, .lost, .withoutLeave].map { tally.faults[$0] ?? 0 }
    let minutes = String(format: "%.1f", minutes)
    return "| "
      + ([date, commit, "\(seed)", minutes, network] + counts.map(String.init))
      .joined(separator: " | ") + " |"
  }
}

/// The text of the record.
struct TortureRecord {
  private static let heads = ["## Totals", "## Violations", "## Runs"]
  private(set) var text: String

  init(_ text: String) { self.text = text }

  /// Adds a line and what was wrong, and counts anew.
  mutating func add(_ row: TortureRow) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last == "" { lines.removeLast() }
    lines.append(row.text)
    let wrong = row.tally.violations.map {
      "- \(row.date), \(row.network), seed \(row.seed): \($0)"
    }
    if !wrong.isEmpty, let end = lines.firstIndex(of: Self.heads[2]) {
      if let none = lines.firstIndex(of: "None so far.") { lines.removeSubrange(none...none + 1) }
      let place = lines.firstIndex(of: Self.heads[2]) ?? end
      lines.insert(contentsOf: wrong + [""], at: place)
    }
    text = Self.counted(lines).joined(separator: "\n") + "\n"
  }

  /// The lines with totals of the rows that stand in them.
  private static func counted(_ lines: [String]) -> [String] {
    guard let start = lines.firstIndex(of: heads[0]), let end = lines.firstIndex(of: heads[1]),
      let runs = lines.firstIndex(of: heads[2])
    else { return lines }
    var sums: [String: [Double]] = [:]
    for line in lines[runs...] {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let figures = ([3] + Array(5..<11)).compactMap { $0 < cells.count ? Double(cells[$0]) : nil }
      guard figures.count == 7 else { continue }
      for name in [cells[4], "all"] {
        sums[name] = zip(sums[name] ?? figures.map { _ in 0 }, figures).map { $0 + $1 }
      }
    }
    let rows = sums.sorted { ($0.key == "all" ? 1 : 0, $0.key) < ($1.key == "all" ? 1 : 0, $1.key) }
      .map { name, sum in
        "| \(name) | " + sum.map { String(Int($0.rounded())) }.joined(separator: " | ") + " |"
      }
    let head = [
      "| network | minutes | lives | kills at steps | kills at random | doubled | lost | without leave |",
      "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    return Array(lines[...start]) + [""] + head + rows + [""] + Array(lines[end...])
  }
}
