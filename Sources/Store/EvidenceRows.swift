// What the scorer learns from, read in one go: labelled documents, passages of unlabelled ones, and a sample of items
// as background.

package import Feed
package import FoundationEssentials
import Postgres
import Taste

/// One piece of evidence with its vector.
package struct EvidenceRow: Sendable, Hashable {
  /// `passage:17` or `item:4`: unique over all evidence.
  package let key: String
  package let title: String
  package let text: String
  package let vector: Vector
  /// What it is a part of: the passages of one document belong together.
  package let group: String
  /// The newest label, or nil for a passage that was only written or kept.
  package let label: String?
  /// When it was written or labelled.
  package let at: Date?

  package init(
    key: String, title: String, text: String, vector: Vector, group: String, label: String?,
    at: Date?
  ) {
    self.key = key
    self.title = title
    self.text = text
    self.vector = vector
    self.group = group
    self.label = label
    self.at = at
  }
}

extension Database {
  /// All evidence that has a vector of `model`, in a stable order; with a mark only what was known then.
  ///
  /// Of conversations that is what the person said, where it says something (``Smalltalk``). What is gone for good (the
  /// old text of an item that has changed) is as it is now.
  package func evidence(
    model: String, until mark: EvidenceMark? = nil
  ) async throws -> [EvidenceRow] {
    let until = mark ?? EvidenceMark(feedback: .max, documents: .max)
    let labels = Self.labels(until)
    let rows = try await pool.query(
      """
      SELECT 'passage:' || p.id AS key, 'document:' || d.id AS part_of, p.title, p.text, v.embedding AS vector,
        coalesce(f.label, CASE d.kind WHEN 'conversation' THEN 'message' END) AS label,
        coalesce(f.given_at, p.said_at, d.written_at) AS at
      FROM documents d
      JOIN passages p ON p.document = d.id
      JOIN vectors v ON v.model = \(model) AND v.owner = 'passage' AND v.owner_id = p.id
      LEFT JOIN LATERAL (
        SELECT label, given_at FROM \(labels) WHERE document = d.id ORDER BY id DESC LIMIT 1) f ON true
      WHERE \(Self.current(until)) AND (d.kind <> 'conversation' OR p.own)
      UNION ALL
      SELECT 'item:' || i.id, 'item:' || i.id, i.title, i.text, v.embedding, f.label, f.given_at
      FROM items i
      JOIN vectors v ON v.model = \(model) AND v.owner = 'item' AND v.owner_id = i.id
      JOIN LATERAL (
        SELECT label, given_at FROM \(labels) WHERE item = i.id ORDER BY id DESC LIMIT 1) f ON true
      ORDER BY key
      """)
    return try rows.map(Self.evidence).filter {
      $0.label != Evidence.message.rawValue || !Smalltalk.isMere($0.text)
    }
  }

  /// The labels that stood when `until` were the newest rows.
  private static func labels(_ until: EvidenceMark) -> SQL {
    """
    (SELECT id, item, document, label, given_at FROM feedback f
      WHERE withdraws IS NULL AND id <= \(until.feedback) AND NOT EXISTS (
        SELECT FROM feedback w WHERE w.withdraws = f.id AND w.id <= \(until.feedback))) l
    """
  }

  /// Whether the document `d` was a current one then; of deletions only those that lasted are known.
  private static func current(_ until: EvidenceMark) -> SQL {
    """
    d.deleted_at IS NULL AND d.id <= \(until.documents) AND NOT EXISTS (
      SELECT FROM documents n WHERE n.kind = d.kind AND n.key = d.key AND n.version > d.version
        AND n.id <= \(until.documents))
    """
  }

  /// A sample of at most `limit` items without labels, the same for the same items: ordered by the hash of their text.
  package func backgroundSample(model: String, limit: Int) async throws -> [Int64] {
    let rows = try await pool.query(
      """
      SELECT i.id FROM items i
      JOIN vectors v ON v.model = \(model) AND v.owner = 'item' AND v.owner_id = i.id
      WHERE i.duplicate_of IS NULL AND NOT EXISTS (SELECT FROM labels f WHERE f.item = i.id)
      ORDER BY i.text_hash, i.id LIMIT \(limit)
      """)
    return try rows.map { try $0.decode("id", as: Int64.self) }
  }

  /// The items of a background sample, with their vectors.
  package func background(_ ids: [Int64], model: String) async throws -> [EvidenceRow] {
    let rows = try await pool.query(
      """
      SELECT 'item:' || i.id AS key, 'item:' || i.id AS part_of, i.title, i.text, v.embedding AS vector,
        NULL::text AS label, i.first_seen AS at
      FROM items i
      JOIN vectors v ON v.model = \(model) AND v.owner = 'item' AND v.owner_id = i.id
      WHERE i.id = ANY(\(ids)) ORDER BY i.id
      """)
    return try rows.map(Self.evidence)
  }

  private static func evidence(_ row: Row) throws -> EvidenceRow {
    EvidenceRow(
      key: try row.decode("key", as: String.self),
      title: try row.decode("title", as: String.self),
      text: try row.decode("text", as: String.self),
      vector: Vector(unit: try row.decode("vector", as: [Float].self)),
      group: try row.decode("part_of", as: String.self),
      label: try row.decode("label", as: String?.self),
      at: try row.decode("at", as: Date?.self))
  }
}
