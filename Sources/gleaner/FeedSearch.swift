// From what somebody typed to a feed that can be read: the address itself, or the one feed that the page there names.

import Feed
import Formats
import Foundation
import HTTP
import Pipeline
import Service
import Workspace

/// What was found where a source is to be.
struct FoundFeeds: Sendable, Hashable {
  var title: String?
  var sources: Int
  var entries: Int
  var newest: Date?
  /// The page that named it.
  var page: String?

  /// `Lobsters: 25 entries, newest 2 hours ago`.
  func words(now: Date) -> String {
    let name = sources == 1 ? title ?? "untitled" : Count.of(sources, "file")
    let newest = newest.map { ", newest \(Ago.words($0, now: now))" } ?? ""
    return "\(name): \(Count.of(entries, "entry", plural: "entries"))\(newest)"
  }
}

/// Looks at a source before it is added.
struct FeedSearch {
  let workspace: OpenWorkspace
  let list: SourceList

  /// The draft to write, or nil after saying why there is none.
  func run(
    _ draft: SourceDraft, _ sources: [Source]
  ) async throws -> (draft: SourceDraft, sources: [Source], found: FoundFeeds)? {
    let findings = try await probe(sources)
    if case .page(let named)? = findings.first, sources.count == 1 {
      return try await follow(named, from: draft)
    }
    return found(findings, draft, sources).map { (draft, sources, $0) }
  }

  private func probe(_ sources: [Source]) async throws -> [ProbeFinding] {
    let client = Client(Client.Settings(userAgent: Version.userAgent))
    return try await SourceProbe(
      client: client, root: workspace.location.root, now: workspace.now
    ).run(sources)
  }

  private func follow(
    _ named: [AdvertisedFeed], from draft: SourceDraft
  ) async throws -> (draft: SourceDraft, sources: [Source], found: FoundFeeds)? {
    guard named.count == 1, let next = draft.following(named[0].address) else {
      workspace.say(
        "gleaner: \(draft.feed) is a web page that names several feeds; add one of them:")
      for feed in named.prefix(50) {
        workspace.say("  \(feed.address)" + (feed.title.map { "  (\($0))" } ?? ""))
      }
      return nil
    }
    let sources = try next.sources(in: workspace.location)
    guard !FeedsAddCommand.isListed(sources, in: list, workspace) else { return nil }
    guard var found = found(try await probe(sources), next, sources) else { return nil }
    found.page = draft.feed
    workspace.say("\(draft.feed) is a web page; its feed is \(next.feed)")
    return (next, sources, found)
  }

  /// What the feeds among the findings add up to; nil, and a word on why, when there is none.
  private func found(
    _ findings: [ProbeFinding], _ draft: SourceDraft, _ sources: [Source]
  ) -> FoundFeeds? {
    var feeds: [ProbedFeed] = []
    for (source, finding) in zip(sources, findings) {
      switch finding {
      case .feed(let feed):
        feeds.append(feed)
        if let defect = feed.defect { workspace.say("\(source.address): \(defect)") }
      case .page: workspace.say("\(source.address): this is a web page, not a feed")
      case .failed(let why): workspace.say(said(why, of: source))
      }
    }
    guard !feeds.isEmpty else {
      let isRefused = findings.contains { finding in
        if case .failed(let why) = finding { why.contains("allow_private") } else { false }
      }
      workspace.say(
        "nothing was written; \(isRefused ? "--allow-private" : "--no-check") adds it all the same")
      return nil
    }
    return FoundFeeds(
      title: feeds.first?.title, sources: sources.count,
      entries: feeds.reduce(0) { $0 + $1.entries }, newest: feeds.compactMap(\.newest).max())
  }

  /// Some causes begin with the address already; and who forgot `https://` is told about a file.
  private func said(_ why: String, of source: Source) -> String {
    let line = why.contains(source.address) ? why : "\(source.address): \(why)"
    let isMissing = source.isFile && why.contains("no such file")
    return line + (isMissing ? " (the address of a web feed begins with https://)" : "")
  }
}
