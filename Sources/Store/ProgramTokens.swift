// The table `api_tokens`: which programs may ask, and what for.

package import FoundationEssentials
import Postgres

/// What is known of a program's token; the token itself is known to the program alone.
package struct ProgramToken: Sendable, Hashable {
  package let id: Int64
  package let name: String
  /// Words that the web knows.
  package let scopes: [String]
  package let madeAt: Date
  /// To the minute.
  package let usedAt: Date?
}

extension Database {
  /// Keeps the hash of a new token; nil where another one that stands has the name.
  package func addToken(
    named name: String, hash: [UInt8], scopes: [String], at now: Date
  ) async throws -> ProgramToken? {
    let rows = try await pool.query(
      """
      INSERT INTO api_tokens (name, hash, scopes, made_at) VALUES (\(name), \(hash), \(scopes), \(now))
      ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING
      RETURNING id, name, scopes, made_at, used_at
      """)
    return try rows.first.map(Self.programToken)
  }

  /// The token with this hash, unless it was revoked; that it is used is noted once a minute.
  package func programToken(_ hash: [UInt8], at now: Date) async throws -> ProgramToken? {
    let rows = try await pool.query(
      """
      SELECT id, name, scopes, made_at, used_at FROM api_tokens
      WHERE hash = \(hash) AND revoked_at IS NULL
      """)
    guard let token = try rows.first.map(Self.programToken) else { return nil }
    if token.usedAt.map({ now.timeIntervalSince($0) >= 60 }) ?? true {
      try await pool.execute("UPDATE api_tokens SET used_at = \(now) WHERE id = \(token.id)")
    }
    return token
  }

  /// The tokens that stand, the newest first, at most `limit`.
  package func programTokens(limit: Int) async throws -> [ProgramToken] {
    let rows = try await pool.query(
      """
      SELECT id, name, scopes, made_at, used_at FROM api_tokens
      WHERE revoked_at IS NULL ORDER BY id DESC LIMIT \(limit)
      """)
    return try rows.map(Self.programToken)
  }

  /// Revokes a token for ever; false where none of this name stands.
  package func revokeToken(named name: String, at now: Date) async throws -> Bool {
    let rows = try await pool.query(
      """
      UPDATE api_tokens SET revoked_at = \(now) WHERE name = \(name) AND revoked_at IS NULL
      RETURNING id
      """)
    return !rows.isEmpty
  }

  private static func programToken(_ row: Row) throws -> ProgramToken {
    ProgramToken(
      id: try row.decode("id", as: Int64.self), name: try row.decode("name", as: String.self),
      scopes: try row.decode("scopes", as: [String].self),
      madeAt: try row.decode("made_at", as: Date.self),
      usedAt: try row.decode("used_at", as: Date?.self))
  }
}
