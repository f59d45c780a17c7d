// An item as `--json` shows it, the same wherever items are listed.

package import Feed
package import Service
package import Store
import Taste

/// Items for other programs.
package enum ItemListing {
  /// The members that a list shows.
  package static func members(_ item: DecidedItem) -> [JSONMember] {
    let outcome = item.outcome
    let language = item.language.flatMap { LanguageTag($0) }
    return [
      JSONMember("id", .int(Int(item.id))),
      JSONMember("source", .string(item.source)),
      JSONMember("source_name", .string(item.sourceName)),
      JSONMember("title", .string(item.title)),
      JSONMember("url", .text(item.url)),
      JSONMember("author", .text(item.author)),
      JSONMember("language", .text(language?.primary)),
      JSONMember("region", .text(language?.region)),
      JSONMember("published", .text(item.published.flatMap(UTCTime.text))),
      JSONMember("first_seen", .text(UTCTime.text(item.firstSeen))),
      JSONMember("probability", .optional(outcome?.probability, JSONValue.double)),
      JSONMember("uncertainty", .optional(outcome?.uncertainty, JSONValue.double)),
      JSONMember("decision", .text(outcome?.verdict.rawValue)),
      JSONMember("stage", .text(outcome?.stage.rawValue)),
      JSONMember("rule", .text(outcome?.rule)),
      JSONMember("reason", .text(outcome?.reason)),
      JSONMember("judge", .optional(outcome?.rationale.judge, JudgeWords.row)),
    ]
  }

  /// The members of an item in a list that names who told its story too.
  package static func told(
    _ item: DecidedItem, alsoIn: [String], post: PostContext? = nil
  ) -> [JSONMember] {
    members(item) + [
      JSONMember("also_in", .texts(alsoIn)), JSONMember("post", .optional(post, \.json)),
    ]
  }

  /// What speaks for an item and against it.
  package static func reasons(_ item: DecidedItem) -> JSONValue {
    .array(
      (item.outcome?.reasons ?? []).map {
        ["id": .string($0.id), "title": .string($0.title), "contribution": .double($0.share)]
      })
  }

  /// Everything that is known of an item and its decision.
  package static func whole(
    _ item: DecidedItem, alsoIn: [String], likes: [String: LikeNote] = [:],
    post: PostContext? = nil
  ) -> JSONValue {
    let outcome = item.outcome
    return .object(
      told(item, alsoIn: alsoIn, post: post) + ExplanationRow.members(outcome, likes: likes) + [
        JSONMember("profile", .optional(outcome?.profile) { .int(Int($0)) }),
        JSONMember("model", .text(outcome?.model)),
        JSONMember("decided_at", .text(outcome.flatMap { UTCTime.text($0.decidedAt) })),
        JSONMember("text", .string(item.text)),
      ])
  }
}
