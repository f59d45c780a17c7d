// The table `spaces`. Vectors of two models say nothing to each other, so all that compares asks here which space is the
// one; another takes its place in one statement, once it holds enough.

package import Feed
package import FoundationEssentials
import Postgres

/// A space of vectors.
package struct Space: Sendable, Hashable {
  package enum State: String, Sendable, Hashable {
    case filling, current, former
  }

  /// Under what its vectors are kept.
  package let model: String
  package let state: State
  /// Who made its vectors; nil for this machine.
  package let provider: String?
  package let dimensions: Int?
}

extension Database {
  /// The space that everything is compared in; `wanted`, the one of the settings, where there is none yet.
  package func workingSpace(wanted: String) async throws -> String {
    let rows = try await pool.query("SELECT model FROM spaces WHERE state = 'current'")
    return try rows.first?.decode("model", as: String.self) ?? wanted
  }

  /// A space by its name.
  package func space(_ model: String) async throws -> Space? {
    let rows = try await pool.query(
      "SELECT model, state, provider, dimensions FROM spaces WHERE model = \(model)")
    return try rows.first.map { row in
      Space(
        model: try row.decode("model", as: String.self),
        state: Space.State(rawValue: try row.decode("state", as: String.self)) ?? .former,
        provider: try row.decode("provider", as: String?.self),
        dimensions: try row.decode("dimensions", as: Int?.self))
    }
  }

  /// Enters a space: as the current one where there is none, else as one to be filled.
  ///
  /// One that was left, and is wanted again, is filled on: what it still holds need not be made again.
  package func enterSpace(
    _ model: String, provider: String?, dimensions: Int?, at now: Date
  ) async throws {
    try await pool.execute(
      """
      WITH place AS (SELECT NOT EXISTS (SELECT FROM spaces WHERE state = 'current') AS is_free)
      INSERT INTO spaces AS s (model, state, provider, dimensions, started_at, finished_at)
      SELECT \(model), CASE WHEN is_free THEN 'current' ELSE 'filling' END, \(provider), \(dimensions), \(now),
        CASE WHEN is_free THEN \(now)::timestamptz END FROM place
      ON CONFLICT (model) DO UPDATE SET
        state = CASE WHEN s.state = 'former' THEN excluded.state ELSE s.state END,
        started_at = CASE WHEN s.state = 'former' THEN excluded.started_at ELSE s.started_at END,
        provider = excluded.provider, dimensions = coalesce(excluded.dimensions, s.dimensions),
        left_at = NULL, dropped_at = NULL
      """)
  }

  /// Makes a space the current one, and all others former ones: both or neither.
  package func switchSpace(to model: String, at now: Date) async throws {
    try await pool.transaction { transaction in
      try await transaction.execute(
        """
        UPDATE spaces SET state = 'former', left_at = \(now) WHERE state <> 'former' AND model <> \(model)
        """)
      try await transaction.execute(
        "UPDATE spaces SET state = 'current', finished_at = \(now) WHERE model = \(model)")
    }
  }

  /// How many texts that matter now have no vector of `model`: all of memory, what the person answered, and what came in
  /// after `since`.
  package func missingTextCount(model: String, since: Date) async throws -> Int {
    let rows = try await pool.query(
      """
      SELECT (SELECT count(*) \(Self.pending(.passage, model: model)))
        + (SELECT count(*) \(Self.pending(.item, model: model))
          AND (t.first_seen > \(since) OR \(Self.isAnswered))) AS n
      """)
    return try rows.first?.decode("n", as: Int.self) ?? 0
  }

  /// How many texts are to have a vector of each space in the end, refused ones included.
  package func embeddableTextCount() async throws -> Int {
    let rows = try await pool.query(
      """
      SELECT (SELECT count(*) FROM items WHERE duplicate_of IS NULL AND withdrawn_at IS NULL)
        + (SELECT count(*) FROM passages t JOIN documents d ON d.id = t.document
          WHERE d.replaced_at IS NULL AND d.deleted_at IS NULL) AS n
      """)
    return try rows.first?.decode("n", as: Int.self) ?? 0
  }

  /// Drops the vectors of former spaces, a portion at a time; gives the names of those that are gone now.
  package func dropFormerSpaces(at now: Date) async throws -> [String] {
    let rows = try await pool.query(
      "SELECT model FROM spaces WHERE state = 'former' AND dropped_at IS NULL ORDER BY model")
    let models = try rows.map { try $0.decode("model", as: String.self) }
    for model in models {
      try await pool.execute("DROP INDEX IF EXISTS \(identifier: VectorIndex.name(of: model))")
      while try await dropSomeVectors(of: model) > 0 {}
      try await pool.execute("DELETE FROM unembedded WHERE model = \(model)")
      try await pool.execute(
        "UPDATE spaces SET dropped_at = \(now), probe = NULL WHERE model = \(model) AND state = 'former'"
      )
    }
    return models
  }

  /// Never those of a space that has come back meanwhile.
  private func dropSomeVectors(of model: String) async throws -> Int {
    try await pool.execute(
      """
      DELETE FROM vectors WHERE ctid = ANY(ARRAY(
        SELECT v.ctid FROM vectors v JOIN spaces s ON s.model = v.model AND s.state = 'former'
        WHERE v.model = \(model) LIMIT 10000))
      """)
  }

  /// What the fixed text of a space was first embedded as.
  package func probe(of model: String) async throws -> Vector? {
    let rows = try await pool.query(
      "SELECT probe AS vector FROM spaces WHERE model = \(model) AND probe IS NOT NULL")
    return try rows.first.map { Vector(unit: try $0.decode("vector", as: [Float].self)) }
  }

  /// Keeps the probe of a space, once.
  package func setProbe(_ vector: Vector, of model: String) async throws {
    try await pool.execute(
      """
      UPDATE spaces SET probe = \(HalfVector(vector.values)) WHERE model = \(model) AND probe IS NULL
      """)
  }
}
