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

  /// Bodies that have a little of everything.
  static let rich: [(Network, String)] = [
    (
      .mastodon,
      "["
        + status(
          #"""
          "media_attachments": [{"type": "image", "url": "https://f.example/1.png", "description": "A gear"}],
          "poll": {"options": [{"title": "Steam", "votes_count": 4}], "expires_at": "2026-03-05T00:00:00Z"},
          "card": {"url": "https://p.example/a", "title": "On engines", "description": "A paper"},
          "filtered": [{"filter": {"title": "machines"}}], "tags": [{"name": "cogs"}], "favourited": true,
          "mentions": [{"id": "8", "acct": "bo@h.example", "url": "https://h.example/@bo"}],
          "in_reply_to_id": "5", "in_reply_to_account_id": "8", "pleroma": {"conversation_id": 4},
          "quote": {"state": "accepted", "quoted_status": \#(status(id: "77"))}
          """#) + "]"
    ),
    (
      .bluesky,
      #"{"feed": [{"post": "#
        + post(
          #"""
          "embed": {"$type": "app.bsky.embed.recordWithMedia#view", "media": {"images": [{"fullsize": "https://c.example/1", "alt": "moss"}]},
            "record": {"record": {"uri": "at://did:plc:z/app.bsky.feed.post/3k", "author": {"did": "did:plc:z"}, "value": {"text": "q"}, "embeds": []}}},
          "viewer": {"like": "at://did:plc:me/app.bsky.feed.like/3l"}, "labels": [{"val": "spam", "neg": true}], "likeCount": 5
          """#,
          record: #"""
            "facets": [{"index": {"byteStart": 6, "byteEnd": 12}, "features": [{"$type": "x#link", "uri": "https://a.example"}]}],
            "entities": [{"index": {"start": 0, "end": 2}, "type": "link", "value": "https://b.example"}],
            "reply": {"parent": {"uri": "at://p/app.bsky.feed.post/1"}, "root": {"uri": "at://r/app.bsky.feed.post/1"}},
            "embed": {"images": [{"image": {"ref": {"$link": "bafk"}}}]}, "tags": ["moss"]
            """#, text: "Grüße 🦋 x")
        + #", "reply": {"parent": \#(post(key: "3p"))}, "reason": {"by": {"did": "did:plc:d", "handle": "dan.example"}, "uri": "at://d/x/1"}}]}"#
    ),
    (
      .x,
      page(
        tweet(
          #"""
          "referenced_tweets": [{"type": "quoted", "id": "21"}, {"type": "replied_to", "id": "22"}], "in_reply_to_user_id": "6",
          "note_tweet": {"text": "🦋 &amp; https://t1 @fay", "entities": {"urls": [{"start": 8, "end": 18, "url": "https://t1", "expanded_url": "https://e.example/", "title": "E"}], "mentions": [{"start": 19, "end": 23, "username": "fay"}]}},
          "attachments": {"media_keys": ["3_1"], "poll_ids": ["p1"]}, "withheld": {"country_codes": ["DE"]}, "lang": "pt"
          """#) + ", "
          + tweet(
            #""referenced_posts": [{"type": "reposted", "id": "21"}]"#, id: "9", text: "RT @fay: x"),
        includes: #"""
          "tweets": [{"id": "21", "author_id": "6", "text": "Quoted"}], "polls": [{"id": "p1", "options": [{"position": 1, "label": "Yes"}]}],
          "media": [{"media_key": "3_1", "type": "video", "variants": [{"bit_rate": 3, "url": "https://v.example"}]}]
          """#, more: #""errors": [{"resource_id": "22", "parameter": "ids", "detail": "Sorry"}]"#)
    ),
  ]

  static let all: [(Network, String)] = [(.mastodon, mastodon), (.bluesky, bluesky), (.x, x)]
}
