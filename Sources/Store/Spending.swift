// The tables `spending` and `settlements`: the purse that outlives a process. Days and months are those of the person's
// time zone, by the clock of the database, so that several machines agree on them.

package import Models
import Postgres

/// A budget kept in the database, for one run.
package struct Spending: Purse {
  private let database: Database
  private let budget: Budget
  private let run: String
  private let zone: String

  /// `run` tells runs apart, for the limit that each has; `zone` is an IANA time zone.
  package init(_ database: Database, budget: Budget, run: String, zone: String) {
    self.database = database
    self.budget = budget
    self.run = run
    self.zone = zone
  }

  package func reserve(_ amount: Double, for payee: Payee) async throws -> Int64 {
    try await database.atomically(.spending) { database in
      let spent = try await database.spent(run: run, zone: zone)
      if let refusal = budget.refusal(of: amount, after: spent) { throw refusal }
      return try await database.setAside(amount, for: payee, run: run)
    }
  }

  package func settle(_ reservation: Int64, _ bill: Bill) async throws {
    try await database.settle(reservation, bill)
  }
}

extension Database {
  /// What was spent, or set aside and not settled: in a run, today, and this month.
  ///
  /// A call counts where it was begun.
  package func spent(run: String, zone: String) async throws -> Budget.Spent {
    let rows = try await pool.query(
      """
      WITH spans AS (
        SELECT date_trunc('day', clock_timestamp(), \(zone)) AS day,
          date_trunc('month', clock_timestamp(), \(zone)) AS month),
      sums AS (
        SELECT r.run, r.reserved_at, coalesce(s.cost, r.reserved) AS amount
        FROM spending r LEFT JOIN settlements s ON s.spending = r.id
        WHERE r.reserved_at >= (SELECT month FROM spans) OR r.run = \(run))
      SELECT
        coalesce(sum(amount) FILTER (WHERE run = \(run)), 0) AS in_run,
        coalesce(sum(amount) FILTER (WHERE reserved_at >= (SELECT day FROM spans)), 0) AS in_day,
        coalesce(sum(amount) FILTER (WHERE reserved_at >= (SELECT month FROM spans)), 0) AS in_month
      FROM sums
      """)
    guard let row = rows.first else { return Budget.Spent() }
    return Budget.Spent(
      run: try row.decode("in_run", as: Double.self),
      day: try row.decode("in_day", as: Double.self),
      month: try row.decode("in_month", as: Double.self))
  }

  /// What a run has spent, or set aside and not settled, for one purpose.
  package func spent(run: String, purpose: String) async throws -> Double {
    let rows = try await pool.query(
      """
      SELECT coalesce(sum(coalesce(s.cost, r.reserved)), 0) AS amount
      FROM spending r LEFT JOIN settlements s ON s.spending = r.id
      WHERE r.run = \(run) AND r.purpose = \(purpose)
      """)
    return try rows.first?.decode("amount", as: Double.self) ?? 0
  }

  fileprivate func setAside(
    _ amount: Double, for payee: Payee, run: String
  ) async throws -> Int64 {
    let rows = try await pool.query(
      """
      INSERT INTO spending (run, purpose, provider, model, reserved)
      VALUES (\(run), \(payee.purpose), \(payee.provider), \(payee.model), \(amount)) RETURNING id
      """)
    guard let row = rows.first else {
      throw PostgresError(.query, "the reservation got no number")
    }
    return try row.decode("id", as: Int64.self)
  }

  /// The first bill of a reservation counts.
  fileprivate func settle(_ reservation: Int64, _ bill: Bill) async throws {
    try await pool.execute(
      """
      INSERT INTO settlements (spending, cost, tokens_in, tokens_out)
      VALUES (\(reservation), \(bill.cost), \(bill.tokens?.input), \(bill.tokens?.output))
      ON CONFLICT (spending) DO NOTHING
      """)
  }
}
