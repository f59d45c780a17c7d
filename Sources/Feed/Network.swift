// The networks whose timelines are read. A feed is no network: nobody can be answered there.

/// A network of people.
package enum Network: String, Sendable, Hashable, CaseIterable {
  case mastodon, bluesky, x

  /// As people write it.
  package var name: String {
    switch self {
    case .mastodon: "Mastodon"
    case .bluesky: "Bluesky"
    case .x: "X"
    }
  }
}
