// The queries of Bluesky that hold posts, as its lexicons name them. They page by a cursor from the newest post down: what
// is new since the last pull is found by walking until something known comes.

import Feed

/// A query for posts of Bluesky.
package enum BlueskyTimeline: Sendable, Hashable {
  /// `app.bsky.feed.getTimeline`.
  case home
  /// `app.bsky.feed.getListFeed`, by the AT URI of a list.
  case list(uri: String)
  /// `app.bsky.feed.getFeed`, by the AT URI of a feed generator.
  case feed(uri: String)
  /// `app.bsky.feed.getAuthorFeed`, by a handle or DID.
  case author(String)
  /// `app.bsky.feed.getActorLikes`, by the handle or DID of the person: nobody else may ask.
  case likes(of: String)

  /// Posts of a page.
  package static let pageLimit = 1...100
  /// Posts of one lookup.
  package static let mostPosts = 25

  /// The request for a stretch; ``TimelineStretch/after(_:)`` is not known there and asks for the newest.
  package func request(
    _ stretch: TimelineStretch = .newest, limit: Int = 100
  ) -> TimelineRequest {
    let count = min(max(limit, Self.pageLimit.lowerBound), Self.pageLimit.upperBound)
    var query = subject + [TimelineRequest.Parameter("limit", "\(count)")]
    switch stretch {
    case .newest, .after, .before: break
    case .older(let cursor), .olderAfter(let cursor, _): query.append(.init("cursor", cursor))
    }
    return TimelineRequest("/xrpc/app.bsky.feed.\(method)", query)
  }

  /// The request that looks up to 25 posts up by their AT URIs; what is gone is missing in its answer.
  package static func posts(_ uris: [String]) -> TimelineRequest {
    TimelineRequest(
      "/xrpc/app.bsky.feed.getPosts", uris.prefix(mostPosts).map { .init("uris", $0) })
  }

  /// The request for one record of a repository.
  package static func record(repo: String, collection: String, key: String) -> TimelineRequest {
    TimelineRequest(
      "/xrpc/com.atproto.repo.getRecord",
      [.init("repo", repo), .init("collection", collection), .init("rkey", key)])
  }

  /// The request for what a list or a feed is called (`app.bsky.graph.getList`, `app.bsky.feed.getFeedGenerator`); nil for
  /// what has no name of its own.
  package var about: TimelineRequest? {
    switch self {
    case .list(let uri):
      TimelineRequest(
        "/xrpc/app.bsky.graph.getList", [.init("list", uri), .init("limit", "1")])
    case .feed(let uri):
      TimelineRequest("/xrpc/app.bsky.feed.getFeedGenerator", [.init("feed", uri)])
    case .home, .author, .likes: nil
    }
  }

  private var method: String {
    switch self {
    case .home: "getTimeline"
    case .list: "getListFeed"
    case .feed: "getFeed"
    case .author: "getAuthorFeed"
    case .likes: "getActorLikes"
    }
  }

  private var subject: [TimelineRequest.Parameter] {
    switch self {
    case .home: []
    case .list(let uri): [.init("list", uri)]
    case .feed(let uri): [.init("feed", uri)]
    case .author(let actor), .likes(let actor): [.init("actor", actor)]
    }
  }
}
