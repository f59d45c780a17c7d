// The table `action_stops`: the kill switch, and what Gleaner stops by itself because a network said no.

package import Feed
package import FoundationEssentials
import Postgres

/// Something that holds actions back.
package struct ActionStop: Sendable, Hashable {
  /// Nil for all accounts.
  package let account: AccountName?
  /// Nil for all kinds.
  package let kind: ActionKind?
  package let isPersons: Bool
  package let why: String
  package let at: Date

  package init(
    account: AccountName?, kind: ActionKind? = nil, isPersons: Bool, why: String, at: Date
  ) {
    self.account = account
    self.kind = kind
    self.isPersons = isPersons
    self.why = why
    self.at = at
  }
}

extension Database {
  /// Stops, and gives whether it was news: what is stopped already stays as it is.
  @discardableResult
  package func stop(_ stop: ActionStop) async throws -> Bool {
    try await pool.transaction { try await Self.stop(stop, $0) }
  }

  /// Lifts every stop of an account, or of all, the person's and Gleaner's; gives what was lifted.
  package func resume(_ account: AccountName?, at now: Date) async throws -> [ActionStop] {
    try await pool.transaction { transaction in
      let rows = try await transaction.query(
        """
        WITH lifted AS (
          UPDATE action_stops SET lifted_at = \(now)
          WHERE lifted_at IS NULL AND (\(account?.text)::text IS NULL OR account = \(account?.text))
          RETURNING id, account, kind, who, why, stopped_at),
        told AS (
          INSERT INTO audit (at, who, what, account, detail)
          SELECT \(now), 'person', 'resumed', account, why FROM lifted)
        SELECT * FROM lifted ORDER BY id
        """)
      return try rows.map(Self.actionStop)
    }
  }

  /// What stands, oldest first.
  package func actionStops() async throws -> [ActionStop] {
    let rows = try await pool.query(
      "SELECT * FROM action_stops WHERE lifted_at IS NULL ORDER BY id")
    return try rows.map(Self.actionStop)
  }

  static func stop(_ stop: ActionStop, _ transaction: Transaction) async throws -> Bool {
    let who = stop.isPersons ? "person" : "gleaner"
    let added = try await transaction.execute(
      """
      INSERT INTO action_stops (account, kind, who, why, stopped_at)
      VALUES (\(stop.account?.text), \(stop.kind?.rawValue), \(who), \(stop.why), \(stop.at))
      ON CONFLICT DO NOTHING
      """)
    guard added > 0 else { return false }
    let what = stop.kind.map { "stopped \($0.rawValue)" } ?? "stopped"
    try await transaction.execute(
      """
      INSERT INTO audit (at, who, what, account, detail)
      VALUES (\(stop.at), \(who), \(what), \(stop.account?.text), \(stop.why))
      """)
    return true
  }

  static func actionStop(_ row: Row) throws -> ActionStop {
    ActionStop(
      account: try row.decode("account", as: String?.self).flatMap { AccountName($0) },
      kind: try row.decode("kind", as: String?.self).flatMap(ActionKind.init(rawValue:)),
      isPersons: try row.decode("who", as: String.self) == "person",
      why: try row.decode("why", as: String.self),
      at: try row.decode("stopped_at", as: Date.self))
  }
}
