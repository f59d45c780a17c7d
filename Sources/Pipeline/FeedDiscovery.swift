// From an address that a person knows to the feeds behind it: the feed itself, what a known site has by its rules, what
// the page names, and at last the few places where feeds lie by custom. One request after another: a search must not look like an
// attack.

package import Feed
import Formats

/// Why an address is a candidate.
package enum CandidateOrigin: String, Sendable, Hashable {
  /// It is what was asked for.
  case address
  /// A rule of its site.
  case site
  /// The page names it.
  case page
  /// Feeds lie there by custom.
  case custom
}

/// An address that may be a feed.
package struct FeedCandidate: Sendable {
  package var address: String
  /// As the page calls it.
  package var title: String?
  package var isAboutComments = false
  package var origin: CandidateOrigin
  /// Nil when nobody looked, because a better one was found before.
  package var finding: ProbeFinding?

  /// The feed that is there.
  package var feed: ProbedFeed? {
    if case .feed(let feed)? = finding { feed } else { nil }
  }
}

/// What a search found.
package struct DiscoveredFeeds: Sendable {
  /// Best first; custom places where nothing was are left out.
  package var candidates: [FeedCandidate] = []
  /// The page that was looked at, where the address was no feed.
  package var page: String?
  /// Why the address itself is no feed, or could not be asked.
  package var failure: PullFailure?

  /// The best one that is a feed, with entries where there is a choice.
  package var best: FeedCandidate? {
    candidates.first { ($0.feed?.entries ?? 0) > 0 } ?? candidates.first { $0.feed != nil }
  }
}

/// Finds feeds.
package struct FeedDiscovery: Sendable {
  /// Of the feeds that a page names, how many are looked at.
  private static let looksMax = 12

  private let probe: SourceProbe

  package init(probe: SourceProbe) {
    self.probe = probe
  }

  /// Searches from the address of `source`; looks at every candidate, or no further than the first that is a feed with
  /// entries.
  package func search(from source: Source, everything: Bool) async throws -> DiscoveredFeeds {
    var way = Way(source: source, everything: everything)
    let known = SiteFeeds.known(for: source.address)
    try await look(
      at: known.map { FeedCandidate(address: $0, origin: .site) }, isEnough: !everything, &way)
    if way.result.best != nil { return way.result }
    if let stop = way.stop {
      way.result = DiscoveredFeeds(failure: stop)
      return way.result
    }
    switch try await ask(source.address, &way) {
    case .feed(let feed):
      way.result.candidates = [
        FeedCandidate(
          address: source.address, title: feed.title, origin: .address, finding: .feed(feed))
      ]
    case .failed(let failure): way.result.failure = failure
    case .page(let named, let url, let failure):
      (way.result.page, way.result.failure) = (url ?? source.address, failure)
      try await follow(named, from: url ?? source.address, &way)
    }
    return way.result
  }

  /// What is known in the middle of a search.
  private struct Way {
    let source: Source
    let everything: Bool
    var result = DiscoveredFeeds()
    var asked = 0
    /// Set when asking on would be of no use, or no manners: the network is down, or the server has had enough.
    var stop: PullFailure?
  }

  /// Where a page names no feed but those of its comments, the custom of blogs is likelier to be right.
  private func follow(_ named: [AdvertisedFeed], from page: String, _ way: inout Way) async throws {
    let candidates = FeedRanking.ranked(named).map {
      FeedCandidate(
        address: $0.address, title: $0.title, isAboutComments: FeedRanking.isAboutComments($0),
        origin: .page)
    }
    if candidates.allSatisfy(\.isAboutComments) {
      let customary = SiteFeeds.customary(for: page).map {
        FeedCandidate(address: $0, origin: .custom)
      }
      try await look(at: customary, isEnough: true, &way)
      way.result.candidates.removeAll { $0.feed == nil }
    }
    try await look(at: candidates, isEnough: !way.everything, &way)
  }

  /// Looks at candidates in their order; `isEnough` says that the first feed with entries ends it.
  private func look(
    at candidates: [FeedCandidate], isEnough: Bool, _ way: inout Way
  ) async throws {
    for var candidate in candidates {
      guard way.stop == nil else { return }
      let isDone = isEnough && (way.result.best?.feed?.entries ?? 0) > 0
      if !isDone, way.asked <= Self.looksMax, candidate.address.hasPrefix("http") {
        candidate.finding = try await ask(candidate.address, &way)
      }
      way.result.candidates.append(candidate)
    }
  }

  private func ask(_ address: String, _ way: inout Way) async throws -> ProbeFinding {
    way.asked += 1
    var source = way.source
    source.address = address
    let finding = try await probe.look(at: source)
    if case .failed(let failure) = finding,
      [.connectivity, .throttled, .blocked].contains(failure.cause.kind)
    {
      way.stop = failure
    }
    return finding
  }
}
