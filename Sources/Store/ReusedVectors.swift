// Vectors that another program made with the same model: taken over where one stands for the whole of a document, so
// that its text need not be embedded again.

package import Feed
import Postgres

extension Database {
  /// Writes vectors of documents, by their keys; those of several passages, and those that have one, are left alone.
  ///
  /// How many were taken over.
  package func reuse(
    _ vectors: [(key: String, vector: Vector)], model: String
  ) async throws -> Int {
    guard !vectors.isEmpty else { return 0 }
    return try await pool.execute(
      """
      INSERT INTO vectors (model, owner, owner_id, text_hash, embedding)
      SELECT \(model), 'passage', p.id, p.text_hash, n.embedding
      FROM unnest(\(vectors.map(\.key)), \(vectors.map { HalfVector($0.vector.values) }))
        AS n (key, embedding)
      JOIN documents d ON d.kind = 'document' AND d.key = n.key
        AND d.replaced_at IS NULL AND d.deleted_at IS NULL
      JOIN passages p ON p.document = d.id
      WHERE (SELECT count(*) FROM passages o WHERE o.document = d.id) = 1
      ON CONFLICT (model, owner, owner_id) DO NOTHING
      """)
  }
}
