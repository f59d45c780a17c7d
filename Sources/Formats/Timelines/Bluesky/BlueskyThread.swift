// A thread of Bluesky: a tree around one post, with what it answers above and what answers it below.

import Feed

/// Reads `app.bsky.feed.defs#threadViewPost`.
enum BlueskyThread {
  /// Adds the posts in the order in which a person reads them: from the root down, then the answers in depth.
  static func read(_ thread: JSONTree, into page: inout TimelinePage) {
    var above: [JSONTree] = []
    var node = thread["parent"]
    // The reader of the answer ends the nesting.
    while let one = node {
      above.append(one)
      node = one["parent"]
    }
    for (place, one) in above.enumerated().reversed() {
      let parent = place + 1 < above.count ? above[place + 1] : nil
      page.take(element(one, parent: parent))
    }
    descend(thread, parent: above.first, into: &page)
  }

  private static func descend(
    _ node: JSONTree, parent: JSONTree?, into page: inout TimelinePage
  ) {
    page.take(element(node, parent: parent))
    for answer in node["replies"]?.elements ?? [] { descend(answer, parent: node, into: &page) }
  }

  private static func element(_ node: JSONTree, parent: JSONTree?) -> TimelinePage.Element {
    guard let post = node["post"] else {
      return BlueskyPage.isGone(node) ? .gone : .senseless
    }
    let shown = parent.map { $0["post"] ?? $0 }
    return BlueskyPost.entry(post, parent: shown).map { .post($0) } ?? .senseless
  }
}
