// What can be done with a post.

/// A kind of action.
package enum ActionKind: String, Sendable, Hashable, CaseIterable {
  case like, repost, bookmark

  /// `liked`.
  package var done: String {
    switch self {
    case .like: "liked"
    case .repost: "reposted"
    case .bookmark: "bookmarked"
    }
  }

  /// Why it is never done without the person on a network; nil where it may be.
  ///
  /// X's developer guidelines: "Likes must be directly initiated by the authenticated user."
  package func bar(on network: Network) -> String? {
    guard self == .like, network == .x else { return nil }
    return
      "X's rules demand that you start each like yourself, so that none is ever automatic there"
  }
}
