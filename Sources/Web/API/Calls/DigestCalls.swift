// Digests, as they were composed, and votes on what they show.

import Digest
import Pipeline
import Service
import Store
import Taste

/// `/digests`.
struct DigestCalls: Sendable {
  private static let list = "digests"
  let ground: WebGround

  var routes: [APIRoute] {
    [
      APIRoute(
        "GET", "/digests", .read, "listDigests", "The digests, newest first",
        answer: APIAnswer(
          .named("DigestRow", .object(Self.members)), "Digests without their items.",
          example: .object(Self.example), isPage: true)
      ) { try await list($0) },
      APIRoute(
        "GET", "/digests/{digest}", .read, "getDigest", "A digest with its items",
        answer: APIAnswer(
          .named("Digest", Self.whole), "The digest, as its JSON file has it.",
          example: .object(
            Self.example + [
              JSONMember("person", "Ada"), JSONMember("minutes", 0), JSONMember("items", []),
            ]))
      ) { try await one($0) },
      APIRoute(
        "PUT", "/digests/{digest}/items/{item}/vote", .review, "vote",
        "Vote on an item of a digest",
        body: APIBody(
          .object([APIMember("vote", .choice(["up", "down"]))]), example: ["vote": "up"]),
        answer: Self.voted
      ) { try await vote($0) },
      APIRoute(
        "DELETE", "/digests/{digest}/items/{item}/vote", .review, "undoVote", "Take a vote back",
        answer: Self.voted
      ) { try await undo($0) },
    ]
  }

  private static let members: [APIMember] = [
    APIMember("digest", .id), APIMember("since", .maybeTime), APIMember("until", .maybeTime),
    APIMember("considered", .count, "Decided items of the period."),
    APIMember("waiting", .count, "Of these, what waits for review."),
    APIMember("more", .count, "Kept, and found no room."),
  ]

  private static let example: [JSONMember] = [
    JSONMember("digest", 3), JSONMember("since", "2026-01-31T06:00:00Z"),
    JSONMember("until", "2026-02-01T06:00:00Z"), JSONMember("considered", 210),
    JSONMember("waiting", 12), JSONMember("more", 4),
  ]

  private static let whole = APISchema.object(
    members + [
      APIMember("person", .text), APIMember("minutes", .count, "To read it all."),
      APIMember("items", .list(.map(.anything), max: 10_000)),
    ])

  private static let voted = APIAnswer(
    .object([
      APIMember("digest", .id), APIMember("id", .id, "Of the item."),
      APIMember("vote", .nullable(.choice(Vote.allCases.map(\.rawValue)))),
    ]), "The vote that stands.", example: ["digest": 3, "id": 12, "vote": "up"])

  private func list(_ call: APICall) async throws -> APIReply {
    let before = try call.cursor(of: Self.list)?.id
    let rows = try await ground.database.digests(before: before, limit: call.limit + 1)
    return call.page(rows, of: Self.list, Self.row) { $0.id }
  }

  private static func row(_ digest: DigestRow) -> JSONValue {
    [
      "digest": .int(Int(digest.id)), "since": .time(digest.since), "until": .time(digest.until),
      "considered": .int(digest.considered), "waiting": .int(digest.waiting),
      "more": .int(digest.more),
    ]
  }

  private func one(_ call: APICall) async throws -> APIReply {
    guard let edition = try await ground.composer().edition(try call.id("digest")) else {
      throw Self.missing
    }
    return APIReply(DigestObject.value(edition))
  }

  private func vote(_ call: APICall) async throws -> APIReply {
    try await record(Vote(rawValue: call.body["vote"]?.string ?? ""), call)
  }

  private func undo(_ call: APICall) async throws -> APIReply { try await record(nil, call) }

  private func record(_ vote: Vote?, _ call: APICall) async throws -> APIReply {
    let (digest, item) = (try call.id("digest"), try call.id("item"))
    guard
      try await VoteDesk(ground.database).vote(vote, on: item, inDigest: digest, at: call.now)
    else { throw Self.missing }
    return APIReply([
      "digest": .int(Int(digest)), "id": .int(Int(item)), "vote": .text(vote?.rawValue),
    ])
  }

  private static let missing = Refusal(.notFound, "there is no such digest, or no such item in it")
}
