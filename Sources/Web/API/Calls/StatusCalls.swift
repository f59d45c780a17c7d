// How things stand, and who may ask.

import Pipeline
import Service
import Store
import Taste
import Workspace

/// `/status` and `/tokens`.
struct StatusCalls: Sendable {
  private static let tokensMax = 1_000
  let ground: WebGround

  var routes: [APIRoute] {
    [
      APIRoute(
        "GET", "/status", .read, "getStatus", "How things stand",
        answer: APIAnswer(Self.shape, "The state.", example: Self.example)
      ) { try await status($0) },
      APIRoute(
        "GET", "/tokens", .admin, "listTokens", "The programs that may ask",
        answer: APIAnswer(
          .object([APIMember("data", .list(Self.token, max: Self.tokensMax))]),
          "Tokens, without what is secret.", example: ["data": [Self.tokenExample]])
      ) { _ in
        let tokens = try await ground.database.programTokens(limit: Self.tokensMax)
        return APIReply(["data": .array(tokens.map(Self.row))])
      },
      APIRoute(
        "DELETE", "/tokens", .admin, "revokeToken", "Revoke a token for ever",
        parameters: [APIParameter("name", .line(1...100), "Whose.", isRequired: true)],
        answer: APIAnswer(
          .object([APIMember("revoked", .text)]), "The name.", example: ["revoked": "phone"])
      ) { call in
        let name = call.values["name"]?.string ?? ""
        guard try await ground.database.revokeToken(named: name, at: call.now) else {
          throw Refusal(.notFound, "there is no such token")
        }
        return APIReply(["revoked": .string(name)])
      },
    ]
  }

  private static let shape = APISchema.named(
    "Status",
    .object([
      APIMember("person", .text),
      APIMember("profile", .nullable(.id), "The newest version."),
      APIMember("digest", .nullable(.id), "The newest digest."),
      APIMember("items", .count), APIMember("sources", .count),
      APIMember("failing", .texts, "Sources whose last pull failed."),
      APIMember("actions", .map(.count), "How many stand in each state."),
      APIMember("stopped", .boolean, "Whether something holds actions back."),
    ]))

  private static let example: JSONValue = [
    "person": "Ada", "profile": 7, "digest": 3, "items": 2_100, "sources": 12, "failing": [],
    "actions": ["proposed": 2, "done": 40], "stopped": false,
  ]

  private static let token = APISchema.named(
    "Token",
    .object([
      APIMember("name", .text),
      APIMember(
        "scopes",
        .list(.choice(TokenScope.allCases.map(\.rawValue)), max: TokenScope.allCases.count)),
      APIMember("made_at", .maybeTime), APIMember("used_at", .maybeTime),
    ]))

  private static let tokenExample: JSONValue = [
    "name": "phone", "scopes": ["read", "review"], "made_at": "2026-01-01T10:00:00Z",
    "used_at": nil,
  ]

  private static func row(_ token: ProgramToken) -> JSONValue {
    [
      "name": .string(token.name), "scopes": .texts(token.scopes),
      "made_at": .time(token.madeAt), "used_at": .time(token.usedAt),
    ]
  }

  private func status(_ call: APICall) async throws -> APIReply {
    let facts = try await ground.database.facts()
    let counts = try await ground.database.actionCounts()
    let isStopped =
      try await !ground.database.actionStops().isEmpty
      || ActionSwitch(ground.location).stop(now: call.now) != nil
    let profile = try await ground.database.newestProfile()?.id
    let digest = try await ground.database.newestDigest()?.id
    return APIReply([
      "person": .string(ground.settings.person),
      "profile": .optional(profile) { .int(Int($0)) },
      "digest": .optional(digest) { .int(Int($0)) }, "items": .int(facts.items),
      "sources": .int(try SourceList.load(ground.location).entries.count),
      "failing": .texts(facts.failing),
      "actions": .object(
        ActionState.allCases.compactMap { state in
          counts[state].map { JSONMember(state.rawValue, .int($0)) }
        }), "stopped": .bool(isStopped),
    ])
  }
}
