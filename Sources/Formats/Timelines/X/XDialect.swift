// X renamed its members in 2026 (`referenced_tweets` → `referenced_posts` and so on) and speaks both languages at once.
// Here, and nowhere else, the two are one.

import Feed

/// The members of which there are two names.
enum XDialect {
  static func references(_ post: JSONTree) -> [JSONTree] {
    (post["referenced_tweets"] ?? post["referenced_posts"])?.elements ?? []
  }

  static func note(_ post: JSONTree) -> JSONTree? { post["note_tweet"] ?? post["note_post"] }

  /// The ids of all versions, oldest first.
  static func versions(_ post: JSONTree) -> [String] {
    let ids = (post["edit_history_tweet_ids"] ?? post["edit_history_post_ids"])?.strings ?? []
    return Array(ids.prefix(PostDraft.mostParts))
  }

  static func posts(_ includes: JSONTree?) -> [JSONTree] {
    (includes?["tweets"]?.elements ?? []) + (includes?["posts"]?.elements ?? [])
  }

  static func reposts(_ metrics: JSONTree?) -> JSONTree? {
    metrics?["retweet_count"] ?? metrics?["repost_count"]
  }

  /// Whether a reference is that of a post that passes another on.
  static func isRepost(_ reference: JSONTree) -> Bool {
    ["retweeted", "reposted"].contains(reference["type"]?.string)
  }
}
