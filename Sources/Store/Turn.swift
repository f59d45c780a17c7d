// Several statements as one, and one writer at a time where two could not see each other's work: the answer to two
// processes on one database.

import Postgres

/// What only one transaction at a time may do.
package enum Turn: Int, Sendable {
  /// Write items: of two that bring the same story at once, neither would see the other's.
  case admission = 0x61_646d_6974
  /// Write decisions: a scorer's must not cover what the person says in the same moment.
  case decision = 0x64_6563_6964
  /// Choose a digest: an item is in one only.
  case digest = 0x64_6967_6573
  /// Write a version of the profile: of two that came of the same one, the later would lose what the other wishes.
  case profile = 0x70_726f_6669
  /// Set money aside: two at once could each spend the same rest of a budget.
  case spending = 0x73_7065_6e64
}

extension Database {
  /// Runs `body` on a database whose statements are one transaction, after others have had the same turn.
  ///
  /// The turn ends with the transaction, or with the process. `body` must use it from one task at a time.
  package func atomically<Value: Sendable>(
    _ turn: Turn, _ body: (Database) async throws -> Value
  ) async throws -> Value {
    try await pool.transaction { transaction in
      // A rehearsal would hold its turn until its end.
      if !pool.keepsNothing {
        try await transaction.execute("SELECT pg_advisory_xact_lock(\(turn.rawValue))")
      }
      let nested = Nested(
        whole: transaction, settings: pool.settings, keepsNothing: pool.keepsNothing)
      return try await body(Database(pool: nested))
    }
  }
}
