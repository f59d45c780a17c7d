// From what the person wrote to what the network is asked for.

package import Feed

extension MastodonTimeline {
  /// The timeline of a subject; Mastodon has no others than these.
  package init(_ subject: TimelinePlace.Subject) {
    self =
      switch subject {
      case .list(let id): .list(id: id)
      case .tag(let word): .tag(word)
      case .user(let id): .account(id: id)
      case .home, .feed: .home
      }
  }
}

extension BlueskyTimeline {
  /// The query of a subject.
  package init(_ subject: TimelinePlace.Subject) {
    self =
      switch subject {
      case .list(let uri): .list(uri: uri)
      case .feed(let uri): .feed(uri: uri)
      case .user(let actor): .author(actor)
      case .home, .tag: .home
      }
  }
}
