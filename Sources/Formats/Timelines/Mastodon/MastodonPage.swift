// Mastodon's API is spoken by a dozen programs. A timeline is a bare list of statuses; searches, threads, notifications
// and conversations wrap them, and a stream sends one at a time.

import Feed

/// Finds the statuses in an answer.
enum MastodonPage {
  /// The lists that objects keep statuses in, in the order of a thread.
  private static let lists = ["ancestors", "statuses", "descendants"]
  /// What a wrapper keeps its status in: notifications, conversations.
  private static let wraps = ["status", "last_status"]

  /// The page; nil when the answer holds nothing of the kind.
  static func read(_ answer: TimelineAnswer) -> TimelinePage? {
    var page = TimelinePage()
    if case .list(let elements) = answer.tree {
      for element in elements { page.take(self.element(element)) }
      return page
    }
    let known = lists.compactMap { answer.tree[$0] }
    if !known.isEmpty {
      for element in known.flatMap(\.elements) { page.take(self.element(element)) }
      return page
    }
    let tree = streamed(answer.tree) ?? answer.tree
    // What stands alone is complete only if all is.
    guard !answer.isCut, case .post(let entry) = element(tree) else { return nil }
    page.take(.post(entry))
    return page
  }

  private static func element(_ tree: JSONTree) -> TimelinePage.Element {
    if let entry = MastodonStatus.entry(tree) { return .post(entry) }
    for name in wraps {
      if let inner = tree[name] {
        return MastodonStatus.entry(inner).map { .post($0) } ?? .senseless
      }
    }
    // Notifications of follows, and conversations whose last status is gone, have none.
    let isWrapper = tree["account"] != nil && tree["type"] != nil || tree["unread"] != nil
    return isWrapper ? .gone : .senseless
  }

  /// The status in an event of the streaming API, which wraps it in a text.
  private static func streamed(_ tree: JSONTree) -> JSONTree? {
    guard tree["event"] != nil, case .text(let payload)? = tree["payload"] else { return nil }
    var cursor = JSONCursor(Array(payload.utf8))
    return JSONTree.read(&cursor, limits: JSONTree.Limits(isExact: true))
  }
}
