// A post as it is at one moment, in the terms in which actions are decided: the same terms when a timeline brings it and
// when it is looked at once more, right before something is sent.

/// What matters of a post to whoever acts on it.
package struct PostSight: Sendable, Hashable {
  /// What a call needs beside the post's name: the local id (Mastodon), the cid (Bluesky); empty for X.
  package var reference = ""
  /// Names its content: another one is another post to whoever approved it.
  package var version = ""
  package var isFromBot = false
  package var declinesPrograms = false
  /// Whether it was written for everybody.
  package var isPublic = true
  package var isSensitive = false
  /// What the person did with it, and the network's names of that, where it has some.
  package var done: [ActionKind: String?] = [:]

  package init() {}

  /// What an entry of a timeline shows.
  package init(_ entry: Entry, on network: Network) {
    let post = entry.post ?? Post()
    switch network {
    case .mastodon: reference = entry.metadata.id ?? ""
    case .bluesky: reference = post.revision ?? ""
    case .x: break
    }
    version =
      post.revision ?? Fingerprint(of: [entry.text, entry.metadata.updatedRaw ?? ""]).hex
    isFromBot = post.isFromBot
    declinesPrograms = post.declinesPrograms
    isPublic = post.visibility.map { ["public", "unlisted"].contains($0) } ?? true
    isSensitive = post.isSensitive
    // What is taken back by the post itself has no name of its own.
    let own = network == .mastodon ? entry.metadata.id : nil
    if post.viewer.liked == true { done[.like] = .some(post.viewer.like ?? own) }
    if post.viewer.reposted == true { done[.repost] = .some(post.viewer.repost ?? own) }
    if post.viewer.bookmarked == true { done[.bookmark] = .some(own) }
  }

  /// What ends an order without a call; nil where nothing speaks against it.
  package func objection(to order: ActionOrder) -> ActionOutcome? {
    if let remote = done[order.kind] { return .alreadyDone(remote: remote) }
    if isFromBot { return .left(why: "its author is a program") }
    if declinesPrograms { return .left(why: "its author asks programs to keep away") }
    if order.kind == .repost, !isPublic {
      return .left(why: "it is not for everybody any more")
    }
    return isOther(than: order) ? .changed(self) : nil
  }

  private func isOther(than order: ActionOrder) -> Bool {
    let (then, now) =
      order.version.isEmpty ? (order.reference, reference) : (order.version, version)
    return !then.isEmpty && !now.isEmpty && then != now
  }
}
