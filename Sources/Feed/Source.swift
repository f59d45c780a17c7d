// Where items come from. A source is what the person wrote down, not what the network said about it.

/// The kind of a source; each names the key that `feeds/*.yaml` uses.
package enum SourceKind: String, Sendable, CaseIterable {
  case feed, mastodon, bluesky, x

  /// The network; nil for feeds.
  package var network: Network? { Network(rawValue: rawValue) }
}

/// One place to pull from.
package struct Source: Sendable, Hashable {
  package var kind: SourceKind
  /// The URL, or the path relative to the workspace (a glob in the settings has become one source per file).
  package var address: String
  /// The name that the person gave; the feed's own title is used where this is absent.
  package var name: String?
  package var tags: [String]
  /// Private, loopback and link-local addresses are refused unless this is set.
  package var allowPrivate: Bool
  /// Dates are shifted so that the newest entry is new at the first pull: for samples that must not age.
  package var relativeDates: Bool
  /// Listed, and not pulled until the person says so.
  package var isPaused = false
  /// Whose timeline it is, and which; nil for a feed.
  package var timeline: TimelinePlace?

  package init(
    kind: SourceKind = .feed, address: String, name: String? = nil, tags: [String] = [],
    allowPrivate: Bool = false, relativeDates: Bool = false
  ) {
    self.kind = kind
    self.address = address
    self.name = name
    self.tags = tags
    self.allowPrivate = allowPrivate
    self.relativeDates = relativeDates
  }

  /// A timeline, under the address of the page that shows it.
  package init(_ timeline: TimelinePlace, allowPrivate: Bool = false) {
    self.init(
      kind: SourceKind(rawValue: timeline.account.network.rawValue) ?? .mastodon,
      address: timeline.address, allowPrivate: allowPrivate)
    self.timeline = timeline
  }

  /// True for a path; false for anything with a scheme that is fetched.
  package var isFile: Bool {
    !(address.hasPrefix("http://") || address.hasPrefix("https://"))
  }
}
