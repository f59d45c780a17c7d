// `gleaner judge` as a person reads it, and what lists and cards say of a judge: nothing in it may speak to a terminal.

import Foundation
import Service
import Store
import Taste
import TestSupport
import Testing

@testable import Pipeline
@testable import gleaner

struct JudgeStoryTests {
  private static let now = Date(timeIntervalSince1970: 1_768_896_000)
  private static let evil = "\u{1B}[2J\u{202E}red\u{7}"

  private static func record(
    _ verdict: Verdict, _ stage: DecisionStage, _ logOdds: Double
  ) -> DecisionRecord {
    DecisionRecord(
      item: 12, textHash: [1],
      decision: Decision(
        verdict: verdict, stage: stage, reason: "because",
        probability: Decide.boosted(0.5, by: logOdds)), logOdds: logOdds)
  }

  static func item(_ outcome: DecidedItem.Outcome? = nil, title: String = "Baking with rye")
    -> DecidedItem
  {
    DecidedItem(
      id: 12, source: "feeds/a.xml", sourceName: "A feed", title: title, text: "Rye flour.",
      url: "https://example.org/a", firstSeen: now, outcome: outcome)
  }

  /// A question that is not asked yet.
  private static func open(title: String = "Baking with rye") -> JudgeCase {
    var found = JudgeCase(item: item(title: title), thresholds: .standard)
    found.prompt = JudgeQuestion(
      card: PersonCard(interests: [.init(name: "bread", words: ["rye"])]),
      evidence: [JudgeEvidence(.like, title: "Sourdough", text: "Three stages.")],
      item: JudgeItem(title: title, text: "Rye flour.", source: "A feed")
    ).prompt(delimiter: "4f1c09be77a2d350")
    found.prices = [
      JudgeCase.Price(name: "far", model: "q/x", most: 0.000_412),
      JudgeCase.Price(name: "home", model: "m", most: 0),
      JudgeCase.Price(
        name: "other", model: "n", most: 0.1, problem: "KEY is not set; set it to the key"),
    ]
    found.before = record(.review, .score, -0.25)
    found.belief = JudgeCase.Belief(
      weight: 0.1, answers: 0, influence: 1.5, reach: -0.25...0.25)
    return found
  }

  private static func answered(reason: String? = "it says \"rye\"", code: String? = nil)
    -> JudgeCase
  {
    var found = open()
    found.kept = KeptJudgement(
      hash: [1], state: "answered", code: code, version: "1/plain", askedAt: now,
      answer: Judgement(
        verdict: .keep, confidence: 82.6, reason: reason, topics: ["rye", "bread"],
        provider: "far", model: "q/x-1", tokensIn: 1_003, tokensOut: 41, cost: 0.000_12,
        latency: 1.254))
    found.stands = true
    found.after = record(.keep, .judge, 0.5)
    return found
  }

  private func text(_ found: JudgeCase, isAsking: Bool = false) -> String {
    JudgeStory(found: found, zone: .gmt, isAsking: isAsking).lines.map { $0 + "\n" }.joined()
  }

  @Test func `a question that was not asked is shown whole, with what it would cost`() throws {
    try Golden.expect(text(Self.open()), matches: "judge-open.text")
  }

  @Test func `an answer is shown with what it does`() throws {
    let whole = text(Self.answered())
    let start = try #require(whole.range(of: "what it would cost"))
    try Golden.expect(String(whole[start.lowerBound...]), matches: "judge-answered.text")
  }

  @Test func `a reason that is not shown says why, and an old answer that it does not count`() {
    let untrue = text(Self.answered(reason: nil, code: "untrue"))
    #expect(untrue.contains("its reason is not shown: it quotes what does not stand there"))
    var old = Self.answered()
    old.stands = false
    old.after = nil
    #expect(
      text(old).contains(
        "the answer of other models or to other words, which does not count any more"))
    #expect(text(old).contains("A run would ask, where the budget leaves room"))
  }

  @Test func `why a run would not ask is said, and a suspected text named`() {
    var found = Self.open()
    found.obstacle = .settled(.skip)
    found.suspicion = ["override"]
    let said = text(found)
    #expect(said.contains("A run would not ask: no answer could change the verdict: skip."))
    #expect(said.contains("The text may speak to the judge (override), so an answer moves it down"))
    #expect(!text(found, isAsking: true).contains("A run would") && found.refusal == nil)
    found.obstacle = .rule("muted by rule 'x'")
    #expect(
      found.refusal
        == "not asked: a rule decides, and no judge is heard against it: muted by rule 'x'")
    found.failure = "far: there is no credit left"
    #expect(found.refusal == "no answer: far: there is no credit left")
    var bare = JudgeCase(item: Self.item(), thresholds: .standard)
    bare.obstacle = .noVector
    #expect(text(bare).hasSuffix("gleaner run' embeds and scores it first.\n"))
  }

  @Test func `nothing in it speaks to the terminal`() throws {
    let output = Pipe()
    let writer = StandardOutput(descriptor: output.fileHandleForWriting.fileDescriptor)
    var found = Self.answered(reason: Self.evil)
    found.item = Self.item(title: Self.evil)
    try writer.lines(JudgeStory(found: found, zone: .gmt).lines, for: .none)
    try writer.flush()
    try output.fileHandleForWriting.close()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    #expect(bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    #expect(!String(decoding: bytes, as: UTF8.self).contains("\u{202E}"))
  }

  @Test func `as JSON all of it has a name`() {
    let row = JudgeRow.row(Self.answered())
    #expect(row["answer"]?["confidence"]?.double == 82.6 && row["answer"]?["is_current"] == true)
    #expect(row["effect"]?["shift"]?.double == 0.75 && row["effect"]?["least"]?.double == -0.25)
    #expect(row["effect"]?["after"]?["decision"] == "keep" && row["obstacle"] == .null)
    #expect(row["question"]?["models"]?.array?.count == 3)
    #expect(row["question"]?["user"]?.string?.contains("title: Baking with rye") == true)
    #expect(JudgeRow.row(Self.open())["answer"] == .null)
  }

  // MARK: Lists and cards

  private static func outcome(_ reason: String, stage: DecisionStage = .score)
    -> DecidedItem.Outcome
  {
    var rationale = Rationale()
    rationale.judge = JudgeNote(
      verdict: "skip", confidence: 70.4, shift: -0.1, model: "m", suspicion: [],
      reason: "it sells \"\(evil)\"")
    return DecidedItem.Outcome(
      id: 1, verdict: .review, stage: stage, reason: reason, probability: 0.4, uncertainty: 0.1,
      logOdds: -0.4, rationale: rationale, profile: 1, model: "m", decidedAt: now)
  }

  @Test func `lists and cards show a judge's verdict and its words once`() throws {
    let item = Self.item(Self.outcome("borderline: close to “B”"))
    let said = try #require(JudgeWords.line(item.outcome))
    #expect(said == "the judge: skip, 70 % sure: it sells \"red\"")
    #expect(
      JudgeWords.line(Self.outcome("it sells \"\(Self.evil)\"", stage: .judge))
        == "the judge: skip, 70 % sure")
    let question = ReviewCase(item: item, purpose: .borderline)
    let view = SittingView(question: question, tally: ReviewTally(), position: 1, total: 1)
    let card = ReviewCard(
      sight: ReviewSight(view: view, summary: "", now: Self.now), question: question, zone: .gmt,
      width: 80)
    #expect(card.lines(rows: 20).map(\.text).contains("· \(said)"))
    #expect(
      ReviewRows.lines(ReviewBatch(cases: [question], waiting: 1)).contains("   \(said)"))
    let row = ReviewListing.question(question, position: 1)
    #expect(row["judge"]?["verdict"] == "skip" && row["judge"]?["confidence"]?.double == 70.4)
    #expect(ItemsCommand.judged(said, .none) == String(repeating: " ", count: 23) + said)
    #expect(JudgeWords.line(Self.item().outcome) == nil)
    #expect(JSONValue.object(ItemListing.members(Self.item()))["judge"] == .null)
  }
}
