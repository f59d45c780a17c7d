// The tables `accounts` and `absent_capabilities`: who the person is on the networks, sealed tokens, and their renewal.

package import Feed
package import FoundationEssentials
import Postgres

extension Database {
  /// The accounts that are signed in to, in the order of their names.
  package func accounts() async throws -> [StoredAccount] {
    let rows = try await pool.query(
      """
      SELECT id, name, server, who, sealed, renewals, expires_at, renewing_since, fault, added_at
      FROM accounts WHERE removed_at IS NULL ORDER BY name
      """)
    let absences = try await absences()
    return try rows.compactMap { row in
      guard let name = AccountName(try row.decode("name", as: String.self)) else { return nil }
      let id = try row.decode("id", as: Int64.self)
      return StoredAccount(
        id: id, name: name, server: try row.decode("server"), who: try row.decode("who"),
        sealed: try row.decode("sealed"), renewals: try row.decode("renewals"),
        expiresAt: try row.decode("expires_at"), renewingSince: try row.decode("renewing_since"),
        fault: try row.decode("fault"), addedAt: try row.decode("added_at"),
        absences: absences[id] ?? [])
    }
  }

  /// The account of this name; nil where nobody is signed in to it.
  package func account(_ name: AccountName) async throws -> StoredAccount? {
    try await accounts().first { $0.name == name }
  }

  private func absences() async throws -> [Int64: [StoredAccount.Absence]] {
    let rows = try await pool.query(
      "SELECT account, capability, why, since FROM absent_capabilities ORDER BY capability")
    var absences: [Int64: [StoredAccount.Absence]] = [:]
    for row in rows {
      absences[try row.decode("account", as: Int64.self), default: []].append(
        StoredAccount.Absence(
          capability: try row.decode("capability"), why: try row.decode("why"),
          since: try row.decode("since")))
    }
    return absences
  }

  /// Keeps a sign-in; one to the same account before it is replaced, with what it was not allowed to do.
  package func keep(_ draft: AccountDraft, at now: Date) async throws {
    try await pool.transaction { transaction in
      let rows = try await transaction.query(
        """
        INSERT INTO accounts (name, network, server, who, sealed, expires_at, added_at)
        VALUES (\(draft.name.description), \(draft.name.network.rawValue), \(draft.server), \(draft.who),
          \(draft.sealed), \(draft.expiresAt), \(now))
        ON CONFLICT (name) DO UPDATE SET network = excluded.network, server = excluded.server,
          who = excluded.who, sealed = excluded.sealed, expires_at = excluded.expires_at,
          added_at = excluded.added_at, renewals = accounts.renewals + 1, renewing_since = NULL,
          fault = NULL, removed_at = NULL
        RETURNING id
        """)
      guard let id = try rows.first?.decode("id", as: Int64.self) else { return }
      try await transaction.execute("DELETE FROM absent_capabilities WHERE account = \(id)")
    }
  }

  /// Forgets an account's tokens; with `keepingData` a row without them stays for what hangs on it.
  ///
  /// What was to be done for it is void; gives how many that are.
  @discardableResult
  package func remove(
    _ account: StoredAccount, keepingData: Bool, at now: Date
  ) async throws -> Int {
    try await alone(with: account.name) { transaction in
      if keepingData {
        try await transaction.execute(
          """
          UPDATE accounts SET sealed = NULL, removed_at = \(now), expires_at = NULL,
            renewing_since = NULL, fault = NULL WHERE id = \(account.id)
          """)
      } else {
        try await transaction.execute("DELETE FROM accounts WHERE id = \(account.id)")
      }
      return try await Self.voidActions(of: account.name, transaction, at: now)
    }
  }

  /// Writes down that the network does not let an account do something.
  package func switchOff(
    _ capability: String, of account: StoredAccount, because why: String, at now: Date
  ) async throws {
    try await pool.execute(
      """
      INSERT INTO absent_capabilities (account, capability, why, since)
      VALUES (\(account.id), \(capability), \(why), \(now))
      ON CONFLICT (account, capability) DO UPDATE SET why = excluded.why
      """)
  }
}
