// Money: what is set aside counts until it is settled, and no two processes spend the same rest.

import Models
import Postgres
import Store
import TestSupport
import Testing

struct SpendingTests {
  private let payee = Payee(provider: "p", model: "m", purpose: "judge")

  private func purse(
    _ database: Database, _ budget: Budget, run: String = "1", zone: String = "Europe/Berlin"
  ) -> Spending {
    Spending(database, budget: budget, run: run, zone: zone)
  }

  @Test func `a bill replaces what was set aside, and what has none stays spent`() async throws {
    try await TestStore.with { database, _ in
      let purse = purse(database, Budget(perRun: 1, perDay: 1, perMonth: 1))
      let first = try await purse.reserve(0.5, for: payee)
      _ = try await purse.reserve(0.25, for: payee)
      try await purse.settle(first, Bill(cost: 0.125, tokens: TokenCount(input: 9, output: 1)))
      try await purse.settle(first, Bill(cost: 0, tokens: nil))
      let spent = try await database.spent(run: "1", zone: "UTC")
      #expect(spent == Budget.Spent(run: 0.375, day: 0.375, month: 0.375))
    }
  }

  @Test func `each span has its limit`() async throws {
    try await TestStore.with { database, pool in
      let budget = Budget(perRun: 1, perDay: 2, perMonth: 3)
      func span(run: String, _ amount: Double) async throws -> BudgetRefusal.Span? {
        do {
          _ = try await purse(database, budget, run: run).reserve(amount, for: payee)
          return nil
        } catch let refusal as BudgetRefusal { return refusal.span }
      }
      #expect(try await span(run: "1", 1) == nil)
      #expect(try await span(run: "1", 0.5) == .run)
      #expect(try await span(run: "2", 0.75) == nil)
      #expect(try await span(run: "3", 0.5) == .day)
      // What is of last month counts for its own run alone.
      try await pool.execute("UPDATE spending SET reserved_at = reserved_at - interval '32 days'")
      #expect(try await span(run: "1", 0.5) == .run)
      #expect(try await span(run: "3", 1) == nil)
      #expect(try await span(run: "4", 1) == nil)
      #expect(try await span(run: "5", 0.5) == .day)
    }
  }

  @Test(arguments: ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "UTC"])
  func `a day begins at midnight where the person is`(zone: String) async throws {
    try await TestStore.with { database, pool in
      let purse = purse(database, Budget(perRun: 9, perDay: 9, perMonth: 9), zone: zone)
      for _ in 0..<2 { _ = try await purse.reserve(1, for: payee) }
      try await pool.execute(
        """
        UPDATE spending SET reserved_at = date_trunc('day', now() AT TIME ZONE \(zone)) AT TIME ZONE \(zone)
          - (id - 1) * interval '1 second'
        """)
      #expect(try await database.spent(run: "x", zone: zone).day == 1)
    }
  }

  @Test func `many at once do not overspend together`() async throws {
    try await TestStore.with { database, _ in
      let purse = purse(database, Budget(perRun: 0.5, perDay: 9, perMonth: 9))
      let granted = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<12 {
          group.addTask { (try? await purse.reserve(0.1, for: payee)) != nil }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(granted == 5)
    }
  }

  @Test func `a budget of nothing gives nothing, not even for nothing`() async throws {
    try await TestStore.with { database, _ in
      let error = await #expect(throws: BudgetRefusal.self) {
        try await purse(database, Budget(perDay: 0)).reserve(0, for: payee)
      }
      #expect(error?.description == "the budget per day is 0, so nothing is asked")
    }
  }
}
