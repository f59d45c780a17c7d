// Items: listed, one with its text, why it was decided so, and what a judge makes of it.

import FoundationEssentials
import Pipeline
import Service
import Store
import Taste

/// `/items`.
struct ItemCalls: Sendable {
  private static let list = "items"
  let ground: WebGround

  var routes: [APIRoute] {
    [
      APIRoute(
        "GET", "/items", .read, "listItems", "What came in and how it was decided",
        parameters: Self.filters,
        answer: APIAnswer(ItemShape.item, "Items.", example: APIExamples.item, isPage: true)
      ) { try await list($0) },
      APIRoute(
        "GET", "/items/{item}", .read, "getItem", "An item with its text",
        answer: APIAnswer(ItemShape.whole, "The item.", example: APIExamples.itemText)
      ) { try await one($0) },
      APIRoute(
        "GET", "/items/{item}/explanation", .read, "explainItem", "Why it was decided so",
        answer: APIAnswer(
          ItemShape.explanation, "Everything that spoke for it and against it.",
          example: APIExamples.explanation)
      ) { try await explain($0) },
      APIRoute(
        "GET", "/items/{item}/judge", .read, "showJudge",
        "What a language model is asked about it, what it answered, and what that does",
        answer: APIAnswer(
          .map(.anything), "As `gleaner judge ITEM --json` shows it.",
          example: ["id": 12, "title": "Rye in three days", "question": nil, "answer": nil]),
        refusals: [.unavailable]
      ) { try await judge($0) },
    ]
  }

  private static let filters = [
    APIParameter(
      "decision", .list(.verdict, max: 3), "Only these, separated by commas."),
    APIParameter(
      "source", .line(1...300), "Only sources whose address or name contains this."),
    APIParameter("since", .time, "Only what was first seen since."),
    APIParameter(
      "sort", .choice(ItemQuery.Order.allCases.map(\.rawValue)),
      "time (newest first, the default) or score (best first)."),
  ]

  private func list(_ call: APICall) async throws -> APIReply {
    var query = ItemQuery()
    query.verdicts = Set(call.words("decision").compactMap(Verdict.init(rawValue:)))
    query.source = call.values["source"]?.string
    query.since = call.values["since"]?.string.flatMap(UTCTime.parse)
    query.order = call.values["sort"]?.string.flatMap(ItemQuery.Order.init) ?? .time
    query.limit = call.limit + 1
    let list = "\(Self.list) by \(query.order.rawValue)"
    let cursor = try call.cursor(of: list)
    query.after = cursor?.id.map { ItemPlace($0, logOdds: cursor?.place.last?.double) }
    let items = try await ground.database.items(query)
    let rows = try await told(Array(items.prefix(call.limit)))
    guard items.count > call.limit else { return APIReply(rows: rows, next: nil) }
    let last = items[call.limit - 1]
    let score: [JSONValue] =
      query.order == .score ? [.optional(last.outcome?.logOdds, JSONValue.double)] : []
    return APIReply(rows: rows, next: APICursor(list, after: [.int(Int(last.id))] + score))
  }

  private func told(_ items: [DecidedItem]) async throws -> [JSONValue] {
    let ids = items.map(\.id)
    let alsoIn = try await ground.database.alsoIn(ids)
    let posts = try await ground.database.contexts(of: ids)
    return items.map {
      .object(ItemListing.told($0, alsoIn: alsoIn[$0.id] ?? [], post: posts[$0.id]))
    }
  }

  private func one(_ call: APICall) async throws -> APIReply {
    let item = try await item(call)
    guard case .object(let members) = try await told([item]).first else {
      throw Self.missing
    }
    return APIReply(
      .object(
        members + [
          JSONMember("decided_at", .time(item.outcome?.decidedAt)),
          JSONMember("text", .string(item.text)),
        ]))
  }

  private func explain(_ call: APICall) async throws -> APIReply {
    let hindsight = Hindsight(database: ground.database, now: call.now)
    let item = try await hindsight.explained(try await item(call))
    return APIReply(
      ItemListing.whole(
        item, alsoIn: try await ground.database.alsoIn([item.id])[item.id] ?? [],
        likes: try await ground.database.likeNotes(of: item.outcome?.reasons.map(\.id) ?? []),
        post: try await ground.database.contexts(of: [item.id])[item.id]))
  }

  private func judge(_ call: APICall) async throws -> APIReply {
    guard let found = try await ground.judgement(of: try await item(call).id, at: call.now) else {
      throw Self.missing
    }
    return APIReply(JudgeRow.row(found))
  }

  private func item(_ call: APICall) async throws -> DecidedItem {
    guard let item = try await ground.database.item(try call.id("item")) else {
      throw Self.missing
    }
    return item
  }

  static let missing = Refusal(.notFound, "there is no such item")
}
