// Answers of X that hold posts: `data` is a list, or one post of a lookup, and is left out when there is nothing. A 200
// may hold nothing but errors.

import Feed

/// Finds the posts in an answer.
enum XPage {
  /// The parameters that ask for posts; errors about others are about what stands beside them.
  private static let asked: Set<String> = ["id", "ids"]

  /// The page; nil when the answer holds nothing of the kind.
  static func read(_ answer: TimelineAnswer) -> TimelinePage? {
    let tree = answer.tree
    var page = TimelinePage()
    page.next = tree["meta"]?["next_token"]?.string
    page.previous = tree["meta"]?["previous_token"]?.string
    page.missing = missing(tree)
    let status = XStatus(includes: XIncludes(tree))
    switch tree["data"] {
    case .list(let posts)?:
      for post in posts {
        page.take(status.entry(post).map { .post($0) } ?? .senseless)
      }
    // What stands alone is complete only if all is.
    case .object? where !answer.isCut:
      page.take(tree["data"].flatMap(status.entry).map { .post($0) } ?? .senseless)
    default:
      guard tree["meta"]?["result_count"] != nil || !page.missing.isEmpty else { return nil }
    }
    return page
  }

  private static func missing(_ tree: JSONTree) -> [String] {
    (tree["errors"]?.elements ?? []).prefix(PostDraft.mostParts)
      .filter { asked.contains($0["parameter"]?.string ?? "") }
      .compactMap(NetworkRefusal.sentence)
  }
}
