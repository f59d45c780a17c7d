// What a source's items are told apart by. Most feeds give each item an id; some give the same id to all, or the same
// link. What a feed has once shown to be worthless stays so: otherwise items would change their names from pull to pull.

/// The best key that the items of a source can be trusted to have.
package enum IdentityPolicy: Int, Sendable, Comparable, CaseIterable {
  /// The entry's own id.
  case id
  /// The canonical link: ids were given to several items.
  case link
  /// Link, title and date together: links were, too.
  case said

  /// Share of a document's ids (or links) that may stand for several items without the others being doubted.
  static let tolerance = 0.1

  package static func < (one: IdentityPolicy, other: IdentityPolicy) -> Bool {
    one.rawValue < other.rawValue
  }

  /// This policy, or the weaker one that a document calls for.
  package func after(_ keys: DocumentKeys) -> IdentityPolicy {
    var policy = self
    if policy == .id, keys.ambiguousIDs > Self.tolerance { policy = .link }
    if policy == .link, keys.ambiguousLinks > Self.tolerance { policy = .said }
    return policy
  }
}
