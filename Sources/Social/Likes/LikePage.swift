// What a network says of the person's own likes, page by page. A page says as much about what is missing as about what is
// there, so it also says whether it is whole.

package import Feed
package import FoundationEssentials

/// Something that the person has done with a post, as their network lists it.
package struct FoundLike: Sendable {
  package let target: PostTarget
  /// The post; nil where the network does not show it.
  package let entry: Entry?
  /// What a call needs beside the target's name.
  package var reference = ""
  /// The network's name of the like, where it has one.
  package var remote: String?
  /// When it was done; nil where the network does not say.
  package var at: Date?
  /// The number by which the network sorts; nil where it tells the order alone.
  package var place: Int64?

  init(_ target: PostTarget, entry: Entry?) { (self.target, self.entry) = (target, entry) }
}

/// A page of likes, the newest first.
package struct LikePage: Sendable {
  package var likes: [FoundLike] = []
  /// The ids of everything on the page, likes or not: what the next look knows it by.
  package var ids: [String] = []
  /// Where older ones are; nil at the end.
  package var next: String?
  /// Whether everything on the page could be read.
  package var isWhole = true
  /// Why there is no page; nil where there is one.
  package var failure: PullFailure?
  /// What it cost, by the settings' prices.
  package var cost = 0.0
  /// The network wants no more calls for now.
  package var isLast = false

  init() {}

  init(failure: PullFailure) { self.failure = failure }
}

/// Reads what an account has liked, reposted and bookmarked.
package protocol LikeReader: Sendable {
  /// The page at a place that a page before has named; the newest without one.
  ///
  /// `money` is the most that it may cost, where reading costs anything.
  func likes(_ kind: ActionKind, from place: String?, money: Double) async -> LikePage
  /// Asks the network whether an effect is there.
  func lookUp(_ order: ActionOrder) async -> ActionStanding
}
