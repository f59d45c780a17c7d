// The timelines of X's API v2. Every post and every author that it gives costs money, so it is asked for what is newer
// than the last one, and authors only where the caller says so.

package import Feed

/// A timeline of X.
package enum XTimeline: Sendable, Hashable {
  /// The reverse-chronological home timeline of the person with this id.
  case home(user: String)
  /// A list; it knows no `since_id`.
  case list(id: String)
  case user(id: String)

  /// Which names of members are asked for.
  package enum Dialect: String, Sendable, Hashable, CaseIterable {
    /// `tweet.fields`, `referenced_tweets`.
    case tweet
    /// `post.fields`, `referenced_posts`.
    case post
  }

  /// Posts of one lookup.
  package static let mostPosts = 100

  /// Posts of a page.
  package var pageLimit: ClosedRange<Int> {
    if case .user = self { 5...100 } else { 1...100 }
  }

  /// The request for a stretch.
  ///
  /// - Parameter authors: Whether the accounts are sent too; each costs twice as much as a post.
  package func request(
    _ stretch: TimelineStretch = .newest, limit: Int = 100, dialect: Dialect = .tweet,
    authors: Bool = true
  ) -> TimelineRequest {
    let count = min(max(limit, pageLimit.lowerBound), pageLimit.upperBound)
    return TimelineRequest(
      path,
      [.init("max_results", "\(count)")] + place(stretch) + Self.wanted(dialect, authors: authors))
  }

  /// The request that looks up to 100 posts up by their ids; what is gone is among its `errors`.
  package static func posts(
    _ ids: [String], dialect: Dialect = .tweet, authors: Bool = false
  ) -> TimelineRequest {
    TimelineRequest(
      "/2/tweets",
      [.init("ids", ids.prefix(mostPosts).joined(separator: ","))]
        + wanted(dialect, authors: authors))
  }

  /// The request for one post with nothing that costs more than it: whether it is there, and under which ids it was edited.
  package static func glance(_ id: String) -> TimelineRequest {
    TimelineRequest("/2/tweets", [.init("ids", id)])
  }

  /// The request that asks of up to 100 posts whether they still stand, and for nothing beside their ids.
  package static func standing(_ ids: [String]) -> TimelineRequest {
    TimelineRequest("/2/tweets", [.init("ids", ids.prefix(mostPosts).joined(separator: ","))])
  }

  /// The request that looks up to 100 accounts up by their ids.
  package static func users(_ ids: [String]) -> TimelineRequest {
    TimelineRequest(
      "/2/users",
      [
        .init("ids", ids.prefix(mostPosts).joined(separator: ",")),
        .init("user.fields", "username,name,protected"),
      ])
  }

  /// The request for the account of a name.
  package static func user(named name: String) -> TimelineRequest {
    TimelineRequest("/2/users/by/username/\(PercentEncoding.encoded(name))", [])
  }

  /// Posts of one look at what an account has done.
  private static let newestCount = 25

  /// The request for what an account of this id has done last, the newest first; reposts stand in its own timeline.
  package static func newest(_ kind: ActionKind, of id: String) -> TimelineRequest {
    let sets = [ActionKind.like: "liked_tweets", .repost: "tweets", .bookmark: "bookmarks"]
    return TimelineRequest(
      "/2/users/\(PercentEncoding.encoded(id))/\(sets[kind] ?? "tweets")",
      [.init("max_results", "\(newestCount)")]
        + (kind == .repost ? [.init("tweet.fields", "referenced_tweets")] : []))
  }

  private var path: String {
    switch self {
    case .home(let id): "/2/users/\(PercentEncoding.encoded(id))/timelines/reverse_chronological"
    case .list(let id): "/2/lists/\(PercentEncoding.encoded(id))/tweets"
    case .user(let id): "/2/users/\(PercentEncoding.encoded(id))/tweets"
    }
  }

  private func place(_ stretch: TimelineStretch) -> [TimelineRequest.Parameter] {
    let knowsSince = if case .list = self { false } else { true }
    return switch stretch {
    case .newest: []
    case .after(let id): knowsSince ? [.init("since_id", id)] : []
    case .older(let token): [.init("pagination_token", token)]
    case .olderAfter(let token, let id):
      (knowsSince ? [.init("since_id", id)] : []) + [.init("pagination_token", token)]
    case .before(let until, let since):
      (knowsSince ? since.map { [.init("since_id", $0)] } ?? [] : [])
        + (knowsSince ? [.init("until_id", until)] : [])
    }
  }

  /// What is asked for of each post; in the newer dialect authors and references are expansions and no fields.
  static func wanted(_ dialect: Dialect, authors: Bool) -> [TimelineRequest.Parameter] {
    let shared = [
      "created_at", "public_metrics", "entities", "conversation_id", "in_reply_to_user_id", "lang",
      "possibly_sensitive", "attachments", "withheld",
    ]
    let isOld = dialect == .tweet
    let fields =
      shared + (isOld ? ["author_id", "referenced_tweets", "note_tweet"] : ["note_post"])
    var expansions = ["attachments.media_keys", "attachments.poll_ids"]
    expansions.append(isOld ? "referenced_tweets.id" : "referenced_posts")
    if authors {
      expansions += isOld ? ["author_id", "referenced_tweets.id.author_id"] : ["author_id"]
    }
    return [
      .init("\(dialect.rawValue).fields", fields.joined(separator: ",")),
      .init("expansions", expansions.joined(separator: ",")),
      .init("media.fields", "type,url,alt_text,preview_image_url,variants"),
      .init("poll.fields", "options,voting_status,end_datetime"),
    ] + (authors ? [.init("user.fields", "username,name,protected")] : [])
  }
}
