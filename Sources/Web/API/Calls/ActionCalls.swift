// Actions: the ledger, and the person's words about it. A yes names what was seen, by its tag: what has changed meanwhile
// is not approved.

import Feed
import FoundationEssentials
import Pipeline
import Service
import Store
import Taste
import Workspace

/// `/actions`.
struct ActionCalls: Sendable {
  private static let list = "actions"
  let ground: WebGround

  var routes: [APIRoute] {
    [
      APIRoute(
        "GET", "/actions", .read, "listActions", "What is proposed, approved and done",
        parameters: [
          APIParameter(
            "state", .list(ActionShape.state, max: ActionState.allCases.count),
            "Only these, separated by commas; all where left out."),
          APIParameter("account", .line(1...300), "Only those of this account."),
          APIParameter(
            "kind", .list(ActionShape.kind, max: ActionKind.allCases.count),
            "Only these, separated by commas."),
        ],
        answer: APIAnswer(
          ActionShape.row, "Actions, newest first.", example: APIExamples.action, isPage: true)
      ) { try await list($0) },
      APIRoute(
        "GET", "/actions/{action}", .read, "getAction", "An action with its history",
        answer: Self.answer
      ) { try await reply(try $0.id("action")) },
      word(
        "approve", "Say yes to a proposed action, as it was seen: If-Match is required",
        refusals: [.conflict, .preconditionFailed, .preconditionRequired], precondition: .required
      ) { try await approve($0) },
      word(
        "reject", "Say no to an action that is not sent yet; it never comes back",
        body: APIBody(
          .object([APIMember("reason", .line(0...500), isRequired: false)]),
          example: ["reason": "not as a repost"]), refusals: [.conflict]
      ) { try await reject($0) },
      word(
        "undo", "Take back what was done; the next dispatch does it", refusals: [.conflict]
      ) { call in
        let id = try call.id("action")
        return try await reply(id, after: try await ground.actionDesk(at: call.now).undo(id))
      },
    ]
  }

  private static let answer = APIAnswer(
    ActionShape.whole, "The action.", example: APIExamples.actionWhole)

  private func word(
    _ name: String, _ summary: String, body: APIBody? = nil, refusals: [Refusal.Kind],
    precondition: APIPrecondition = .none, _ handler: @escaping APIRoute.Handler
  ) -> APIRoute {
    APIRoute(
      "POST", "/actions/{action}/\(name)", .act, "\(name)Action", summary, body: body,
      answer: Self.answer, refusals: refusals, precondition: precondition, handler: handler)
  }

  private func list(_ call: APICall) async throws -> APIReply {
    var query = ActionQuery()
    query.states = Set(call.words("state").compactMap(ActionState.init(rawValue:)))
    query.kinds = Set(call.words("kind").compactMap(ActionKind.init(rawValue:)))
    query.account = try call.account(call.values["account"])
    query.before = try call.cursor(of: Self.list)?.id
    query.limit = call.limit + 1
    let rows = try await ground.database.actions(query)
    return call.page(rows, of: Self.list, ActionListing.row) { $0.id }
  }

  private func approve(_ call: APICall) async throws -> APIReply {
    let id = try call.id("action")
    let row = try await row(id)
    try call.check(against: try await reply(row))
    let receipt = try await ground.actionDesk(at: call.now).approve(SeenAction(row))
    return try await reply(id, after: receipt)
  }

  private func reject(_ call: APICall) async throws -> APIReply {
    let id = try call.id("action")
    let reason = call.body["reason"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    let receipt = try await ground.actionDesk(at: call.now).reject(id, reason: reason)
    return try await reply(id, after: receipt)
  }

  // MARK: Answers

  private func row(_ id: Int64) async throws -> ActionRow {
    guard let row = try await ground.database.action(id) else { throw Self.missing }
    return row
  }

  private func reply(_ id: Int64) async throws -> APIReply { try await reply(try await row(id)) }

  /// Nothing in it depends on the time, so its tag changes with the action alone.
  private func reply(_ row: ActionRow) async throws -> APIReply {
    APIReply(
      .object(
        ActionListing.members(row) + [
          JSONMember("version", .string(row.version)),
          JSONMember("certificate_then", ActionListing.certificate(row.certificate)),
          JSONMember(
            "history",
            .array(try await ground.database.audit(of: row.id).map(ActionListing.event))),
        ]))
  }

  private func reply(_ id: Int64, after receipt: ActionReceipt) async throws -> APIReply {
    switch receipt {
    case .changed: return try await reply(id)
    case .unchanged(let state):
      throw Refusal(.conflict, "it is \(state.rawValue), and that cannot be done with it")
    case .edited: throw Refusal(.preconditionFailed, "its author has changed the post: look again")
    case .byHand:
      throw Refusal(.conflict, "you had done this yourself: take it back on the network")
    case .missing: throw Self.missing
    }
  }

  private static let missing = Refusal(.notFound, "there is no such action")
}
