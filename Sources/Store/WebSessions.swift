// The tables `web_sessions`, `web_keys` and `web_password`. All of them know secrets by their hashes.

package import FoundationEssentials
import Postgres

extension Database {
  /// Begins a session that ends at `end`, and forgets those that have ended.
  package func beginWebSession(_ hash: [UInt8], at now: Date, until end: Date) async throws {
    try await pool.transaction { transaction in
      try await transaction.execute("DELETE FROM web_sessions WHERE ends_at <= \(now)")
      try await transaction.execute(
        """
        INSERT INTO web_sessions (hash, begun_at, seen_at, ends_at)
        VALUES (\(hash), \(now), \(now), \(end))
        """)
    }
  }

  /// Whether there is such a session; what is used goes on until `end`, noted once an hour.
  package func hasWebSession(_ hash: [UInt8], at now: Date, until end: Date) async throws -> Bool {
    let rows = try await pool.query(
      "SELECT seen_at FROM web_sessions WHERE hash = \(hash) AND ends_at > \(now)")
    guard let seen = try rows.first?.decode("seen_at", as: Date.self) else { return false }
    if now.timeIntervalSince(seen) > 3_600 {
      try await pool.execute(
        "UPDATE web_sessions SET seen_at = \(now), ends_at = \(end) WHERE hash = \(hash)")
    }
    return true
  }

  /// Ends a session.
  package func endWebSession(_ hash: [UInt8]) async throws {
    try await pool.execute("DELETE FROM web_sessions WHERE hash = \(hash)")
  }

  /// Keeps a key that begins one session until `end`, and forgets those that have ended.
  package func keepWebKey(_ hash: [UInt8], at now: Date, until end: Date) async throws {
    try await pool.transaction { transaction in
      try await transaction.execute("DELETE FROM web_keys WHERE ends_at <= \(now)")
      try await transaction.execute(
        "INSERT INTO web_keys (hash, ends_at) VALUES (\(hash), \(end))")
    }
  }

  /// Uses a key up; false where there is no such key any more.
  package func useWebKey(_ hash: [UInt8], at now: Date) async throws -> Bool {
    let rows = try await pool.query(
      "DELETE FROM web_keys WHERE hash = \(hash) AND ends_at > \(now) RETURNING true AS used")
    return !rows.isEmpty
  }

  /// The hash of the password; nil where none is set.
  package func webPassword() async throws -> String? {
    let rows = try await pool.query("SELECT hash FROM web_password")
    return try rows.first?.decode("hash", as: String.self)
  }

  /// Sets the hash of the password, and ends every session: whoever knew the old one is out.
  package func setWebPassword(_ hash: String, at now: Date) async throws {
    try await pool.transaction { transaction in
      try await transaction.execute("DELETE FROM web_sessions")
      try await transaction.execute(
        """
        INSERT INTO web_password (hash, set_at) VALUES (\(hash), \(now))
        ON CONFLICT (single) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at
        """)
    }
  }
}
