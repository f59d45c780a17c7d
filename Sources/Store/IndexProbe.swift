// How good the index over the vectors is: what it finds, compared with what is there. It is asked with vectors of
// memory itself, because invented ones lie elsewhere and tell nothing about the questions that people have.

package import Feed
import Postgres

extension Database {
  /// At most `count` vectors of passages, drawn by lot; `seed` says which.
  package func sampleOfPassageVectors(
    model: String, count: Int, seed: Int64
  ) async throws -> [(passage: Int64, vector: Vector)] {
    let rows = try await pool.query(
      """
      SELECT p.id, v.embedding AS vector
      FROM vectors v JOIN passages p ON p.id = v.owner_id AND p.text_hash = v.text_hash
      JOIN documents d ON d.id = p.document
      WHERE v.model = \(model) AND v.owner = 'passage' AND \(RecollectionFilter().condition)
      ORDER BY hashint8extended(p.id, \(seed)) LIMIT \(count)
      """)
    return try rows.map { row in
      (
        passage: try row.decode("id", as: Int64.self),
        vector: Vector(unit: try row.decode("vector", as: [Float].self))
      )
    }
  }

  /// The passages nearest to a vector: all compared, or as the index finds them.
  package func nearestPassages(
    to vector: Vector, model: String, count: Int, throughIndex: Bool
  ) async throws -> [Int64] {
    let condition = RecollectionFilter().condition
    return throughIndex
      ? try await indexedRanking(vector, model: model, condition, depth: count)
      : try await exactRanking(vector, model: model, condition, depth: count)
  }
}
