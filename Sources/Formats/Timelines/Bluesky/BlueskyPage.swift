// Answers of Bluesky that hold posts: feeds, lists of posts, threads, and records of a repository.

import Feed

/// Finds the posts in an answer.
enum BlueskyPage {
  /// Members that hold posts, bare or wrapped: timelines, lookups, bookmarks, notifications, repositories.
  private static let lists = [
    "feed", "posts", "hits", "bookmarks", "notifications", "records", "items",
  ]

  /// The page; nil when the answer holds nothing of the kind.
  static func read(_ answer: TimelineAnswer) -> TimelinePage? {
    let tree = answer.tree
    var page = TimelinePage()
    page.next = tree["cursor"]?.string
    for name in lists {
      guard case .list(let elements)? = tree[name] else { continue }
      for element in elements { page.take(self.element(element)) }
      return page
    }
    if case .list(let elements)? = tree["thread"] {
      for element in elements { page.take(self.element(element["value"] ?? element)) }
      return page
    }
    // What stands alone is complete only if all is.
    guard !answer.isCut else { return nil }
    if let thread = tree["thread"] {
      BlueskyThread.read(thread, into: &page)
      return page
    }
    guard case .post(let entry) = element(tree) else { return nil }
    page.take(.post(entry))
    return page
  }

  /// An element of a list: a post, or a wrapper with one.
  private static func element(_ tree: JSONTree) -> TimelinePage.Element {
    let post = [tree["post"], tree["item"]].compactMap(\.self).first { $0.isObject } ?? tree
    if let entry = BlueskyPost.entry(
      post, parent: tree["reply"]?["parent"], reason: tree["reason"])
    {
      return .post(entry)
    }
    return isGone(post) || isNotice(tree) ? .gone : .senseless
  }

  /// A grave: the network says that there was a post.
  static func isGone(_ tree: JSONTree) -> Bool {
    let kind = tree["$type"]?.string ?? ""
    return tree["notFound"] != nil || tree["blocked"] != nil
      || ["#threadItemNotFound", "#threadItemBlocked", "#threadItemNoUnauthenticated"].contains {
        kind.hasSuffix($0)
      }
  }

  /// A notification of something else than a post: a like, a follow.
  private static func isNotice(_ tree: JSONTree) -> Bool {
    tree["reason"]?.string != nil && tree["author"] != nil
  }
}
