// The table `runs`: what each pass did, for `doctor` and for whoever wonders later.

package import FoundationEssentials
import Postgres

extension Database {
  /// Opens a run and gives its number.
  package func beginRun(at now: Date) async throws -> Int64 {
    let rows = try await pool.query(
      "INSERT INTO runs (domain_time) VALUES (\(now)) RETURNING id")
    return try rows.first?.decode("id", as: Int64.self) ?? 0
  }

  /// Whether the run before this one came to its end; true where there was none.
  package func endedWell(before run: Int64) async throws -> Bool {
    let rows = try await pool.query(
      "SELECT outcome FROM runs WHERE id < \(run) ORDER BY id DESC LIMIT 1")
    guard let row = rows.first else { return true }
    return try row.decode("outcome", as: String?.self) == "done"
  }

  /// Closes a run with its outcome and its counts, a JSON object.
  package func endRun(_ id: Int64, outcome: String, counts: String) async throws {
    try await pool.execute(
      """
      UPDATE runs SET finished_at = clock_timestamp(), outcome = \(outcome), counts = \(counts)::jsonb
      WHERE id = \(id)
      """)
  }
}
