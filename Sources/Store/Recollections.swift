// Search in memory: the passages nearest to a question. An exact scan: a person's own passages are tens of thousands,
// and a few milliseconds are less than the question takes to embed.

package import Feed
package import FoundationEssentials
import Postgres

/// A passage of memory, and how near it is.
package struct Recollection: Sendable, Hashable {
  /// Of the passage: the document and the headings above it.
  package let title: String
  package let text: String
  package let kind: DocumentKind
  /// The document's name for ever: a path, an address, or a fingerprint.
  package let key: String
  package let url: String?
  /// When it was written; nil where the document does not say.
  package let writtenAt: Date?
  package let importedAt: Date
  /// 0 … 1: the cosine of the two vectors, where below nothing is nothing.
  package let similarity: Double
}

extension Database {
  /// The passages of current documents that are nearest to `vector`, nearest first.
  package func recollections(
    near vector: Vector, model: String, limit: Int
  ) async throws -> [Recollection] {
    let rows = try await pool.query(
      """
      SELECT p.title, p.text, d.kind, d.key, d.url, d.written_at, d.imported_at,
        1 - (v.embedding <=> \(HalfVector(vector.values))) AS similarity
      FROM vectors v
      JOIN passages p ON p.id = v.owner_id AND p.text_hash = v.text_hash
      JOIN documents d ON d.id = p.document
      WHERE v.model = \(model) AND v.owner = 'passage'
        AND d.replaced_at IS NULL AND d.deleted_at IS NULL
      ORDER BY v.embedding <=> \(HalfVector(vector.values)), p.id LIMIT \(limit)
      """)
    return try rows.map(Self.recollection)
  }

  private static func recollection(_ row: Row) throws -> Recollection {
    let kind = try row.decode("kind", as: String.self)
    return Recollection(
      title: try row.decode("title", as: String.self),
      text: try row.decode("text", as: String.self),
      kind: DocumentKind(rawValue: kind) ?? .document,
      key: try row.decode("key", as: String.self),
      url: try row.decode("url", as: String?.self),
      writtenAt: try row.decode("written_at", as: Date?.self),
      importedAt: try row.decode("imported_at", as: Date.self),
      similarity: min(1, max(0, try row.decode("similarity", as: Double.self))))
  }
}
