// How fast a domain may be asked. Feeds are guests and go one at a time; a model that is downloaded in parts or an
// interface that we pay for may go faster, and says so in its request.

/// The pace at which one domain is asked.
package struct Lane: Sendable, Hashable {
  /// Requests open at once.
  package var atOnce: Int
  /// Between the starts of two requests, redirects included.
  package var gap: Duration

  package init(atOnce: Int, gap: Duration) {
    self.atOnce = atOnce
    self.gap = gap
  }

  /// For feeds: never two at once, and a second between.
  ///
  /// A little more, because a request that is a moment longer on its way must not make it less where it arrives.
  package static let polite = Lane(atOnce: 1, gap: .milliseconds(1_020))
}
