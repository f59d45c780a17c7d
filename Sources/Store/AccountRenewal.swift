// Renewing tokens: a refresh token is good for one use, so one process at a time asks, and what it is given is written
// before anybody uses it. Each write names the tokens that it follows, and comes to nothing when others came first.

import Feed
package import FoundationEssentials
import Postgres

extension Database {
  /// How often a waiting process asks whether the renewal of another has ended.
  private static let renewalPatience: Duration = .milliseconds(100)
  /// Longer than the network can take to answer.
  private static let renewalRounds = 900

  /// Runs `body` while no other process renews the tokens of this account; waits for its turn.
  ///
  /// The turn belongs to a connection and ends with it: no transaction is open while the network is asked.
  package func renewing<Value: Sendable>(
    _ account: StoredAccount, _ body: () async throws -> Value
  ) async throws -> Value {
    let lock = try await AdvisoryLock(0x6163_6374 << 32 | Int(account.id), pool.settings)
    let outcome: Result<Value, any Error>
    do {
      var rounds = 0
      while try await !lock.tryTake() {
        rounds += 1
        guard rounds < Self.renewalRounds else {
          throw PostgresError(
            .unavailable,
            "another process has been renewing the tokens of \(account.name) for too long")
        }
        try await Task.sleep(for: Self.renewalPatience)
      }
      outcome = .success(try await body())
    } catch {
      outcome = .failure(error)
    }
    await lock.release()
    return try outcome.get()
  }

  /// Writes down that a renewal is about to be sent; an earlier note of which nobody knows the outcome stays.
  package func beginRenewal(of account: StoredAccount, at now: Date) async throws {
    try await pool.execute(
      """
      UPDATE accounts SET renewing_since = coalesce(renewing_since, \(now))
      WHERE id = \(account.id) AND renewals = \(account.renewals)
      """)
  }

  /// Writes down that a renewal never left, so that the tokens are as good as before.
  package func withdrawRenewal(of account: StoredAccount) async throws {
    try await pool.execute(
      """
      UPDATE accounts SET renewing_since = \(account.renewingSince)
      WHERE id = \(account.id) AND renewals = \(account.renewals)
      """)
  }

  /// Keeps new tokens in the place of those that `account` has; nothing where others came first.
  package func renew(
    _ account: StoredAccount, sealed: [UInt8], expiresAt: Date?
  ) async throws {
    try await pool.execute(
      """
      UPDATE accounts SET sealed = \(sealed), expires_at = \(expiresAt), renewals = renewals + 1,
        renewing_since = NULL, fault = NULL
      WHERE id = \(account.id) AND renewals = \(account.renewals) AND removed_at IS NULL
      """)
  }

  /// Writes down why the person has to sign in again, or with nil that they need not; nothing where other tokens came
  /// first.
  package func fault(_ account: StoredAccount, _ why: String?) async throws {
    try await pool.execute(
      """
      UPDATE accounts SET fault = \(why), renewing_since = NULL
      WHERE id = \(account.id) AND renewals = \(account.renewals)
      """)
  }
}
