// The index over the vectors of passages: an HNSW graph (Malkov and Yashunin, "Efficient and robust approximate nearest
// neighbor search using Hierarchical Navigable Small World graphs", 2018), one for each model. Below some two hundred
// thousand passages comparing all is quick enough and misses nothing, so there is none.

import Feed
import FoundationEssentials
import Postgres

/// Names and numbers of the index.
package enum VectorIndex {
  /// From so many vectors on an index pays: comparing all of them takes longer than a person notices.
  package static let worthwhile = 200_000
  /// How long building may take: a million vectors take about ten minutes.
  static let patience: Duration = .seconds(3_600)

  /// The index of a model; the same name in every database.
  static func name(of model: String) -> String {
    "vectors_near_\(Fingerprint(of: model).hex.prefix(12))"
  }

  /// For one search: the graph is walked further where a filter leaves too few (pgvector 0.8, "iterative index scans"),
  /// and the planner is not to compare and sort all instead.
  static let searchSettings: [SQL] = [
    "SET LOCAL hnsw.ef_search = 200", "SET LOCAL hnsw.iterative_scan = 'relaxed_order'",
    "SET LOCAL hnsw.max_scan_tuples = 40000", "SET LOCAL enable_sort = off",
    "SET LOCAL enable_hashjoin = off", "SET LOCAL enable_mergejoin = off",
  ]
}

extension Database {
  /// How many passages of current documents have a vector of `model`: so many a search has to compare.
  package func passageVectorCount(model: String) async throws -> Int {
    let rows = try await pool.query(
      """
      SELECT count(*) AS n FROM vectors v
      JOIN passages p ON p.id = v.owner_id AND p.text_hash = v.text_hash
      JOIN documents d ON d.id = p.document
      WHERE v.model = \(model) AND v.owner = 'passage' AND \(RecollectionFilter().condition)
      """)
    return try rows.first?.decode("n", as: Int.self) ?? 0
  }

  /// Whether the passages of `model` have an index that is whole.
  package func hasVectorIndex(of model: String) async throws -> Bool {
    try await pool.query(
      """
      SELECT FROM pg_index WHERE indexrelid = to_regclass(\(VectorIndex.name(of: model)))
        AND indisvalid
      """
    ).isEmpty == false
  }

  /// Builds the index of `model` once it has `threshold` vectors; gives whether it did.
  ///
  /// Others go on reading and writing meanwhile. One that was left half built, by a kill, is built anew. Only one
  /// process may do this at a time. `willBuild` hears of how many vectors before it begins, which takes minutes.
  package func indexVectors(
    of model: String, from threshold: Int = VectorIndex.worthwhile,
    willBuild: (Int) -> Void = { _ in }
  ) async throws -> Bool {
    guard !pool.keepsNothing, try await !hasVectorIndex(of: model) else { return false }
    let count = try await passageVectorCount(model: model)
    guard count >= threshold, let dimensions = try await dimensions(of: model) else { return false }
    willBuild(count)
    var settings = pool.settings
    settings.statementTimeout = VectorIndex.patience
    let session = try Session(settings)
    try await session.open()
    do {
      try await Self.build(model, dimensions, session)
    } catch {
      await session.close()
      throw error
    }
    await session.close()
    return true
  }

  private func dimensions(of model: String) async throws -> Int? {
    let rows = try await pool.query(
      """
      SELECT vector_dims(embedding) AS n FROM vectors WHERE model = \(model) AND owner = 'passage' LIMIT 1
      """)
    return try rows.first?.decode("n", as: Int.self)
  }

  /// Alone: workers would share memory that a container may not have, and win a fifth of the time.
  private static func build(_ model: String, _ dimensions: Int, _ session: Session) async throws {
    let name = VectorIndex.name(of: model)
    try await session.execute("DROP INDEX CONCURRENTLY IF EXISTS \(identifier: name)")
    try await session.execute("SET maintenance_work_mem = '512MB'")
    try await session.execute("SET max_parallel_maintenance_workers = 0")
    // A definition takes no bound values.
    let parts = model.split(separator: "'", omittingEmptySubsequences: false)
    try await session.execute(
      """
      CREATE INDEX CONCURRENTLY \(identifier: name) ON vectors
      USING hnsw ((embedding::halfvec(\(unescaped: "\(dimensions)"))) halfvec_cosine_ops)
      WHERE model = '\(unescaped: parts.joined(separator: "''"))' AND owner = 'passage'
      """)
  }
}
