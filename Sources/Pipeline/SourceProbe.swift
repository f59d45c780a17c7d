// A look at sources without a database: what is there, how fresh, or what is wrong. Pulls as a run would, and keeps
// nothing but the answer, which is good for a first pull.

package import Feed
package import Formats
package import FoundationEssentials
package import HTTP
import Store

/// What a source turned out to be.
package enum ProbeFinding: Sendable {
  case feed(ProbedFeed)
  /// A web page, the feeds that it names, and why it is no feed itself.
  case page([AdvertisedFeed], url: String?, PullFailure)
  /// Nothing that can be read, and why.
  case failed(PullFailure)
}

extension ProbeFinding {
  /// Why there is no feed; nil where there is one.
  package var failure: PullFailure? {
    switch self {
    case .feed: nil
    case .page(_, _, let failure), .failed(let failure): failure
    }
  }
}

/// A feed at first sight.
package struct ProbedFeed: Sendable {
  package var title: String?
  /// Its version, such as `rss20`.
  package var format: String
  package var entries: Int
  /// When its newest entry was published.
  package var newest: Date?
  /// Of a timeline: its newest posts, a line each.
  package var samples: [String] = []
  /// One line, when it was cut off.
  package var defect: String?
  /// What its publisher should mend, though it can be read.
  package var flaws: [FeedFlaw]
  /// Where it was found in the end.
  package var address: String?
  /// Where permanent redirects led.
  package var movedTo: String?
  /// The answer itself.
  package var body: PulledBody
}

/// Looks at sources.
package struct SourceProbe: Sendable {
  private let pull: PullStage

  package init(client: Client, root: String, now: Date) {
    pull = PullStage(client: client, root: root, now: now)
  }

  /// The findings, in the order of the sources; the client sees to the pace.
  ///
  /// Without the bytes of the answers: those of a thousand sources are too much to hold.
  package func run(_ sources: [Source]) async throws -> [ProbeFinding] {
    try await BoundedGroup.map(sources, width: WebRound.width) { source in
      let finding = try await look(at: source)
      guard case .feed(var feed) = finding else { return finding }
      feed.body.bytes = []
      return .feed(feed)
    }
  }

  /// Pulls one source, whatever is known of it.
  package func look(at source: Source) async throws -> ProbeFinding {
    switch try await pull.pull(StoredSource(id: 0, source: source)) {
    case .unchanged:
      return .failed(PullFailure(.status, "nothing changed since it was never asked"))
    case .failed(let outcome):
      return .failed(outcome.failure ?? PullFailure(.system, "it cannot be read"))
    case .body(let body): return read(body)
    }
  }

  private func read(_ body: PulledBody) -> ProbeFinding {
    do {
      let document = try FeedParser.parse(body.bytes, url: body.url, headers: body.headers)
      let dates = document.entries.compactMap { $0.metadata.published ?? $0.metadata.updated }
      return .feed(
        ProbedFeed(
          title: document.metadata.title, format: document.version, entries: document.entries.count,
          newest: dates.max(), defect: document.defect ?? body.defect?.message,
          flaws: FeedFlaw.all(
            in: document, bytes: body.bytes, headers: body.url == nil ? nil : body.headers,
            now: pull.now),
          address: body.url, movedTo: body.outcome.move?.target, body: body))
    } catch {
      let failure = body.defect ?? ParseStage(now: pull.now).failure(of: error)
      // Many a site has a field for a password on every page, and its feeds are none the worse.
      guard [.page, .login, .challenge].contains(error.code) else { return .failed(failure) }
      let named = AdvertisedFeeds.find(in: body.bytes, url: body.url, headers: body.headers)
      let isGuarded = named.isEmpty && error.code == .challenge
      return isGuarded ? .failed(failure) : .page(named, url: body.url, failure)
    }
  }
}
