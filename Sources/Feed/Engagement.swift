// What others did with an item, as far as its source counts it.

/// Counts of what others did; nil where the source says nothing, which is not zero.
package struct Engagement: Sendable, Hashable {
  package var likes: Int?
  package var boosts: Int?
  package var comments: Int?
  package var quotes: Int?
  package var bookmarks: Int?
  package var views: Int?

  package init(
    likes: Int? = nil, boosts: Int? = nil, comments: Int? = nil, quotes: Int? = nil,
    bookmarks: Int? = nil, views: Int? = nil
  ) {
    self.likes = likes
    self.boosts = boosts
    self.comments = comments
    self.quotes = quotes
    self.bookmarks = bookmarks
    self.views = views
  }

  /// Whether nothing is counted.
  package var isUnknown: Bool { self == Engagement() }

  /// Reads a count as it stands in a feed; what is none, or beyond any crowd, is nil.
  package static func count(_ text: String) -> Int? {
    guard let number = Int(text), (0...2_000_000_000).contains(number) else { return nil }
    return number
  }
}
