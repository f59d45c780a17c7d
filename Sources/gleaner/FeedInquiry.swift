// What is found where a source is to be, told at a terminal.

import Feed
import Formats
import Foundation
import HTTP
import Pipeline
import Service
import Workspace

/// What was found where a source is to be.
struct FoundFeeds: Sendable {
  var title: String?
  var sources: Int
  var entries: Int
  var newest: Date?
  /// The page that leads to it.
  var page: String?
  /// The answer, of a web source.
  var feed: ProbedFeed?

  /// `Lobsters: 25 entries, newest 2 hours ago`.
  func words(now: Date) -> String {
    let name = sources == 1 ? title ?? "untitled" : Count.of(sources, "file")
    let newest = newest.map { ", newest \(Ago.words($0, now: now))" } ?? ""
    return "\(name): \(Count.of(entries, "entry", plural: "entries"))\(newest)"
  }
}

/// Looks at a source before it is added, and tells what it finds.
struct FeedInquiry {
  let workspace: OpenWorkspace
  let list: SourceList

  /// The draft to write, or nil after saying why there is none.
  func run(
    _ draft: SourceDraft, _ sources: [Source]
  ) async throws -> (draft: SourceDraft, sources: [Source], found: FoundFeeds)? {
    guard !draft.isFile else {
      return found(try await probe(isPrivate: false).run(sources), sources).map {
        (draft, sources, $0)
      }
    }
    switch try await search(draft).run(draft, in: list) {
    case .found(let find):
      tell(find, draft)
      var found = FoundFeeds(
        title: find.feed.title, sources: 1, entries: find.feed.entries, newest: find.feed.newest,
        feed: find.feed)
      found.page = find.result.page
      return (find.draft, [find.source], found)
    case .listed(let entry, let best, let result):
      FeedsAddCommand.tell(entry, from: draft.feed, workspace)
      tellOthers(than: best, among: result, draft)
      return nil
    case .nothing(let result):
      refuse(result, draft)
      return nil
    }
  }

  /// Of the web.
  func search(_ draft: SourceDraft) -> FeedSearch {
    FeedSearch(probe: probe(isPrivate: draft.allowPrivate), location: workspace.location)
  }

  /// Private hosts are one's own, and need no pause between two requests.
  private func probe(isPrivate: Bool) -> SourceProbe {
    var settings = Client.Settings(userAgent: Version.userAgent)
    if isPrivate { settings.lane.gap = .zero }
    return SourceProbe(
      client: Client(settings), root: workspace.location.root, now: workspace.now)
  }

  /// Says how it was found, and what else there is.
  private func tell(_ find: FeedSearch.Find, _ draft: SourceDraft) {
    let (best, address) = (find.best, find.source.address)
    if best.origin != .address {
      workspace.say("\(find.result.page ?? draft.feed) is a web page; its feed is \(best.address)")
    }
    if address != best.address { workspace.say("\(best.address) has moved to \(address) for good") }
    if let defect = find.feed.defect { workspace.say("\(address): \(defect)") }
    tellOthers(than: best, among: find.result, draft)
  }

  private func tellOthers(
    than best: FeedCandidate, among result: DiscoveredFeeds, _ draft: SourceDraft
  ) {
    let rest = result.others(than: best)
    guard !rest.isEmpty else { return }
    workspace.say("the page names others too; 'gleaner feeds discover \(draft.feed)' shows them:")
    for other in rest.prefix(5) {
      workspace.say("  \(other.address)" + (other.title.map { "  (\($0))" } ?? ""))
    }
  }

  private func refuse(_ result: DiscoveredFeeds, _ draft: SourceDraft) {
    for candidate in result.candidates {
      guard let finding = candidate.finding, let why = finding.failure else { continue }
      workspace.say(said(why.message, of: candidate.address, isFile: false))
    }
    if let failure = result.failure {
      workspace.say(said(failure.message, of: result.page ?? draft.feed, isFile: false))
    }
    nothingWritten(isPrivate: result.failure?.cause == .privateAddress)
  }

  private func nothingWritten(isPrivate: Bool) {
    workspace.say(
      "nothing was written; \(isPrivate ? "--allow-private" : "--no-check") adds it all the same")
  }

  /// What the files among the findings add up to; nil, and a word on why, when there is none.
  private func found(_ findings: [ProbeFinding], _ sources: [Source]) -> FoundFeeds? {
    var feeds: [ProbedFeed] = []
    for (source, finding) in zip(sources, findings) {
      if case .feed(let feed) = finding {
        feeds.append(feed)
        if let defect = feed.defect { workspace.say("\(source.address): \(defect)") }
      } else if let why = finding.failure {
        workspace.say(said(why.message, of: source.address, isFile: true))
      }
    }
    guard !feeds.isEmpty else {
      nothingWritten(isPrivate: false)
      return nil
    }
    return FoundFeeds(
      title: feeds.first?.title, sources: sources.count,
      entries: feeds.reduce(0) { $0 + $1.entries }, newest: feeds.compactMap(\.newest).max())
  }

  /// Some causes begin with the address already; and who forgot the name of a host is told about a file.
  private func said(_ why: String, of address: String, isFile: Bool) -> String {
    let line = why.contains(address) ? why : "\(address): \(why)"
    let isMissing = isFile && why.contains("no such file")
    return line + (isMissing ? " (the address of a web feed begins with https://)" : "")
  }
}
