// A look at a timeline, as its account sees it: the first pull of a run, of which nothing is kept. On X it is a small one,
// since it costs money.

package import Feed
package import Formats
package import FoundationEssentials
package import Store

/// Looks at timelines.
package struct TimelineProbe: Sendable {
  /// Of money for a look, where that is less than a pull may cost: two posts with all that comes with them.
  private static let perLook = 0.05
  /// Posts that are shown.
  private static let samplesMost = 3

  private let stage: TimelineStage

  package init(lines: @escaping AccountLines, terms: XTerms, database: Database, now: Date) {
    var terms = terms
    terms.perPull = min(terms.perPull, Self.perLook)
    stage = TimelineStage(lines: lines, terms: terms, database: database, now: now)
  }

  /// What the timeline has now, or why it cannot be read.
  package func look(at source: Source) async -> ProbeFinding {
    guard let place = source.timeline else {
      return .failed(PullFailure(.system, "\(source.address) is no timeline"))
    }
    let parsed = await stage.pull(StoredSource(id: 0, source: source), place)
    if let failure = parsed.outcome.failure, parsed.entries == 0 { return .failed(failure) }
    let items = parsed.admitted.items
    return .feed(
      ProbedFeed(
        title: parsed.outcome.title, format: place.account.network.rawValue,
        entries: items.count, newest: items.compactMap(\.published).max(),
        samples: items.prefix(Self.samplesMost).map(Self.line),
        defect: parsed.outcome.failure?.message, flaws: [],
        body: PulledBody(bytes: [], url: nil, headers: [], outcome: parsed.outcome)))
  }

  /// Says `Ada Lovelace: The beginning of what …`.
  private static func line(_ item: Item) -> String {
    let words = item.title.isEmpty ? item.text : item.title
    return [item.author, words].compactMap(\.self).joined(separator: ": ")
  }
}
