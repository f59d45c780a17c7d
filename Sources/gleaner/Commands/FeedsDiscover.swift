// `gleaner feeds discover URL`: what feeds a page has, without adding any.

import Feed
import Formats
import Foundation
import Pipeline
import Service
import Workspace

enum FeedsDiscoverCommand: Command {
  static let spec = CommandSpec(
    ["feeds", "discover"], "Show the feeds behind an address, best first; writes nothing",
    operands: "URL", operandCount: 1...1,
    options: [
      OptionSpec("--allow-private", nil, "the address may be in your own network"),
      OpenWorkspace.nowOption, OpenWorkspace.jsonOption,
    ],
    details: """
      URL is the address of a page, or of a feed. Shown are the feeds that the page names, of one feed in several \
      formats the best, feeds of comments last; of YouTube, GitHub, Reddit and Medium those that their rules give; and \
      where a page names none, what lies in the usual places. 'gleaner feeds add URL' adds the first one that is a feed.

      Exits with 1 when there is none. --json rows carry address, title, format, entries, newest, comments (whether it \
      is a feed of comments), origin (address, site, page, custom), listed (whether you have it), problem.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let list = try SourceList.load(workspace.location)
    let draft = try FeedsAddCommand.draft(invocation, workspace.location)
    guard !draft.isFile else {
      throw UsageError("'\(TerminalText.excerpt(draft.feed, limit: 100))' is no http(s) URL")
    }
    let (asked, result) = try await FeedInquiry(workspace: workspace, list: list).search(draft)
      .discover(draft, everything: true)
    let known = Set(list.sources.map { SourceAddress.key($0.address) })
    try await StandardOutput.write { output in
      for candidate in result.candidates {
        let isListed = known.contains(
          SourceAddress.key(candidate.feed?.movedTo ?? candidate.address))
        if invocation.has("--json") {
          try output.row(row(candidate, isListed: isListed))
        } else {
          for line in lines(candidate, isListed: isListed, now: workspace.now) {
            try output.line(TerminalText.clean(line))
          }
        }
      }
    }
    if result.candidates.isEmpty { say(result, asked, workspace) }
    return result.best == nil ? .failed : .done
  }

  private static func say(
    _ result: DiscoveredFeeds, _ draft: SourceDraft, _ workspace: OpenWorkspace
  ) {
    let why = result.failure?.message ?? "there is nothing"
    workspace.say(why.contains(draft.feed) ? why : "\(draft.feed): \(why)")
    if result.page != nil {
      workspace.say("the page names no feed, and none lies in the usual places")
    } else if result.failure?.cause == .privateAddress {
      workspace.say("--allow-private asks it all the same")
    }
  }

  private static func lines(_ candidate: FeedCandidate, isListed: Bool, now: Date) -> [String] {
    let notes = [isListed ? "listed already" : nil, candidate.isAboutComments ? "comments" : nil]
      .compactMap(\.self)
    let note = notes.isEmpty ? "" : "  (\(notes.joined(separator: ", ")))"
    return ["\(candidate.address)\(note)", "  \(state(candidate, now))"]
  }

  private static func state(_ candidate: FeedCandidate, _ now: Date) -> String {
    guard let feed = candidate.feed else {
      return candidate.finding?.failure?.message
        ?? "\(candidate.title.map { "\($0): " } ?? "")not looked at"
    }
    let count = Count.of(feed.entries, "entry", plural: "entries")
    let newest = feed.newest.map { ", newest \(Ago.words($0, now: now))" } ?? ""
    return
      "\(feed.title ?? candidate.title ?? "untitled"): \(count)\(newest), \(FormatName.words(feed.format))"
  }

  private static func row(_ candidate: FeedCandidate, isListed: Bool) -> JSONValue {
    [
      "address": .string(candidate.feed?.movedTo ?? candidate.address),
      "title": .text(candidate.feed?.title ?? candidate.title),
      "format": .text(candidate.feed?.format),
      "entries": .optional(candidate.feed?.entries, JSONValue.int),
      "newest": .time(candidate.feed?.newest), "comments": .bool(candidate.isAboutComments),
      "origin": .string(candidate.origin.rawValue), "listed": .bool(isListed),
      "problem": .text(candidate.finding?.failure?.message),
    ]
  }
}
