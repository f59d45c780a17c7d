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
    let file = ActionSwitch(ground.location).stop(now: now).map { stop in
      // A file has no time of its own here: a tag that changes at every look would be none.
      ActionStop(account: nil, isPersons: true, why: stop.why, at: Date.distantPast)
    }
    let stops = try await ground.database.actionStops()
    let all = stops + (stops.contains { $0.account == nil } ? [] : [file].compactMap(\.self))
    return APIReply(["data": .array(all.map(ActionListing.stop))])
  }

  private func stop(_ call: APICall) async throws -> APIReply {
    let account = try call.account(call.body["account"])
    let why = call.body["why"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? "you stopped it"
    if account == nil { try ActionSwitch(ground.location).set(why) }
    try await ground.database.stop(
      ActionStop(account: account, isPersons: true, why: why, at: call.now))
    return try await stops(call.now)
  }

  private func resume(_ call: APICall) async throws -> APIReply {
    let account = try call.account(call.values["account"])
    let lifted = try await ground.database.resume(account, at: call.now)
    if account == nil { _ = try ActionSwitch(ground.location).lift() }
    return APIReply(["data": .array(lifted.map(ActionListing.stop))])
  }
}
