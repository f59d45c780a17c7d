// The kill switch.

import Feed
import FoundationEssentials
import Pipeline
import Service
import Store

/// `/stops`.
struct StopCalls: Sendable {
  let ground: WebGround

  var routes: [APIRoute] {
    [
      APIRoute(
        "GET", "/stops", .read, "listStops", "What holds actions back", answer: Self.answer
      ) { call in try await stops(call.now) },
      APIRoute(
        "POST", "/stops", .act, "stop", "Hold back everything that would be sent",
        body: APIBody(
          .object([
            APIMember(
              "account", .line(1...300), "Only what would be sent from this account.",
              isRequired: false),
            APIMember("why", .line(0...500), "For your own record.", isRequired: false),
          ]), example: ["account": "ada@social.example", "why": "on holiday"]),
        answer: Self.answer
      ) { try await stop($0) },
      APIRoute(
        "DELETE", "/stops", .act, "resume", "Lift what holds actions back",
        parameters: [
          APIParameter("account", .line(1...300), "Only the stops of this account.")
        ], answer: APIAnswer(ActionShape.stops, "What was lifted.", example: Self.example)
      ) { try await resume($0) },
    ]
  }

  private static let example: JSONValue = ["data": [APIExamples.stop]]
  private static let answer = APIAnswer(ActionShape.stops, "What stands.", example: example)

  private func stops(_ now: Date) async throws -> APIReply {
    let stops = try await ground.actionDesk(at: now).stops()
    return APIReply(["data": .array(stops.map(ActionListing.stop))])
  }

  private func stop(_ call: APICall) async throws -> APIReply {
    let why = call.body["why"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    try await ground.actionDesk(at: call.now)
      .stop(try call.account(call.body["account"]), why: why)
    return try await stops(call.now)
  }

  private func resume(_ call: APICall) async throws -> APIReply {
    let account = try call.account(call.values["account"])
    let lifted = try await ground.actionDesk(at: call.now).resume(account).stops
    return APIReply(["data": .array(lifted.map(ActionListing.stop))])
  }
}
