// The profile: shown, wished about and taken back. `preview` does the same in a transaction that is given up, so what it shows
// is what would happen.

import Digest
import Pipeline
import Service
import Store
import Taste

/// `/profile`.
struct ProfileCalls: Sendable {
  private static let list = "versions"
  /// Items named on each side of an effect.
  private static let top = 5
  let ground: WebGround

  var routes: [APIRoute] {
    [
      APIRoute(
        "GET", "/profile", .read, "getProfile",
        "What is believed of you, and how far to believe it",
        answer: APIAnswer(
          ProfileShape.portrait, "The newest version.", example: APIExamples.portrait)
      ) { APIReply(ProfileRows.portrait(try await portrait($0))) },
      APIRoute(
        "GET", "/profile/interests", .read, "listInterests", "Your interests, the strongest first",
        answer: APIAnswer(
          .object([APIMember("data", .list(ProfileShape.interest, max: 10_000))]), "Interests.",
          example: ["data": [APIExamples.interest]])
      ) { call in
        let whole = ProfileRows.portrait(try await portrait(call))
        return APIReply(["data": whole["interests"] ?? []])
      },
      wish(
        "name", "Call an interest by another name",
        APIBody(
          .object([APIMember("name", .line(1...Wish.nameMax))]), example: ["name": "baking"])
      ) { .rename($0.body["name"]?.string ?? "") },
      wish(
        "weight", "Let an interest count more or less: 1 is as before",
        APIBody(.object([APIMember("weight", .number(Wish.weights))]), example: ["weight": 2])
      ) { .weight($0.body["weight"]?.double ?? 1) },
      wish(
        "wish", "Pin or mute an interest, or neither",
        APIBody(
          .object([APIMember("wish", .choice(["pin", "mute", "none"]))]), example: ["wish": "mute"])
      ) { call in
        switch call.body["wish"]?.string {
        case "pin": .pin
        case "mute": .mute
        default: .weight(1)
        }
      },
    ] + versions
  }

  private var versions: [APIRoute] {
    [
      APIRoute(
        "GET", "/profile/versions", .read, "listVersions", "The versions, newest first",
        answer: APIAnswer(
          ProfileShape.version, "Versions.", example: APIExamples.version, isPage: true)
      ) { call in
        let before = try call.cursor(of: Self.list)?.id
        let rows = try await ground.database.profiles(before: before, limit: call.limit + 1)
        return call.page(rows, of: Self.list, Self.row) { $0.id }
      },
      APIRoute(
        "GET", "/profile/versions/{version}", .read, "getVersion", "One version",
        answer: APIAnswer(ProfileShape.version, "The version.", example: APIExamples.version)
      ) { APIReply(Self.row(try await version($0))) },
      APIRoute(
        "POST", "/profile/versions/{version}/rollback", .admin, "rollBack",
        "Go back to the settings and wishes of a version; what was learned since stays",
        parameters: [Self.preview], answer: Self.effect, refusals: [.preconditionFailed],
        precondition: .heeded
      ) { call in
        let earlier = try await version(call)
        return try await change(call) { try await $0.rollBack(to: earlier) }
      },
    ]
  }

  private static let preview = APIParameter(
    "preview", .boolean, "Show what it would do, and do nothing.")
  private static let effect = APIAnswer(
    ProfileShape.effect, "The new version, and what rises and falls by it.",
    example: APIExamples.effect)

  private func wish(
    _ part: String, _ summary: String, _ body: APIBody,
    _ kind: @escaping @Sendable (APICall) -> Wish.Kind
  ) -> APIRoute {
    let name = "set\(part.prefix(1).uppercased())\(part.dropFirst())OfInterest"
    return APIRoute(
      "PUT", "/profile/interests/{interest}/\(part)", .admin, name, summary,
      parameters: [Self.preview], body: body, answer: Self.effect, refusals: [.preconditionFailed],
      precondition: .heeded
    ) { call in
      let interest = Int(clamping: try call.id("interest"))
      return try await change(call) { try await $0.wish(kind(call), about: interest) }
    }
  }

  // MARK: Answers

  private static func row(_ profile: ProfileRow) -> JSONValue {
    .object(ProfileRows.version(profile))
  }

  private func version(_ call: APICall) async throws -> ProfileRow {
    guard let profile = try await ground.database.profile(try call.id("version")) else {
      throw Refusal(.notFound, "there is no such version")
    }
    return profile
  }

  private func portrait(_ call: APICall) async throws -> ProfilePortrait {
    guard let profile = try await ground.database.newestProfile(),
      let portrait = try await ground.profileDesk(at: call.now).portrait(of: profile)
    else { throw Self.nothing }
    return portrait
  }

  /// Changes the profile, or shows what that would do; `If-Match` names the newest version as it was seen.
  private func change(
    _ call: APICall, _ body: @escaping @Sendable (ProfileDesk) async throws -> ProfileEffect?
  ) async throws -> APIReply {
    guard let newest = try await ground.database.newestProfile() else { throw Self.nothing }
    try call.check(against: APIReply(Self.row(newest)))
    let isPreview = call.values["preview"]?.bool == true
    let effect =
      isPreview
      ? try await ground.database.rehearse { database in
        try await body(try await ground.over(database).profileDesk(at: call.now))
      } : try await body(try await ground.profileDesk(at: call.now))
    guard let effect else { throw Refusal(.notFound, "there is no such interest") }
    return APIReply(ProfileRows.effect(effect, top: Self.top))
  }

  private static let nothing = Refusal(
    .notFound, "nothing is learned yet: 'gleaner remember' reads what you wrote and liked")
}
