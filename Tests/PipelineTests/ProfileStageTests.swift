// What the profile learns from: labels by their kind and age, and the expected share of wanted items from answers.

import Feed
import Foundation
import Postgres
import Store
import Taste
import TestSupport
import Testing

@testable import Pipeline

struct ProfileStageTests {
  private func row(_ key: String, _ label: String?, day: Double = 0) -> EvidenceRow {
    EvidenceRow(
      key: key, title: key, text: "text", vector: Vector(unit: [1, 0]), group: key, label: label,
      at: Date(timeIntervalSince1970: day * 86_400))
  }

  @Test func `a label that is none teaches nothing, a note without one is a note`() {
    let rows = [
      row("passage:1", nil), row("passage:2", "like"), row("item:1", "later"),
      row("item:2", "withdrawn"), row("item:3", "skip"),
    ]
    let examples = ProfileStage.examples(rows, TasteSettings())
    #expect(examples.map(\.candidate.id) == ["passage:1", "passage:2", "item:3"])
    #expect(examples.map(\.evidence) == [.document, .like, .skip])
  }

  @Test func `skips make no like older`() {
    let likes = (0..<3).map { row("passage:\($0)", "like", day: Double($0)) }
    let skips = (0..<200).map { row("item:\($0)", "skip", day: 10 + Double($0)) }
    let examples = ProfileStage.examples(likes + skips, TasteSettings())
    #expect(examples.prefix(3).map(\.weight) == ScorerSettings().recency(count: 3))
    #expect(examples.last?.weight == 1)
  }

  @Test func `fifty answers move the prior, and the profile says so`() async throws {
    try await Bench.with { bench in
      try bench.write(Self.feed(60), to: "feeds/one.xml")
      try await bench.rememberBread()
      let first = try await bench.run()
      #expect(first.decided == 60)
      bench.now.addTimeInterval(60)
      try await bench.pool.execute(
        """
        INSERT INTO feedback (item, label, origin, given_at)
        SELECT id, 'keep', 'review', \(bench.now) FROM items
        """)
      let stage = ProfileStage(
        database: bench.database, model: "all-MiniLM-L6-v2", prior: 0.3, now: bench.now)
      let current = try #require(try await stage.run())
      #expect(current.isNew && current.prior > 0.35 && current.prior < 0.8)
    }
  }

  private static func feed(_ count: Int) -> String {
    Bench.feed(
      (0..<count).map {
        ("Story \($0) of bread", "Number \($0): rye, ovens, markets and football.")
      })
  }
}
