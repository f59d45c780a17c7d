// From what somebody typed to a feed that can be listed: the address itself, or the best feed behind the page there, and
// whether the list has it already. Commands, pages and the API add sources by it.

package import Feed
import Formats
package import Workspace

/// Looks at an address of the web before it is listed.
package struct FeedSearch: Sendable {
  /// A feed that may be listed.
  package struct Find: Sendable {
    /// The entry to be.
    package let draft: SourceDraft
    /// What the entry stands for.
    package let source: Source
    package let best: FeedCandidate
    package let feed: ProbedFeed
    package let result: DiscoveredFeeds
  }

  package enum Outcome: Sendable {
    case found(Find)
    /// The list has it, at this entry.
    case listed(DeclaredSource, best: FeedCandidate, DiscoveredFeeds)
    case nothing(DiscoveredFeeds)
  }

  private let probe: SourceProbe
  private let location: WorkspaceLocation

  package init(probe: SourceProbe, location: WorkspaceLocation) {
    self.probe = probe
    self.location = location
  }

  /// What stands behind the address of a draft, as an entry for `list`.
  package func run(_ draft: SourceDraft, in list: SourceList) async throws -> Outcome {
    let (asked, result) = try await discover(draft, everything: false)
    guard let best = result.best, let feed = best.feed,
      let next = asked.following(feed.movedTo ?? best.address),
      let source = try next.sources(in: location).first
    else { return .nothing(result) }
    let addresses = [source.address, best.address] + [feed.address].compactMap(\.self)
    if let entry = list.entry(like: addresses) {
      return .listed(entry, best: best, result)
    }
    return .found(Find(draft: next, source: source, best: best, feed: feed, result: result))
  }

  /// The feeds behind an address of the web; by http where https was guessed and nobody is there.
  package func discover(
    _ draft: SourceDraft, everything: Bool
  ) async throws -> (draft: SourceDraft, result: DiscoveredFeeds) {
    let discovery = FeedDiscovery(probe: probe)
    let search = { (draft: SourceDraft) in
      try await discovery.search(
        from: Source(address: draft.feed, allowPrivate: draft.allowPrivate), everything: everything)
    }
    let result = try await search(draft)
    guard result.best == nil, result.failure?.cause.kind == .connectivity,
      result.failure?.cause != .dns, let other = draft.unencrypted
    else { return (draft, result) }
    return (other, try await search(other))
  }
}

extension DiscoveredFeeds {
  /// What a page names besides the best feed, feeds of comments left out; empty where the address was a feed itself.
  package func others(than best: FeedCandidate) -> [FeedCandidate] {
    guard best.origin == .page else { return [] }
    return candidates.filter { $0.address != best.address && !$0.isAboutComments }
  }
}
