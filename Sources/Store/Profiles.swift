// The table `profiles`: numbered, immutable. A new one is written only when there is something new to learn from.

package import FoundationEssentials
import Postgres

/// A version of the taste.
package struct ProfileRow: Sendable, Hashable {
  package let id: Int64
  /// Hash of all that it was learned from.
  package let evidence: [UInt8]
  package let model: String
  /// Items that stand for what is not wanted in particular.
  package let background: [Int64]
}

extension Database {
  /// The newest profile, or nil before the first.
  package func newestProfile() async throws -> ProfileRow? {
    let rows = try await pool.query(
      "SELECT id, evidence, model, background FROM profiles ORDER BY id DESC LIMIT 1")
    return try rows.first.map { row in
      ProfileRow(
        id: try row.decode("id", as: Int64.self),
        evidence: try row.decode("evidence", as: [UInt8].self),
        model: try row.decode("model", as: String.self),
        background: try row.decode("background", as: [Int64].self))
    }
  }

  /// Writes a profile that follows `parent`.
  package func addProfile(
    parent: Int64?, why: String, evidence: [UInt8], model: String, background: [Int64], at now: Date
  ) async throws -> ProfileRow {
    let rows = try await pool.query(
      """
      INSERT INTO profiles (parent, why, evidence, model, background, built_at)
      VALUES (\(parent), \(why), \(evidence), \(model), \(background), \(now)) RETURNING id
      """)
    guard let row = rows.first else {
      throw PostgresError(.decode, "the new profile got no number")
    }
    return ProfileRow(
      id: try row.decode("id", as: Int64.self), evidence: evidence, model: model,
      background: background)
  }
}
