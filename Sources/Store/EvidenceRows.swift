// What the scorer learns from, read in one go: all that the person decided, a sample of what they wrote and said, and a
// sample of items as background.

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
  /// Of a like: the page that it is about.
  package let url: String?

  package init(
    key: String, title: String, text: String, vector: Vector, group: String, label: String?,
    at: Date?, url: String? = nil
  ) {
    self.key = key
    self.title = title
    self.text = text
    self.vector = vector
    self.group = group
    self.label = label
    self.at = at
    self.url = url
  }
}

extension Database {
  /// So many passages of documents are read, and so many of conversations: the scorer and the interests thin them out
  /// further, and a memory of millions must fit.
  package static let evidenceMost = 20_000

  /// The evidence that has a vector of `model`; with a mark only what was known then.
  ///
  /// Texts come first, then decisions, the newest last: whoever has room for some takes those at the end. Of what was liked, of answers about items, of what was written and of what was said at most `most` each: of
  /// decisions the newest, of texts a sample drawn by lot, the same for the same memory. Of conversations that is what
  /// the person said, where it says something (``Smalltalk``). A like that stands in several exports is there once. What
  /// is gone for good (a deleted document, the old text of an item that has changed) is missing, or as it is now.
  package func evidence(
    model: String, until mark: EvidenceMark? = nil, most: Int = Self.evidenceMost
  ) async throws -> [EvidenceRow] {
    let labels = Self.labels(mark)
    let rows = try await pool.query(
      """
      WITH chosen (id) AS MATERIALIZED (
        SELECT p.id FROM (
          SELECT d.id FROM \(labels) JOIN documents d ON d.id = l.document
          WHERE \(Self.current(mark)) AND d.kind <> 'conversation'
          GROUP BY d.id ORDER BY max(l.given_at) DESC, d.id DESC LIMIT \(most)) n
        JOIN passages p ON p.document = n.id
        UNION (\(Self.sample(.document, model, mark, most)))
        UNION (\(Self.sample(.conversation, model, mark, most))))
      SELECT * FROM (SELECT 'passage:' || p.id AS key, 'document:' || d.id AS part_of, p.title, p.text, v.embedding AS vector,
        coalesce(f.label, CASE d.kind WHEN 'conversation' THEN 'message' END) AS label,
        coalesce(f.given_at, p.said_at, d.written_at) AS at, d.url
      FROM chosen
      JOIN passages p USING (id)
      JOIN documents d ON d.id = p.document
      JOIN vectors v ON v.model = \(model) AND v.owner = 'passage' AND v.owner_id = p.id
      LEFT JOIN LATERAL (
        SELECT label, given_at FROM \(labels) WHERE document = d.id ORDER BY id DESC LIMIT 1) f ON true
      UNION ALL
      (SELECT 'item:' || i.id, 'item:' || i.id, i.title, i.text, v.embedding, f.label, f.given_at, NULL
      FROM (SELECT DISTINCT ON (l.item) l.item, l.label, l.given_at FROM \(labels)
        WHERE l.item IS NOT NULL ORDER BY l.item, l.id DESC) f
      JOIN items i ON i.id = f.item
      JOIN vectors v ON v.model = \(model) AND v.owner = 'item' AND v.owner_id = i.id
      ORDER BY f.given_at DESC, i.id DESC LIMIT \(most))) e
      ORDER BY label IS NOT NULL AND label <> 'message',
        CASE WHEN label <> 'message' THEN at END, key
      """)
    return try rows.map(Self.evidence).filter {
      $0.label != Evidence.message.rawValue || !Smalltalk.isMere($0.text)
    }.withLikesOnce()
  }

  /// How many likes and answers there are that count, whether or not they are read.
  package func decisionCounts() async throws -> (likes: Int, answers: Int) {
    let rows = try await pool.query(
      """
      SELECT count(DISTINCT d.id) AS likes, count(DISTINCT l.item) AS answers
      FROM labels l LEFT JOIN documents d ON d.id = l.document
        AND d.replaced_at IS NULL AND d.deleted_at IS NULL
      """)
    guard let row = rows.first else { return (0, 0) }
    return (try row.decode("likes", as: Int.self), try row.decode("answers", as: Int.self))
  }

  /// Passages without a label of one kind of document, drawn by a hash of their numbers.
  private static func sample(
    _ kind: DocumentKind, _ model: String, _ mark: EvidenceMark?, _ most: Int
  ) -> SQL {
    """
    SELECT p.id FROM documents d
    JOIN passages p ON p.document = d.id
    JOIN vectors v ON v.model = \(model) AND v.owner = 'passage' AND v.owner_id = p.id
    WHERE d.kind = \(kind.rawValue) AND \(current(mark)) AND (d.kind <> 'conversation' OR p.own)
      AND NOT EXISTS (SELECT FROM \(labels(mark)) WHERE l.document = d.id)
    ORDER BY hashint8extended(p.id, 0), p.id LIMIT \(most)
    """
  }

  /// The labels that stand, or that stood when `mark` were the newest rows.
  private static func labels(_ mark: EvidenceMark?) -> SQL {
    guard let mark else { return "labels l" }
    return """
      (SELECT id, item, document, label, given_at FROM feedback f
        WHERE withdraws IS NULL AND id <= \(mark.feedback) AND NOT EXISTS (
          SELECT FROM feedback w WHERE w.withdraws = f.id AND w.id <= \(mark.feedback))) l
      """
  }

  /// Whether the document `d` is a current one, or was then.
  ///
  /// A deletion is not undone by looking back: what was deleted is missing in all its versions up to that one.
  private static func current(_ mark: EvidenceMark?) -> SQL {
    guard let mark else { return RecollectionFilter().condition }
    return """
      d.id <= \(mark.documents) AND NOT EXISTS (
        SELECT FROM documents n WHERE n.kind = d.kind AND n.key = d.key AND n.version >= d.version
          AND (n.deleted_at IS NOT NULL OR n.version > d.version AND n.id <= \(mark.documents)))
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
        NULL::text AS label, i.first_seen AS at, NULL::text AS url
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
      at: try row.decode("at", as: Date?.self), url: try row.decode("url", as: String?.self))
  }
}
