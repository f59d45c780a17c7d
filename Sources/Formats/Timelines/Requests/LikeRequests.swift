// What asks the networks for what the person has liked, reposted and bookmarked there, the newest first.

package import Feed

extension MastodonTimeline {
  /// The request for what an account of this id has done; reposts stand among what it wrote.
  ///
  /// Its pages are named by the server alone: what stands in their addresses is no id of a post.
  package static func own(_ kind: ActionKind, of id: String) -> TimelineRequest {
    let path =
      switch kind {
      case .like: "/api/v1/favourites"
      case .bookmark: "/api/v1/bookmarks"
      case .repost: "/api/v1/accounts/\(PercentEncoding.encoded(id))/statuses"
      }
    return TimelineRequest(path, [.init("limit", "\(pageLimit.upperBound)")])
  }
}

extension BlueskyTimeline {
  /// The request for records of a repository, those with the latest keys first (`com.atproto.repo.listRecords`).
  package static func records(
    repo: String, collection: String, cursor: String?, limit: Int
  ) -> TimelineRequest {
    TimelineRequest(
      "/xrpc/com.atproto.repo.listRecords",
      [.init("repo", repo), .init("collection", collection), .init("limit", "\(limit)")]
        + (cursor.map { [.init("cursor", $0)] } ?? []))
  }

  /// The request for the person's bookmarks (`app.bsky.bookmark.getBookmarks`).
  package static func bookmarks(cursor: String?, limit: Int) -> TimelineRequest {
    TimelineRequest(
      "/xrpc/app.bsky.bookmark.getBookmarks",
      [.init("limit", "\(limit)")] + (cursor.map { [.init("cursor", $0)] } ?? []))
  }
}

extension XTimeline {
  /// Posts of a page of what an account has done.
  package static let ownLimit = 5...100

  /// The request for what an account of this id has done; reposts stand among what it wrote.
  package static func own(
    _ kind: ActionKind, of id: String, token: String?, limit: Int, dialect: Dialect
  ) -> TimelineRequest {
    let sets = [ActionKind.like: "liked_tweets", .repost: "tweets", .bookmark: "bookmarks"]
    let count = min(max(limit, ownLimit.lowerBound), ownLimit.upperBound)
    return TimelineRequest(
      "/2/users/\(PercentEncoding.encoded(id))/\(sets[kind] ?? "tweets")",
      [.init("max_results", "\(count)")]
        + (kind == .repost ? [.init("exclude", "replies")] : [])
        + (token.map { [.init("pagination_token", $0)] } ?? [])
        + wanted(dialect, authors: false))
  }
}
