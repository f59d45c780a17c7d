// What was kept, for feed readers. Who knows the address may read it: a reader cannot sign in. The secret in it is known
// here by its hash alone.

private import Digest
package import FoundationEssentials
private import HTTP
private import Markup
package import Store
private import Workspace

/// The address of the curated feed.
package enum FeedAddress {
  /// Makes one, which ends the one before; gives its paths, for Atom and for JSON Feed.
  package static func make(in database: Database, at now: Date) async throws -> [String] {
    var chance = SystemRandomNumberGenerator()
    let key = WebKey(using: &chance)
    try await database.setFeedKey(key.hash, at: now)
    return ["atom", "json"].map { "/feeds/\(key.text)/digest.\($0)" }
  }
}

/// Serves the curated feed.
package struct FeedPages: Sendable {
  /// Digests in the feed: a reader that looks once a week misses none.
  private static let editionsMax = 14

  private let ground: WebGround

  package init(_ ground: WebGround) {
    self.ground = ground
  }

  package var routes: [Route] {
    [
      Route("GET", "/feeds/{key}/digest.atom", .open) { visit in
        try await answer(visit, AtomFeed.type) { AtomFeed.render($0).html }
      },
      Route("GET", "/feeds/{key}/digest.json", .open) { visit in
        try await answer(visit, JSONFeedFile.type) { JSONFeedFile.render($0) }
      },
    ]
  }

  private func answer(
    _ visit: Visit, _ type: String, _ render: (CuratedFeed) -> String
  ) async throws -> ServerResponse {
    guard let key = visit.values["key"].flatMap(WebKey.init),
      try await ground.database.isFeedKey(key.hash)
    else {
      throw Refusal(
        .notFound, "there is no such feed; 'gleaner digest feed new' makes an address")
    }
    let settings = ground.settings
    let origin = settings.web.address ?? "http://\(settings.web.listen)"
    let feed = CuratedFeed(
      try await ground.composer().editions(limit: Self.editionsMax), person: settings.person,
      address: origin + visit.request.rawPath, home: "\(origin)/today",
      votes: VoteLinks(origin: origin, key: try await ground.linkKey()))
    return ServerResponse(
      status: 200, headers: ["Content-Type": type], body: Array(render(feed).utf8)
    ).tagged(for: visit.request)
  }
}
