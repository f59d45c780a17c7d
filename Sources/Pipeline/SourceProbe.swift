// A look at sources without a database: what is there, how fresh, or what is wrong. Pulls as a run would, and keeps
// nothing.

package import Feed
package import Formats
package import FoundationEssentials
package import HTTP
import Store

/// What a source turned out to be.
package enum ProbeFinding: Sendable {
  case feed(ProbedFeed)
  /// A web page, with the feeds that it names: at least one.
  case page([AdvertisedFeed])
  /// Nothing that can be read, and why, in one line.
  case failed(String)
}

/// A feed at first sight.
package struct ProbedFeed: Sendable, Hashable {
  package var title: String?
  /// Its version, such as `rss20`.
  package var format: String
  package var entries: Int
  /// When its newest entry was published.
  package var newest: Date?
  /// One line, when it was cut off.
  package var defect: String?
}

/// Looks at sources.
package struct SourceProbe: Sendable {
  private let pull: PullStage

  package init(client: Client, root: String, now: Date) {
    pull = PullStage(client: client, root: root, now: now)
  }

  /// The findings, in the order of the sources; a few are pulled at a time.
  package func run(_ sources: [Source]) async throws -> [ProbeFinding] {
    try await BoundedGroup.map(sources, width: 8) { try await look(at: $0) }
  }

  private func look(at source: Source) async throws -> ProbeFinding {
    switch try await pull.pull(StoredSource(id: 0, source: source)) {
    case .unchanged: return .failed("the server says that nothing changed since it was never asked")
    case .failed(let outcome): return .failed(outcome.failure?.message ?? "it cannot be read")
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
          newest: dates.max(),
          defect: document.defect ?? body.defect?.message))
    } catch {
      let named = AdvertisedFeeds.find(in: body.bytes, url: body.url, headers: body.headers)
      return named.isEmpty || error.code != .page ? .failed("\(error)") : .page(named)
    }
  }
}
