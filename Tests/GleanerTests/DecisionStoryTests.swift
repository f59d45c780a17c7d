// `gleaner explain` as a person reads it, and as a program does: for what the score kept, for what a rule decided, and for
// what an earlier version left behind.

import Foundation
import Pipeline
import Service
import Store
import Taste
import TestSupport
import Testing

@testable import gleaner

struct DecisionStoryTests {
  private static let day = Date(timeIntervalSince1970: 1_768_896_000)

  private static var rationale: Rationale {
    var rationale = Rationale(reasons: [
      Reason(
        id: "passage:1", title: "What happens in SQLite when you commit", share: 1.9,
        evidence: "like", at: day, closeness: 4, close: true, words: ["sqlite", "write ahead"],
        without: -0.2),
      Reason(
        id: "item:7", title: "Gullcoin sinks", share: -0.75, evidence: "background", closeness: 3,
        count: 41, words: ["traders"]),
      Reason(
        id: "passage:4", title: "Databases – Indexes", share: 0.6, evidence: "document",
        at: day, closeness: 2, count: 3, without: 0.9),
      Reason(
        id: "item:9", title: "Far", share: 0.1, evidence: "keep", closeness: 0.4, close: false),
    ])
    rationale.base = -2
    rationale.pro = 3
    rationale.contra = -1
    rationale.farFromUnwanted = 0.25
    rationale.farFromWanted = -0.25
    rationale.ifKept = 3
    rationale.ifSkipped = -4
    rationale.prior = 0.1
    rationale.skip = 0.25
    rationale.keep = 0.6
    rationale.rules = [FiredRule(name: "more databases", effect: "boost", by: 0.5)]
    return rationale
  }

  private static func story(
    _ verdict: Verdict, _ stage: DecisionStage, _ rationale: Rationale, logOdds: Double = 0.5,
    newest: Int64 = 3, rule: String? = nil
  ) -> DecisionStory {
    let outcome = DecidedItem.Outcome(
      id: 1, verdict: verdict, stage: stage, reason: "because", rule: rule, probability: 0.62,
      uncertainty: 0.1, logOdds: logOdds, rationale: rationale, profile: 3, model: "m",
      decidedAt: day)
    return DecisionStory(
      item: DecidedItem(
        id: 12, source: "feeds/a.xml", sourceName: "A feed", title: "A title", text: "Text.",
        url: "https://example.org/a", author: "Ada", firstSeen: day, outcome: outcome),
      alsoIn: ["Another"], newestProfile: newest, zone: .gmt)
  }

  @Test func `a like is named with its author and the services that keep it`() throws {
    var story = Self.story(.keep, .score, Self.rationale)
    let id = try #require(Self.rationale.reasons.first?.id)
    story.likes = [id: LikeNote(author: "Ona", origins: ["pinboard", "pocket"])]
    #expect(
      story.lines.contains { $0.contains("” by Ona (") && $0.contains("; pinboard, pocket)") })
    let row = ItemListing.whole(story.item, alsoIn: [], likes: story.likes)
    #expect(
      row["for"]?.array?.first?["origins"]?.array?.compactMap(\.string) == ["pinboard", "pocket"])
  }

  @Test func `a score's decision is told with its reasons, its sum and what would change it`()
    throws
  {
    let story = Self.story(.keep, .score, Self.rationale, newest: 4)
    try Golden.expect(story.lines.joined(separator: "\n") + "\n", matches: "kept.text")
  }

  @Test func `a judge's decision shows its answer in the sum, and what would be without it`() throws
  {
    var rationale = Self.rationale
    rationale.judge = JudgeNote(
      verdict: "keep", confidence: 82.6, shift: 0.75, model: "q/x", suspicion: ["override"],
      reason: "it says \"rye\"")
    let story = Self.story(.keep, .judge, rationale, logOdds: 1.25)
    try Golden.expect(story.lines.joined(separator: "\n") + "\n", matches: "judged.text")
    let row = ItemListing.whole(story.item, alsoIn: [])
    #expect(row["judge"]?["reason"] == "it says \"rye\"" && row["judge"]?["shift"]?.double == 0.75)
  }

  @Test func `a rule's decision says what the score alone would have done`() throws {
    var rationale = Self.rationale
    rationale.rules = [
      FiredRule(name: "no coins", effect: "mute"), FiredRule(name: "coins", effect: "keep"),
    ]
    let story = Self.story(.skip, .rule, rationale, logOdds: 0, rule: "no coins")
    try Golden.expect(story.lines.joined(separator: "\n") + "\n", matches: "muted.text")
  }

  @Test func `a decision of an earlier version is told with what is known of it`() {
    let old = Rationale(reasons: [Reason(id: "passage:1", title: "A note", share: 1.5)])
    let lines = Self.story(.keep, .score, old).lines
    #expect(lines.contains("  +1.50  A note") && lines.contains("  −1.00  everything else"))
    #expect(!lines.contains("what would change it:"))
  }

  @Test func `as JSON base, shares and rest add up to the log-odds`() throws {
    let row = ItemListing.whole(Self.story(.keep, .score, Self.rationale).item, alsoIn: [])
    let shares = ["for", "against"].flatMap { row[$0]?.array ?? [] }.compactMap {
      $0["share"]?.double
    }
    let base = try #require(row["base"]?.double)
    let rest = try #require(row["rest"]?.double)
    let sum = shares.reduce(base + rest, +)
    #expect(shares.count == 4 && abs(sum - 0.5) < 1e-9)
    let first = try #require(row["for"]?.array?.first)
    #expect(first["percent"]?.double == 69.1 && first["evidence"]?.string == "like")
    #expect(first["date"]?.string == "2026-01-20T08:00:00Z")
    #expect(first["words"]?.array?.compactMap(\.string) == ["sqlite", "write ahead"])
    let changes = try #require(row["would_change"]?.array)
    #expect(
      changes.compactMap { $0["decision"]?.string } == ["review", "review", "review", "skip"])
    #expect(changes.allSatisfy { $0["what"]?.string != nil && $0["probability"]?.double != nil })
  }
}
