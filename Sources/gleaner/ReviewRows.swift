// The questions and the answers of a review as rows: JSON for programs, plain lines for a pipe.

import Foundation
import Pipeline
import Service
import Store
import Taste

enum ReviewRows {
  /// A question: what `items --json` says of it, its place, and why it is asked.
  static func question(_ question: ReviewCase, position: Int) -> JSONValue {
    .object(
      [JSONMember("position", .int(position))] + ItemListing.members(question.item) + [
        JSONMember("asked", .string(question.purpose.rawValue)),
        JSONMember("why", ItemListing.reasons(question.item)),
      ])
  }

  /// What an answer recorded.
  static func answer(
    _ answer: ReviewAnswer, _ receipt: AnswerReceipt, _ item: DecidedItem
  ) -> JSONValue {
    .object([
      JSONMember("id", .int(Int(item.id))), JSONMember("title", .string(item.title)),
      JSONMember("url", .text(item.url)), JSONMember("answer", .string(answer.word.rawValue)),
      JSONMember("recorded", .bool(receipt.isChange)),
      JSONMember("before", .text(receipt.before?.rawValue)),
      JSONMember("decision", .text(item.outcome?.verdict.rawValue)),
      JSONMember("stage", .text(item.outcome?.stage.rawValue)),
      JSONMember("reason", .text(item.outcome?.reason)),
    ])
  }

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
