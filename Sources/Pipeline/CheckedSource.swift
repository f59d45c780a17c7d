// A source as `gleaner feeds check` shows it: what is there now, what earlier pulls found, and what to expect.

package import Feed
import Formats
package import FoundationEssentials
package import Service
package import Store
package import Workspace

/// A source that was looked at.
package struct CheckedSource {
  private let source: Source
  private let place: SourcePlace?
  private let feed: ProbedFeed?
  private let stored: StoredSource?
  private let now: Date
  /// One line, or nil when all is well.
  package let problem: String?
  private let cause: PullCause?

  /// Without a finding the server was not asked, and what it last said stands.
  package init(
    _ source: Source, at place: SourcePlace?, finding: ProbeFinding?, stored: StoredSource?,
    now: Date
  ) {
    (self.source, self.place, self.stored, self.now) = (source, place, stored, now)
    switch finding {
    case .feed(let found):
      (feed, problem) = (found, found.defect)
      cause = found.defect == nil ? nil : .brokenFeed
    case .page(let named, _, let failure):
      let feeds = FeedRanking.ranked(named).prefix(3).map(\.address).joined(separator: ", ")
      problem = feeds.isEmpty ? failure.message : "a web page, not a feed; it names \(feeds)"
      (feed, cause) = (nil, failure.cause)
    case .failed(let failure): (feed, problem, cause) = (nil, failure.message, failure.cause)
    case nil: (feed, problem, cause) = (nil, stored?.error ?? "not asked", stored?.cause)
    }
  }

  /// As the terminal says it.
  package var lines: [String] {
    let samples = (feed?.samples ?? []).map { TerminalText.excerpt($0, limit: 120) }
    let notes =
      samples + (feed?.flaws ?? []).map(\.message) + [move, history, next].compactMap(\.self)
    return [headline] + notes.map { "          \($0)" }
  }

  private var headline: String {
    let name = source.name.map { "\($0), " } ?? ""
    if let place = source.timeline { return headline(place) }
    guard let problem else {
      let count = Count.of(feed?.entries ?? 0, "entry", plural: "entries")
      let newest = feed?.newest.map { ", newest \(Ago.words($0, now: now))" } ?? ""
      return
        "ok      \(name)\(source.address): \(feed?.title ?? "untitled"), \(count)\(newest) "
        + "(\(FormatName.words(feed?.format ?? "")))"
    }
    return "failed  \(name)\(source.address): \(problem)"
  }

  /// A timeline is called by its name: its address leads to no page that anybody else could read.
  private func headline(_ place: TimelinePlace) -> String {
    let name = source.name ?? feed?.title ?? stored?.title ?? place.words()
    if let problem { return "failed  \(name): \(problem)" }
    let newest = feed?.newest.map { ", newest \(Ago.words($0, now: now))" } ?? ""
    return "ok      \(name): \(Count.of(feed?.entries ?? 0, "post"))\(newest)"
  }

  /// Where it is now, when that is another place than the list says.
  private var move: String? {
    if let adopted = stored?.adopted {
      return "it moved for good, and is asked at \(adopted); you may write that into \(listing)"
    }
    return feed?.movedTo.map {
      "it says that it moved for good, to \($0): believed after a week, or when you write it into \(listing)"
    }
  }

  private var listing: String { place?.description ?? "your list" }

  /// What earlier pulls found.
  private var history: String? {
    guard let stored, let pulledAt = stored.pulledAt else { return nil }
    let last = "last pulled \(Ago.words(pulledAt, now: now))"
    guard stored.failures > 0 || stored.error != nil else { return last }
    let count = stored.failures > 1 ? ", \(stored.failures) failures in a row" : ", failed"
    let why = stored.error.map { $0 == problem ? "" : ": \($0)" } ?? ""
    return last + count + why
  }

  /// When it is asked again.
  private var next: String? {
    if source.isFile { return problem == nil ? nil : "it is read again at each run" }
    if isGone, problem == nil {
      return "it had said that it is gone for good, so it is not asked: edit its entry, and it is"
    }
    if isGone {
      return
        "it is not asked any more: give it its new address, or remove it with 'gleaner feeds remove'"
    }
    guard let next = stored?.nextPullAt, stored?.pulledAt != nil else { return nil }
    return "asked again \(Ago.ahead(next, now: now))"
  }

  private var isGone: Bool { stored?.cause == .gone }

  /// For other programs.
  package var row: JSONValue {
    [
      "source": .string(source.address), "name": .text(source.name), "file": .text(place?.file),
      "line": .optional(place?.line, JSONValue.int), "ok": .bool(problem == nil),
      "title": .text(feed?.title), "format": .string(feed?.format ?? ""),
      "entries": .int(feed?.entries ?? 0), "newest": .time(feed?.newest),
      "problem": .text(problem), "cause": .text(cause?.rawValue),
      "failures": .optional(stored?.failures, JSONValue.int), "last_pull": .time(stored?.pulledAt),
      "next_pull": .time(stored?.nextPullAt), "gone": .bool(isGone),
      "moved_to": .text(stored?.adopted ?? feed?.movedTo),
      "newest_posts": .texts(feed?.samples ?? []),
      "flaws": .array(
        (feed?.flaws ?? []).map {
          ["code": .string($0.code.rawValue), "message": .string($0.message)]
        }),
    ]
  }
}
