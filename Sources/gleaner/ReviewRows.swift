// The questions of a review as plain lines, for a pipe.

import Foundation
import Pipeline
import Store

enum ReviewRows {
  /// The questions for whoever is not at a terminal, and how to answer them.
  static func lines(_ batch: ReviewBatch) -> [String] {
    let questions = batch.cases.enumerated().flatMap { index, question in
      [
        "\(index + 1). \(question.item.title)  (\(question.item.sourceName))",
        "   item \(question.item.id): \(ReviewWords.doubt(question))",
      ] + [JudgeWords.line(question.item.outcome).map { "   \($0)" }].compactMap(\.self)
    }
    let first = batch.cases.first.map { "\($0.item.id)" } ?? "ITEM"
    return questions + ["", "Answer with 'gleaner review \(first) keep', or skip, or later."]
  }
}
