// News or archive: a feed that is new, has moved to another platform, or was repaired, brings in one pull what it said
// in years. That is worth having and no news.

package import FoundationEssentials

/// Tells an archive that floods in from news.
package struct BackFill: Sendable, Hashable {
  /// Old items in one pull from which on they are an archive, and not a few late ones.
  static let flood = 10
  /// The same where nothing is dated.
  static let undatedFlood = 100

  /// What is older may be an archive.
  let freshSince: Date
  /// When the newest item was published that the source had before; nil for a source that had none.
  let newestKnown: Date?

  package init(freshSince: Date, newestKnown: Date?) {
    self.freshSince = freshSince
    self.newestKnown = newestKnown
  }

  /// For each date of the items that a pull adds: whether that item is back-fill.
  ///
  /// At a source's first items everything is that is not dated as fresh. Later, what is older than `freshSince` and
  /// than what the source had before, when it is most of what came and a flood: after a pause of weeks everything
  /// is old, but newer than what was known.
  package func marks(_ published: [Date?]) -> [Bool] {
    guard let newestKnown else { return published.map { $0.map { $0 < freshSince } ?? true } }
    let limit = min(freshSince, newestKnown)
    let old = published.map { $0.map { $0 < limit } ?? false }
    let undated = published.count { $0 == nil }
    let count = old.count(where: \.self)
    let isFlood = count >= Self.flood && 2 * count > published.count - undated
    if isFlood { return zip(old, published).map { $0 || $1 == nil } }
    let isUndatedFlood = undated >= Self.undatedFlood
    return published.map { isUndatedFlood && $0 == nil }
  }
}
