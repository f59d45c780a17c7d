// Sources: listed with their times, added, removed and looked at.

import Feed
import FoundationEssentials
import Formats
import Pipeline
import Service
import Workspace

/// `/sources`.
struct SourceCalls: Sendable {
  private static let list = "sources"
  let ground: WebGround

  var routes: [APIRoute] {
    [
      APIRoute(
        "GET", "/sources", .read, "listSources", "The sources, by their addresses",
        answer: APIAnswer(
          SourceShape.row, "Sources.", example: SourceShape.example, isPage: true)
      ) { try await list($0) },
      APIRoute(
        "POST", "/sources", .admin, "addSource", "Add a feed, or the best feed behind a page",
        body: APIBody(
          .object([
            APIMember("feed", .line(1...2_000), "An http or https address."),
            APIMember("name", .line(1...200), isRequired: false),
            APIMember("tags", .list(.line(1...60), max: 20), isRequired: false),
            APIMember(
              "allow_private", .boolean, "The address may be in your own network.",
              isRequired: false),
          ]), example: ["feed": "https://bread.example/feed.xml", "tags": ["baking"]]),
        answer: APIAnswer(
          SourceShape.added, "Where it stands, and what its first pull brought.",
          example: SourceShape.addedExample), refusals: [.conflict, .unavailable]
      ) { try await add($0) },
      APIRoute(
        "DELETE", "/sources", .admin, "removeSource", "Remove a source from the file that lists it",
        parameters: [Self.source],
        answer: APIAnswer(
          .object([
            APIMember("sources", .texts), APIMember("file", .text), APIMember("line", .count),
          ]), "What was removed.",
          example: [
            "sources": ["https://bread.example/feed.xml"], "file": "feeds/feeds.yaml", "line": 3,
          ]), refusals: [.notFound, .conflict]
      ) { try await remove($0) },
      APIRoute(
        "POST", "/sources/check", .admin, "checkSource", "Pull a source now and say what is wrong",
        parameters: [Self.source],
        answer: APIAnswer(
          .named("CheckedSource", .map(.anything)), "As `gleaner feeds check --json` shows it.",
          example: ["source": "https://bread.example/feed.xml", "ok": true, "entries": 20]),
        refusals: [.notFound, .conflict, .unavailable]
      ) { try await check($0) },
    ]
  }

  private static let source = APIParameter(
    "source", .line(1...2_000), "Its address, as the list has it.", isRequired: true)

  private func list(_ call: APICall) async throws -> APIReply {
    let after = try call.cursor(of: Self.list)?.place.first?.string ?? ""
    let entries = try ground.listed.load(ground.location).entries
      .filter { $0.source.address > after }.sorted { $0.source.address < $1.source.address }
    let shown = entries.prefix(call.limit)
    let times = try await SourceTimes.load(
      shown.map(\.source), ground.database, now: call.now)
    let last = entries.count > call.limit ? shown.last?.source.address : nil
    return APIReply(
      rows: shown.map { SourceListing.row($0, times[$0.source.address]) },
      next: last.map { APICursor(Self.list, after: [.string($0)]) })
  }

  private func add(_ call: APICall) async throws -> APIReply {
    let tags = (call.body["tags"]?.array ?? []).compactMap(\.string)
    guard
      let draft = SourceDraft(
        call.body["feed"]?.string ?? "", in: ground.location.root, of: ground.location,
        name: call.body["name"]?.string, tags: tags,
        allowPrivate: call.body["allow_private"]?.bool ?? false)
    else { throw Refusal(.noAddress) }
    let desk = try ground.sourceDesk(at: call.now)
    let added = try await desk.refusing {
      try await $0.list(try await $0.look(draft), ground.lists)
    }
    return APIReply([
      "feed": .string(added.source.address), "sources": .texts([added.source.address]),
      "file": .string(added.place.file), "line": .int(added.place.line), "checked": true,
      "title": .text(added.feed.title), "entries": .int(added.feed.entries),
      "newest": .time(added.feed.newest), "page": .text(added.page),
      "stored": .int(added.stored), "next_pull": .time(added.next),
    ])
  }

  private func remove(_ call: APICall) async throws -> APIReply {
    let address = call.values["source"]?.string ?? ""
    let desk = try ground.sourceDesk(at: call.now)
    let gone = try await desk.refusing { try $0.remove(address, ground.lists) }
    return APIReply([
      "sources": .texts([address]), "file": .string(gone.file), "line": .int(gone.line),
    ])
  }

  private func check(_ call: APICall) async throws -> APIReply {
    let address = call.values["source"]?.string ?? ""
    let desk = try ground.sourceDesk(at: call.now)
    return APIReply(try await desk.refusing { try await $0.check(address) }.row)
  }
}

extension Refusal {
  /// What the desk of sources could not do, as an answer.
  init(_ obstacle: SourceDesk.Obstacle) {
    switch obstacle {
    case .noAddress: self.init(.unprocessable, "'feed' is no http or https address")
    case .listed(let address, let place):
      self.init(.conflict, "\(address) is listed already, at \(place)")
    case .unknown: self.init(.notFound, "there is no such source")
    case .unreadable(let why, _):
      self.init(.unprocessable, "no feed can be read there: \(why)")
    case .slow: self.init(.unavailable, "it did not answer in time: try again later")
    case .files(let why): self.init(.conflict, why)
    }
  }
}

/// The shapes of sources.
enum SourceShape {
  static let row = APISchema.named(
    "Source",
    .object([
      APIMember("source", .text, "Its address."),
      APIMember("kind", .choice(SourceKind.allCases.map(\.rawValue))),
      APIMember("name", .maybeText), APIMember("title", .maybeText), APIMember("tags", .texts),
      APIMember("allow_private", .boolean), APIMember("relative_dates", .boolean),
      APIMember("paused", .boolean),
      APIMember("file", .text), APIMember("line", .count), APIMember("next_pull", .maybeTime),
      APIMember("items_a_week", .maybeReal),
    ]))

  static let example: JSONValue = [
    "source": "https://bread.example/feed.xml", "kind": "feed", "name": nil, "title": "Bread",
    "tags": ["baking"], "allow_private": false, "relative_dates": false, "paused": false,
    "file": "feeds/feeds.yaml", "line": 3, "next_pull": "2026-02-01T09:00:00Z",
    "items_a_week": 2.5,
  ]

  static let added = APISchema.named(
    "AddedSource",
    .object([
      APIMember("feed", .text), APIMember("sources", .texts), APIMember("file", .text),
      APIMember("line", .count), APIMember("checked", .boolean), APIMember("title", .maybeText),
      APIMember("entries", .count), APIMember("newest", .maybeTime), APIMember("page", .maybeText),
      APIMember("stored", .count), APIMember("next_pull", .maybeTime),
    ]))

  static let addedExample: JSONValue = [
    "feed": "https://bread.example/feed.xml", "sources": ["https://bread.example/feed.xml"],
    "file": "feeds/feeds.yaml", "line": 3, "checked": true, "title": "Bread", "entries": 20,
    "newest": "2026-02-01T07:00:00Z", "page": nil, "stored": 20,
    "next_pull": "2026-02-01T09:00:00Z",
  ]
}
