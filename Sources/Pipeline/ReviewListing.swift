// The questions and the answers of a review as `--json` shows them.

package import Service
package import Store
import Taste

/// Reviews for other programs.
package enum ReviewListing {
  /// A question: what `items --json` says of it, its place, and why it is asked.
  package static func question(_ question: ReviewCase, position: Int) -> JSONValue {
    .object(
      [JSONMember("position", .int(position))] + ItemListing.members(question.item) + [
        JSONMember("asked", .string(question.purpose.rawValue)),
        JSONMember("why", ItemListing.reasons(question.item)),
      ])
  }

  /// What an answer recorded; `word` is what was said.
  package static func answer(
    _ word: String, _ receipt: AnswerReceipt, _ item: DecidedItem
  ) -> JSONValue {
    .object([
      JSONMember("id", .int(Int(item.id))), JSONMember("title", .string(item.title)),
      JSONMember("url", .text(item.url)), JSONMember("answer", .string(word)),
      JSONMember("recorded", .bool(receipt.isChange)),
      JSONMember("before", .text(receipt.before?.rawValue)),
      JSONMember("decision", .text(item.outcome?.verdict.rawValue)),
      JSONMember("stage", .text(item.outcome?.stage.rawValue)),
      JSONMember("reason", .text(item.outcome?.reason)),
    ])
  }
}
