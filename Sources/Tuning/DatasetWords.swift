// Figures on a dataset in columns, under the names that other evaluations give them.

package import Taste

/// How the cells of a dataset are written.
package enum DatasetWords {
  static let heading = [
    "set", "likes", "tasks", "nDCG@10", "AUC", "R@10", "R@50", "ECE", "ECE top 50", "Brier skill",
  ]

  /// The mean nDCG@10 of the cells.
  package static func mean(_ cells: [DatasetCell]) -> Double {
    cells.reduce(0) { $0 + $1.ndcg.value } / Double(max(1, cells.count))
  }

  static func row(_ cell: DatasetCell) -> [String] {
    [
      cell.name.set, cell.name.likes.map(String.init) ?? "–", "\(cell.tasks)",
      FigureWords.number(cell.ndcg, digits: 4), FigureWords.number(cell.auc, digits: 4),
      FigureWords.number(cell.recall10, digits: 4), FigureWords.number(cell.recall50, digits: 4),
      FigureWords.number(cell.calibrationError, digits: 4),
      FigureWords.number(cell.calibrationErrorOfTop, digits: 4),
      FigureWords.number(cell.brierSkill, digits: 4),
    ]
  }

  /// The lines for a terminal: a block for each cell, a figure a line.
  package static func lines(_ cells: [DatasetCell]) -> [String] {
    cells.flatMap { cell -> [String] in
      let row = row(cell)
      return ["\(row[0]), \(row[1]) likes, \(row[2]) tasks"]
        + zip(heading, row).dropFirst(3).map { "  " + FeedbackReport.pad($0, 14) + $1 }
    } + ["mean nDCG@10 \(FigureWords.fixed(mean(cells), 4)) of \(cells.count) cells"]
  }
}
