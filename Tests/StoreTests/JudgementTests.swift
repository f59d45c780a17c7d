// Questions to a judge: written before they are asked, settled once, and asked again only so often.

import Feed
import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct JudgementTests {
  private let now = StoreFixture.now
  private let answer = Judgement(
    verdict: .keep, confidence: 82.5, reason: "says \"rye\"", topics: ["bread", "rye, dark"],
    provider: "p", model: "tiny-1", tokensIn: 900, tokensOut: 40, cost: 0.0001, latency: 1.5)

  /// Items with a decision of the basis: log-odds −2, −1, 0, 1 and 2.
  private func fill(_ database: Database) async throws -> [UndecidedItem] {
    let source = try await StoreFixture.sources(database, [StoreFixture.web])[0]
    _ = try await database.admit(
      ["a", "b", "c", "d", "e"].map { StoreFixture.item($0, $0) },
      outcome: PullOutcome(source: source.id, at: now))
    _ = try await database.markDuplicates()
    let texts = try await database.pendingTexts(model: "m", limit: 100)
    try await database.write(texts.map { _ in StoreFixture.axis(0) }, of: texts, model: "m")
    let items = try await database.undecidedItems(basis, limit: 10)
    try await decide(database, items, .score)
    return items
  }

  private let basis = DecisionBasis(hash: [1], profile: nil, model: "m")

  private func decide(
    _ database: Database, _ items: [UndecidedItem], _ stage: DecisionStage, reason: String = "near",
    isAnew: Bool = false
  ) async throws {
    let records = items.enumerated().map { place, item in
      DecisionRecord(
        item: item.id, textHash: item.textHash,
        decision: Decision(verdict: .review, stage: stage, reason: reason),
        logOdds: Double(place) - 2)
    }
    try await database.append(records, basis: basis, at: now, isAnew: isAnew)
  }

  private func draft(_ item: UndecidedItem, hash: UInt8 = 7, version: String = "1")
    -> JudgementDraft
  {
    JudgementDraft(
      hash: [hash], item: item.id, textHash: item.textHash, version: version, models: "p/tiny",
      logOdds: 0.25, suspicion: ["role", "coded"])
  }

  private func opened(_ state: JudgementState) throws -> Int64 {
    guard case .open(let id) = state else { throw Unexpected(state: state) }
    return id
  }

  private struct Unexpected: Error { let state: JudgementState }

  @Test func `an answer is found again by the hash of its question, as it was`() async throws {
    try await TestStore.with { database, _ in
      let items = try await fill(database)
      #expect(try await database.judgement(hash: [7]) == nil)
      let id = try opened(try await database.beginJudgement(draft(items[0]), at: now))
      #expect(try await database.judgement(hash: [7]) == nil)
      try await database.settleJudgement(id, answer, at: now)
      #expect(try await database.judgement(hash: [7]) == answer)
      #expect(
        try await database.beginJudgement(draft(items[0]), at: now) == .answered(answer))
      try await database.settleJudgement(id, .useless(code: "shape"), at: now)
      #expect(try await database.judgement(hash: [7]) == answer)
    }
  }

  @Test func `a question whose calls were lost is asked twice and not again`() async throws {
    try await TestStore.with { database, _ in
      let items = try await fill(database)
      let first = try opened(try await database.beginJudgement(draft(items[0]), at: now))
      let second = try opened(try await database.beginJudgement(draft(items[0]), at: now))
      #expect(first == second)
      #expect(
        try await database.beginJudgement(draft(items[0]), at: now) == .closed(code: "lost"))
    }
  }

  @Test func `what reached nobody may be asked again, what was useless once, a refusal never`()
    async throws
  {
    try await TestStore.with { database, _ in
      let item = try await fill(database)[0]
      for _ in 0..<4 {
        let id = try opened(try await database.beginJudgement(draft(item), at: now))
        try await database.settleJudgement(id, .unreached(code: "connection"), at: now)
      }
      for _ in 0..<2 {
        let id = try opened(try await database.beginJudgement(draft(item, hash: 8), at: now))
        try await database.settleJudgement(id, .useless(code: "shape"), at: now)
      }
      #expect(
        try await database.beginJudgement(draft(item, hash: 8), at: now) == .closed(code: "shape"))
      let id = try opened(try await database.beginJudgement(draft(item, hash: 9), at: now))
      try await database.settleJudgement(id, .refused(code: "refused"), at: now)
      #expect(
        try await database.beginJudgement(draft(item, hash: 9), at: now)
          == .closed(code: "refused"))
    }
  }

  @Test func `an answer stands for its text, its words and its models, whatever else was told`()
    async throws
  {
    try await TestStore.with { database, _ in
      let items = try await fill(database)
      let id = try opened(try await database.beginJudgement(draft(items[1]), at: now))
      #expect(try await database.standingJudgement(draft(items[1], hash: 8)) == nil)
      try await database.settleJudgement(id, answer, at: now)
      #expect(
        try await database.standingJudgement(draft(items[1], hash: 8)) == .answered(answer))
      #expect(try await database.standingJudgement(draft(items[2], hash: 8)) == nil)
      #expect(try await database.standingJudgement(draft(items[1], version: "2")) == nil)
      func isKnown(_ version: String) async throws -> Bool? {
        try await database.judgeable(
          basis, within: -1...1, models: "p/tiny", version: version, limit: 10
        ).first { $0.candidate.id == items[1].id }?.isKnown
      }
      #expect(try await isKnown("1") == true)
      #expect(try await isKnown("2") == false)
    }
  }

  @Test func `a lost call counts, whatever is quoted when it is asked again`() async throws {
    try await TestStore.with { database, _ in
      let items = try await fill(database)
      _ = try opened(try await database.beginJudgement(draft(items[1], hash: 7), at: now))
      _ = try opened(try await database.beginJudgement(draft(items[1], hash: 8), at: now))
      #expect(try await database.judgements(of: items[1].id, limit: 9).map(\.attempts) == [2])
      #expect(
        try await database.beginJudgement(draft(items[1], hash: 9), at: now)
          == .closed(code: "lost"))
      #expect(try await database.judgements(of: items[1].id, limit: 9).map(\.state) == ["failed"])
    }
  }

  @Test func `what lies in reach waits for a judge until it is judged or answered`() async throws {
    try await TestStore.with { database, _ in
      let items = try await fill(database)
      func waiting() async throws -> [Int64] {
        try await database.judgeable(
          basis, within: -1...1, models: "p/tiny", version: "1", limit: 10
        ).map(\.candidate.id)
      }
      #expect(try await waiting() == [items[3].id, items[2].id, items[1].id])
      try await decide(database, [items[3]], .judge, isAnew: true)
      _ = try await database.answer(items[2].id, .keep, origin: .review, reason: nil, at: now)
      #expect(try await waiting() == [items[1].id])
      let other = DecisionBasis(hash: [2], profile: nil, model: "m")
      #expect(
        try await database.judgeable(
          other, within: -1...1, models: "p/tiny", version: "1", limit: 10
        ).isEmpty)
    }
  }

  @Test func `a decision made anew is written where it says something else`() async throws {
    try await TestStore.with { database, pool in
      let items = try await fill(database)
      for _ in 0..<2 {
        try await decide(database, items, .score, isAnew: true)
        try await decide(database, items, .score, reason: "near; nobody to ask", isAnew: true)
      }
      let rows = try await pool.query("SELECT count(*) AS n FROM decisions")
      #expect(try rows.first?.decode("n", as: Int.self) == 20)
      try await decide(database, items, .score, reason: "near", isAnew: false)
      let after = try await pool.query("SELECT count(*) AS n FROM decisions")
      #expect(try after.first?.decode("n", as: Int.self) == 20)
    }
  }

  @Test func `judged items are told with what the person said afterwards`() async throws {
    try await TestStore.with { database, _ in
      let items = try await fill(database)
      _ = try await database.answer(
        items[1].id, .keep, origin: .review, reason: nil, at: now.addingTimeInterval(-60))
      for (place, item) in items.prefix(3).enumerated() {
        let question = draft(item, hash: UInt8(place), version: place == 2 ? "0" : "1")
        let id = try opened(try await database.beginJudgement(question, at: now))
        try await database.settleJudgement(
          id, answer, at: now.addingTimeInterval(Double(place)))
      }
      _ = try await database.answer(
        items[0].id, .skip, origin: .review, reason: nil, at: now.addingTimeInterval(60))
      #expect(
        try await database.judgedPast(models: "p/tiny", version: "1") == [
          JudgedItem(position: 0.825, logOdds: 0.25, isWanted: false),
          JudgedItem(position: 0.825, logOdds: 0.25),
          JudgedItem(position: 0.825, logOdds: 0.25, weight: 0.5),
        ])
    }
  }
}
