// Answers of our own in the shape of each network: as small as a reader can take in, and odd where servers are.

import Feed
import Formats

enum Answers {
  static func read(
    _ body: String, from network: Network, headers: [(String, String)] = []
  ) throws(FormatError) -> FeedDocument {
    try TimelineParser.parse(Array(body.utf8), from: network, headers: headers)
  }

  /// The entry of the first post.
  static func first(_ body: String, from network: Network) throws -> Entry {
    guard let entry = try read(body, from: network).entries.first else {
      throw FormatError(.empty, "no entry")
    }
    return entry
  }

  // MARK: Mastodon

  static let ada = """
    {"id": "7", "username": "ada", "acct": "ada@engine.example", "display_name": "Ada :wave:", "bot": false,
     "url": "https://engine.example/@ada"}
    """
  static let bo = """
    {"id": "8", "username": "bo", "acct": "bo", "display_name": "", "bot": true, "url": "https://home.example/@bo"}
    """

  static func status(_ members: String = "", id: String = "101", account: String = ada) -> String {
    """
    {"id": "\(id)", "created_at": "2026-03-01T10:00:00.000Z", "account": \(account),
     "uri": "https://engine.example/users/ada/statuses/9", "url": "https://engine.example/@ada/9",
     "content": "<p>Steam &amp; brass</p>", "visibility": "public"\(members.isEmpty ? "" : ", " + members)}
    """
  }

  static let mastodon = """
    [\(status(#""spoiler_text": "Gears", "sensitive": true, "favourites_count": 3, "reblogs_count": 2, "replies_count": 1"#)),
     {"id": "200", "created_at": "2026-03-02T08:00:00Z", "account": \(bo), "content": "",
      "reblog": \(status(id: "102"))}]
    """

  // MARK: Bluesky

  static func post(
    _ members: String = "", record: String = "", text: String = "Hello",
    key: String = "3kaaaaaaaaa22"
  ) -> String {
    """
    {"uri": "at://did:plc:cleo/app.bsky.feed.post/\(key)", "cid": "bafy\(key)",
     "author": {"did": "did:plc:cleo", "handle": "cleo.example", "displayName": "Cleo"},
     "record": {"$type": "app.bsky.feed.post", "text": "\(text)", "createdAt": "2026-03-01T10:00:00.000Z",
      "langs": ["pt"]\(record.isEmpty ? "" : ", " + record)},
     "indexedAt": "2026-03-01T10:00:01.000Z"\(members.isEmpty ? "" : ", " + members)}
    """
  }

  static let bluesky = """
    {"cursor": "c1", "feed": [
      {"post": \(post(#""likeCount": 5, "repostCount": 4, "replyCount": 3, "quoteCount": 2, "bookmarkCount": 1"#))},
      {"post": \(post(key: "3kbbbbbbbbb22")),
       "reason": {"$type": "app.bsky.feed.defs#reasonRepost", "indexedAt": "2026-03-02T00:00:00Z",
        "by": {"did": "did:plc:dan", "handle": "dan.example"}}}]}
    """

  // MARK: X

  static func tweet(
    _ members: String = "", id: String = "3000000000000000001", text: String = "Hello"
  ) -> String {
    """
    {"id": "\(id)", "text": "\(text)", "author_id": "5", "created_at": "2026-03-01T10:00:00.000Z"\
    \(members.isEmpty ? "" : ", " + members)}
    """
  }

  static func page(_ posts: String, includes: String = "", more: String = "") -> String {
    """
    {"data": [\(posts)], "includes": {"users": [{"id": "5", "username": "eve", "name": "Eve"},
      {"id": "6", "username": "fay", "name": "Fay"}]\(includes.isEmpty ? "" : ", " + includes)},
     "meta": {"result_count": 1, "next_token": "n1"}\(more.isEmpty ? "" : ", " + more)}
    """
  }

  static let x = page(
    tweet(
      #""lang": "en", "public_metrics": {"like_count": 5, "retweet_count": 4, "reply_count": 3, "quote_count": 2, "bookmark_count": 1, "impression_count": 90}"#
    ) + ", " + tweet(id: "3000000000000000002", text: "Second"))

  static let all: [(Network, String)] = [(.mastodon, mastodon), (.bluesky, bluesky), (.x, x)]
}
