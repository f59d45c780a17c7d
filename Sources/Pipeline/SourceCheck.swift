// Pulls sources without a database, to say what is wrong with them.

package import Feed
import Formats
package import FoundationEssentials
package import HTTP
import Store

/// What a check found at one source.
package struct SourceFinding: Sendable, Hashable {
  package let address: String
  package var title: String?
  package var format = ""
  package var entries = 0
  /// One line, or nil when all is well.
  package var problem: String?
}

/// Checks sources.
package struct SourceCheck: Sendable {
  private let pull: PullStage

  package init(client: Client, root: String, now: Date) {
    pull = PullStage(client: client, root: root, now: now)
  }

  /// The findings, in the order of the sources; a few are pulled at a time.
  package func run(_ sources: [Source]) async throws -> [SourceFinding] {
    try await BoundedGroup.map(sources, width: 8) { try await check($0) }
  }

  private func check(_ source: Source) async throws -> SourceFinding {
    var finding = SourceFinding(address: source.address)
    switch try await pull.pull(StoredSource(id: 0, source: source)) {
    case .unchanged: break
    case .failed(let outcome): finding.problem = outcome.error
    case .body(let body):
      do {
        let document = try FeedParser.parse(body.bytes, url: body.url, headers: body.headers)
        finding.title = document.metadata.title
        finding.format = document.version
        finding.entries = document.entries.count
        finding.problem = document.defect ?? body.defect
      } catch {
        finding.problem = "\(error)"
      }
    }
    return finding
  }
}
