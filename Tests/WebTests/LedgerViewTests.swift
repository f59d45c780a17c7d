// The ledger and the sources as text: what a person sees, from values alone.

import Feed
import Foundation
import HTTP
import Markup
import Pipeline
import Service
import Store
import Taste
import TestSupport
import Testing

@testable import Web
@testable import Workspace

struct LedgerViewTests {
  private static let now = TestSite.now
  private static let visitor = Visitor.person(formToken: "TOKEN")

  private static func row(
    _ id: Int64, _ state: ActionState, account: String = "ada@social.example",
    kind: ActionKind = .like, text: String? = "Flour, water and \"patience\" <b>",
    note: String? = nil,
    approvedBy: String? = nil, isByHand: Bool = false
  ) throws -> ActionRow {
    let name = try #require(AccountName(account))
    return ActionRow(
      id: id, account: name, kind: kind,
      target: try #require(PostTarget(name.network, uri: "https://social.example/posts/\(id)")),
      state: state, item: 40 + id, title: "A rye starter", url: "https://social.example/@ann/\(id)",
      author: "ann@social.example", text: text, probability: 0.93,
      because: "score 0.93 reaches 0.6",
      version: "v \"1\"", reason: "you want to be asked", certificate: Certificate(right: 3, of: 4),
      approvedBy: approvedBy, proposedAt: now.addingTimeInterval(-7_200), decidedAt: now,
      notBefore: nil, expires: now.addingTimeInterval(40 * 3_600), settledAt: now, attempts: 0,
      remote: nil, isByHand: isByHand, note: note)
  }

  private static func stops() throws -> ActionStopsView {
    let account = try #require(AccountName("ada@social.example"))
    return ActionStopsView(
      stops: [
        ActionStop(
          account: nil, isPersons: true, why: "on holiday", at: now.addingTimeInterval(-600)),
        ActionStop(
          account: account, kind: .like, isPersons: false, why: "it said 403", at: now),
      ], accounts: [account], now: now, visitor: visitor)
  }

  private static func list(_ shelf: ActionShelf, _ rows: [ActionRow]) throws -> String {
    ActionListView(
      shelf: shelf, rows: rows, hasMore: true, counts: [.proposed: 2, .done: 7, .undone: 1],
      certificates: [(.like, Certificate(right: 44, of: 46))],
      earliest: [1: now.addingTimeInterval(9 * 3_600), 2: now], stops: try stops(), window: 600,
      now: now, visitor: visitor, notes: ["1 approved.", "Left: 2 is rejected and stays so."]
    ).body.html
  }

  @Test func `the ledger is as it was`() throws {
    let proposed = [
      try Self.row(1, .proposed), try Self.row(2, .proposed, account: "ada@x.com"),
      try Self.row(3, .proposed, kind: .repost, text: "A rye starter in five days"),
    ]
    try Golden.expect(try Self.list(.proposed, proposed), matches: "actions.html")
    let others = [
      try Self.row(4, .approved, approvedBy: "bulk"), try Self.row(5, .unknown, note: "no answer"),
      try Self.row(6, .done, approvedBy: "policy"), try Self.row(7, .done, isByHand: true),
      try Self.row(8, .undoing), try Self.row(9, .failed, note: "the post is gone"),
    ]
    try Golden.expect(try Self.list(.sent, others), matches: "actions-others.html")
  }

  @Test func `the story of an action is as it was`() throws {
    let story = ActionStory(
      row: try Self.row(1, .proposed), certificate: Certificate(right: 50, of: 50),
      policy: .propose,
      audit: [
        AuditRow(at: Self.now, who: "gleaner", what: "proposed", detail: nil),
        AuditRow(at: Self.now, who: "person", what: "approval taken back", detail: "why <not>"),
      ])
    let view = ActionStoryView(
      story: story, earliest: Self.now, now: Self.now, zone: .gmt, visitor: Self.visitor)
    try Golden.expect(view.body.html, matches: "action.html")
  }

  // MARK: Sources

  private static func source(
    _ address: String, name: String? = nil, isPaused: Bool = false, _ health: SourceHealth?,
    _ times: SourceTimes? = nil
  ) -> SourceOverview {
    var source = Source(address: address, name: name, tags: ["bread", "a & b"])
    source.isPaused = isPaused
    return SourceOverview(
      entry: DeclaredSource(
        source: source, file: "feeds/feeds.yaml", position: YAMLPosition(line: 3, column: 3)),
      health: health, times: times)
  }

  private static let sources = [
    source(
      "https://a.example/feed?x=1&y=\"2\"", name: "Alpha <b>",
      SourceHealth(
        id: 1, pulledAt: now.addingTimeInterval(-7_200), came: 100, kept: 12, skipped: 80,
        waiting: 3, duplicates: 5),
      SourceTimes(next: now.addingTimeInterval(10_800), isGone: false, weekly: 12)),
    source(
      "https://b.example/feed",
      SourceHealth(
        id: 2, title: "Beta", pulledAt: now.addingTimeInterval(-600), failures: 3,
        error: "the server says 404", cause: .notFound, came: 4, kept: 1),
      SourceTimes(next: now.addingTimeInterval(86_400), isGone: false, failures: 3)),
    source("https://c.example/feed", isPaused: true, nil),
    source("https://d.example/feed", nil),
  ]

  @Test func `the list of sources is as it was`() throws {
    var filter = SourceFilter()
    filter.words = "\"a\" b"
    var wish = SourceWish()
    wish.address = "\"><script>"
    let view = SourceListView(
      filter: filter, sources: Self.sources, hasMore: true,
      counts: [.all: 4, .failing: 1, .paused: 1],
      adding: SourceAdding(wish: wish, complaint: "That is <no> address.", visitor: Self.visitor),
      now: Self.now)
    try Golden.expect(view.body.html, matches: "sources.html")
  }

  @Test(arguments: [0, 1, 2])
  func `a source is as it was`(place: Int) throws {
    let view = SourceView(
      source: Self.sources[place], items: [],
      checked: place == 1 ? ["failed  b", "404 \u{1B}[1m"] : nil,
      notice: place == 0 ? "Added." : nil, now: Self.now, zone: .gmt, visitor: Self.visitor)
    try Golden.expect(view.body.html, matches: "source-\(place).html")
  }

  @Test(arguments: PullCause.allCases) func `every failure has a remedy`(cause: PullCause) {
    let source = Self.source(
      "https://a.example/feed",
      SourceHealth(id: 1, pulledAt: Self.now, failures: 1, error: "it failed", cause: cause))
    #expect(source.remedy?.hasSuffix(".") == true)
  }
}
