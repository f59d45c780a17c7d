// The two ways of looking in memory, each a ranking of passages. By words: any of them counts, the rarer the more, and
// the more often it is said, but ever less; PostgreSQL has no such measure, so it is put together here from what it has.
// By meaning: the nearest vectors, all compared, or through the index when there is one.

import Feed
import Postgres

extension Database {
  /// Of a word that more passages have than this only so many are looked at: it tells next to nothing.
  static let commonWord = 10_000
  /// Where the words stand counts: text and speaker less than the title (D, C, B, A).
  private static let placeWeights: [Double] = [0.6, 0.6, 0.8, 1]

  /// The passages that have words of the question, the more telling first.
  ///
  /// For each word ln(1 + passages / passages that have it), as in BM25 (Robertson and Zaragoza, "The Probabilistic
  /// Relevance Framework", 2009, §3.1), times PostgreSQL's `ts_rank`, which grows ever slower with the count of a word
  /// and falls with the logarithm of the length.
  func wordRanking(
    _ asked: AskedWords, _ filter: RecollectionFilter, depth: Int
  ) async throws -> [Int64] {
    let entries = asked.entries
    guard !entries.isEmpty else { return [] }
    let rows = try await pool.query(
      """
      WITH asked (term, language, query) AS (
        SELECT term, language, query::tsquery
        FROM unnest(\(entries.map(\.term)), \(entries.map(\.form.language)), \(entries.map(\.form.query)))
          AS n (term, language, query)),
      matches AS (
        SELECT a.term, m.id, m.weight
        FROM asked a CROSS JOIN LATERAL (
          SELECT p.id, ts_rank(\(Self.placeWeights)::real[], p.words, a.query, 1) AS weight
          FROM passages p JOIN documents d ON d.id = p.document
          WHERE p.language = a.language AND p.words @@ a.query
            AND \(filter.condition) AND \(asked.condition)
          LIMIT \(Self.commonWord)) m),
      terms AS (
        SELECT term, ln(1 + (SELECT count(*) FROM passages) / count(DISTINCT id)::double precision) AS telling
        FROM matches GROUP BY term)
      SELECT m.id FROM matches m JOIN terms t USING (term)
      GROUP BY m.id ORDER BY sum(t.telling * m.weight) DESC, m.id LIMIT \(depth)
      """)
    return try rows.map { try $0.decode("id", as: Int64.self) }
  }

  /// The passages nearest to `vector`, nearest first.
  ///
  /// Through the index where there is one; where a filter leaves so little that the index gives too few, all that the
  /// filter leaves are compared.
  func meaningRanking(
    _ vector: Vector, model: String, _ filter: RecollectionFilter, _ asked: AskedWords, depth: Int
  ) async throws -> [Int64] {
    let condition: SQL = "\(filter.condition) AND \(asked.condition)"
    if try await hasVectorIndex(of: model) {
      let found = try await indexedRanking(vector, model: model, condition, depth: depth)
      if found.count == depth { return found }
    }
    return try await exactRanking(vector, model: model, condition, depth: depth)
  }

  /// All vectors that `condition` leaves, compared.
  func exactRanking(
    _ vector: Vector, model: String, _ condition: SQL, depth: Int
  ) async throws -> [Int64] {
    let rows = try await pool.query(
      """
      SELECT p.id \(Self.vectorsOfPassages) WHERE v.model = \(model) AND v.owner = 'passage' AND \(condition)
      ORDER BY v.embedding <=> \(HalfVector(vector.values)), p.id LIMIT \(depth)
      """)
    return try rows.map { try $0.decode("id", as: Int64.self) }
  }

  /// The same through the index, which may miss some: it walks on until `depth` passages fulfil the condition.
  func indexedRanking(
    _ vector: Vector, model: String, _ condition: SQL, depth: Int
  ) async throws -> [Int64] {
    let width: SQL = "\(unescaped: "halfvec(\(vector.dimensions))")"
    return try await pool.transaction { transaction in
      for setting in VectorIndex.searchSettings { try await transaction.execute(setting) }
      let rows = try await transaction.query(
        """
        WITH near AS MATERIALIZED (
          SELECT p.id, v.embedding::\(width) <=> \(HalfVector(vector.values))::\(width) AS distance
          \(Self.vectorsOfPassages) WHERE v.model = \(model) AND v.owner = 'passage' AND \(condition)
          ORDER BY v.embedding::\(width) <=> \(HalfVector(vector.values))::\(width) LIMIT \(depth))
        SELECT id FROM near ORDER BY distance + 0, id
        """)
      return try rows.map { try $0.decode("id", as: Int64.self) }
    }
  }

  private static let vectorsOfPassages: SQL = """
    FROM vectors v
    JOIN passages p ON p.id = v.owner_id AND p.text_hash = v.text_hash
    JOIN documents d ON d.id = p.document
    """
}
