// Everything decided anew: in batches that stand by themselves, and with reasons that are found again where they were not
// written.

import Feed
import Foundation
import Pipeline
import Postgres
import Store
import Synchronization
import Taste
import Testing

struct RescoringTests {
  /// Makes decisions as they are where nobody asks for the reasons.
  private func forget(_ bench: Bench) async throws {
    try await bench.pool.execute(
      """
      UPDATE decisions SET contributions = '{"reasons": [], "rules": []}'::jsonb || jsonb_build_object(
        'prior', contributions->'prior', 'skip', contributions->'skip', 'keep', contributions->'keep')
      """)
  }

  private func told(_ bench: inout Bench) async throws -> [DecidedItem] {
    try bench.write(Bench.feed(Bench.other + Bench.bread), to: "feeds/one.xml")
    try await bench.rememberBread()
    _ = try await bench.run()
    return try await bench.database.items(ItemQuery()).filter {
      $0.outcome?.isUntold == false
    }
  }

  @Test func `reasons are found again exactly, when the profile has long moved on`() async throws {
    try await Bench.with { bench in
      let told = try await told(&bench)
      #expect(told.count >= 2)
      try await forget(bench)
      _ = try await bench.database.answer(
        told[0].id, .skip, origin: .correction, reason: nil, at: bench.now)
      bench.now.addTimeInterval(60)
      #expect(try await bench.run(until: .score).builtProfile)
      let hindsight = Hindsight(database: bench.database, now: bench.now)
      for item in told.dropFirst() {
        let bare = try #require(try await bench.database.item(item.id))
        #expect(bare.outcome?.isUntold == true)
        let again = try #require(try await hindsight.explained(bare).outcome)
        let before = try #require(item.outcome)
        #expect(again.profile == before.profile && again.logOdds == before.logOdds)
        #expect(again.reasons.map(\.id) == before.reasons.map(\.id))
        for (one, other) in zip(again.reasons, before.reasons) {
          #expect(abs(one.share - other.share) < 1e-4)
        }
        let parts = [again.rationale.base, again.rationale.pro, again.rationale.contra]
        let sum = parts.compactMap(\.self).reduce(again.rationale.boost, +)
        #expect(abs(sum - (again.logOdds ?? 0)) < 1e-9)
      }
    }
  }

  @Test func `what was decided by something that is gone has no reasons rather than wrong ones`()
    async throws
  {
    try await Bench.with { bench in
      let told = try await told(&bench)
      try await forget(bench)
      try await bench.pool.execute(
        "UPDATE documents SET deleted_at = \(bench.now) WHERE id = (SELECT min(id) FROM documents)")
      let bare = try #require(try await bench.database.item(told[0].id))
      let again = try await Hindsight(database: bench.database, now: bench.now).explained(bare)
      #expect(again == bare)
    }
  }

  @Test
  func `a run that ends between two batches keeps what it decided, and the next decides the rest`()
    async throws
  {
    try await Bench.with { bench in
      try await bench.fill(count: 20_000)
      let task = Mutex<Task<RunReport, any Error>?>(nil)
      let run = Task { [bench] in
        try await bench.run(until: .decide) { event in
          if case .advanced(.score, _) = event { task.withLock { $0?.cancel() } }
        }
      }
      task.withLock { $0 = run }
      _ = await run.result
      let first = try await bench.decisions()
      #expect(first.all == first.items && first.all < 20_000)
      let report = try await bench.run(until: .decide)
      #expect(report.decided == 20_000 - first.all)
      let second = try await bench.decisions()
      #expect(second.all == 20_000 && second.items == 20_000)
    }
  }

  @Test func `another rule decides everything anew, by what only rules look at`() async throws {
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.other + Bench.bread), to: "feeds/one.xml")
      try await bench.rememberBread()
      _ = try await bench.run()
      var condition = RuleCondition()
      condition.urls = ["Striker"]
      bench.rules = [Rule(name: "no strikers", when: condition, effect: .mute)]
      #expect(try await bench.run().decided == 8)
      let items = try await bench.database.items(ItemQuery())
      let muted = items.filter { $0.outcome?.rule == "no strikers" }
      #expect(muted.map(\.title) == ["Striker signs for Rovers"])
      #expect(try await bench.run().decided == 0)
    }
  }

  @Test func `after a new like lists are in the order of the new probabilities`() async throws {
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.other + Bench.bread), to: "feeds/one.xml")
      try await bench.rememberBread()
      _ = try await bench.run()
      var query = ItemQuery()
      query.order = .score
      let before = try await bench.database.items(query)
      let last = try #require(before.last)
      _ = try await bench.database.answer(
        last.id, .keep, origin: .correction, reason: nil, at: bench.now)
      bench.now.addTimeInterval(60)
      let report = try await bench.run()
      #expect(report.decided == 7)
      let after = try await bench.database.items(query).compactMap(\.outcome)
      #expect(after.filter { $0.stage != .person }.allSatisfy { $0.profile == report.profile })
      #expect(after.compactMap(\.logOdds) == after.compactMap(\.logOdds).sorted(by: >))
    }
  }
}

extension Bench {
  /// Stores items that have their vectors already; nothing is known of the person.
  fileprivate func fill(count: Int) async throws {
    try write(Self.feed([]), to: "feeds/one.xml")
    _ = try await run(until: .admit)
    try await pool.execute(
      """
      INSERT INTO items (source, external_id, title, text, text_hash, first_seen, position, compared)
      SELECT (SELECT min(id) FROM sources), n, 'title', 'text', '\\x01', \(now), 0, true
      FROM generate_series(1, \(count)) n
      """)
    try await pool.execute(
      """
      INSERT INTO vectors (model, owner, owner_id, text_hash, embedding)
      SELECT \(settings.model), 'item', id, text_hash, '[1,0]' FROM items
      """)
  }

  /// How many decisions there are, and about how many items.
  fileprivate func decisions() async throws -> (all: Int, items: Int) {
    let rows = try await pool.query(
      "SELECT count(*) AS decisions, count(DISTINCT item) AS items FROM decisions")
    return (
      try rows[0].decode("decisions", as: Int.self), try rows[0].decode("items", as: Int.self)
    )
  }
}
