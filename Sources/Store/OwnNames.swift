// The table `own_names`: what the person goes by where exports name everybody alike. Said once, it holds for every
// later import.

package import FoundationEssentials
import Postgres

extension Database {
  /// The names that the person has said are theirs, in alphabetical order.
  package func ownNames() async throws -> [String] {
    let rows = try await pool.query("SELECT name FROM own_names ORDER BY name")
    return try rows.map { try $0.decode("name", as: String.self) }
  }

  /// Adds names that are the person's, and takes away names that are not.
  package func setOwnNames(
    adding added: [String], removing removed: [String], at now: Date
  ) async throws {
    try await pool.execute(
      "DELETE FROM own_names WHERE lower(name) = ANY(\(removed.map { $0.lowercased() }))")
    try await pool.execute(
      """
      INSERT INTO own_names (name, given_at) SELECT DISTINCT name, \(now)::timestamptz FROM unnest(\(added)) AS n (name)
      ON CONFLICT (name) DO NOTHING
      """)
  }
}
