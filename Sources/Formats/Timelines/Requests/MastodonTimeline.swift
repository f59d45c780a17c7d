// The timelines of Mastodon's API that hold what a person follows. `min_id` pages forward from where the last pull ended,
// so nothing falls between two pages; `since_id` would give the newest page and leave a hole behind it.

import Feed

/// A timeline of Mastodon (docs.joinmastodon.org/methods/timelines).
package enum MastodonTimeline: Sendable, Hashable {
  case home
  case list(id: String)
  case tag(String)
  /// What one account wrote, by its id.
  case account(id: String)

  /// Posts of a page; the server's own most is 40.
  package static let pageLimit = 1...40

  /// The request for a stretch; what lies outside the limits of a page is moved into them.
  package func request(
    _ stretch: TimelineStretch = .newest, limit: Int = 40
  ) -> TimelineRequest {
    let count = min(max(limit, Self.pageLimit.lowerBound), Self.pageLimit.upperBound)
    return TimelineRequest(path, Self.place(stretch) + [.init("limit", "\(count)")])
  }

  /// The request for what a list is called; nil for what the account itself names.
  package var about: TimelineRequest? {
    guard case .list(let id) = self else { return nil }
    return TimelineRequest("/api/v1/lists/\(PercentEncoding.encoded(id))", [])
  }

  /// The request for one status, by its id.
  package static func status(id: String) -> TimelineRequest {
    TimelineRequest("/api/v1/statuses/\(PercentEncoding.encoded(id))", [])
  }

  /// The request that finds a status by the name that the whole network knows it by, fetching it where it must.
  package static func search(uri: String) -> TimelineRequest {
    TimelineRequest(
      "/api/v2/search",
      [.init("q", uri), .init("type", "statuses"), .init("resolve", "true"), .init("limit", "1")])
  }

  private var path: String {
    switch self {
    case .home: "/api/v1/timelines/home"
    case .list(let id): "/api/v1/timelines/list/\(PercentEncoding.encoded(id))"
    case .tag(let name):
      "/api/v1/timelines/tag/\(PercentEncoding.encoded(name.hasPrefix("#") ? String(name.dropFirst()) : name))"
    case .account(let id): "/api/v1/accounts/\(PercentEncoding.encoded(id))/statuses"
    }
  }

  private static func place(_ stretch: TimelineStretch) -> [TimelineRequest.Parameter] {
    switch stretch {
    case .newest: []
    case .after(let id): [.init("min_id", id)]
    case .older(let id): [.init("max_id", id)]
    case .olderAfter(let max, let min): [.init("max_id", max), .init("min_id", min)]
    case .before(let max, let min):
      [.init("max_id", max)] + (min.map { [.init("min_id", $0)] } ?? [])
    }
  }

  /// The later of two ids: they are numbers as texts, or other texts that grow, and of those the longer is later.
  package static func later(_ one: String, _ other: String) -> String {
    (one.utf8.count, one) < (other.utf8.count, other) ? other : one
  }
}
