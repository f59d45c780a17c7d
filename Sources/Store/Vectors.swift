// The table `vectors`: the work that embedding has left is a query, and its result is written in batches.

package import Feed
import Postgres

/// Whose text a vector stands for.
package enum VectorOwner: String, Sendable, CaseIterable {
  case item, passage
}

/// A text that has no vector of the current model yet.
package struct PendingText: Sendable, Hashable {
  package let owner: VectorOwner
  package let id: Int64
  package let text: String
  package let textHash: [UInt8]
}

extension Database {
  /// How many texts of these owners have no vector of `model`.
  package func pendingTextCount(
    of owners: [VectorOwner] = VectorOwner.allCases, model: String
  ) async throws -> Int {
    var count = 0
    for owner in owners {
      let rows = try await pool.query("SELECT count(*) AS n \(Self.pending(owner, model: model))")
      count += try rows.first?.decode("n", as: Int.self) ?? 0
    }
    return count
  }

  /// Texts of these owners without a vector of `model`, at most `limit`.
  ///
  /// Memory first, oldest first; then what the person answered; then items, newest first, since where not all can be
  /// embedded today news cannot wait and old news can.
  package func pendingTexts(
    of owners: [VectorOwner] = VectorOwner.allCases, model: String, limit: Int
  ) async throws -> [PendingText] {
    var texts: [PendingText] = []
    let parts: [(VectorOwner, SQL)] = [
      (.passage, "ORDER BY t.id"), (.item, "AND \(Self.isAnswered) ORDER BY t.id DESC"),
      (.item, "AND NOT \(Self.isAnswered) ORDER BY t.id DESC"),
    ]
    for (owner, order) in parts where owners.contains(owner) && texts.count < limit {
      let rows = try await pool.query(
        """
        SELECT t.id, t.title, t.text, t.text_hash \(Self.pending(owner, model: model))
        \(order) LIMIT \(limit - texts.count)
        """)
      texts += try rows.map { try Self.pendingText($0, owner) }
    }
    return texts
  }

  private static func pendingText(_ row: Row, _ owner: VectorOwner) throws -> PendingText {
    let title = try row.decode("title", as: String.self)
    let text = try row.decode("text", as: String.self)
    return PendingText(
      owner: owner, id: try row.decode("id", as: Int64.self),
      text: Wording.whole(title: title, text: text),
      textHash: try row.decode("text_hash", as: [UInt8].self))
  }

  /// Writes the vectors of `texts`, in their order.
  package func write(
    _ vectors: [Vector], of texts: [PendingText], model: String
  ) async throws {
    try await pool.execute(
      """
      INSERT INTO vectors (model, owner, owner_id, text_hash, embedding)
      SELECT \(model), owner, owner_id, text_hash, embedding
      FROM unnest(\(texts.map(\.owner.rawValue)), \(texts.map(\.id)), \(texts.map(\.textHash)),
        \(vectors.map { HalfVector($0.values) })) AS n (owner, owner_id, text_hash, embedding)
      ON CONFLICT (model, owner, owner_id) DO UPDATE
      SET text_hash = excluded.text_hash, embedding = excluded.embedding
      """)
  }

  /// Gives texts the vectors of others of the same `model` that say the same; gives those that are left.
  package func reuseVectors(
    for texts: [PendingText], model: String
  ) async throws -> [PendingText] {
    let rows = try await pool.query(
      """
      INSERT INTO vectors (model, owner, owner_id, text_hash, embedding)
      SELECT \(model), n.owner, n.owner_id, n.text_hash, k.embedding
      FROM unnest(\(texts.map(\.owner.rawValue)), \(texts.map(\.id)), \(texts.map(\.textHash)))
        AS n (owner, owner_id, text_hash)
      CROSS JOIN LATERAL (
        SELECT embedding FROM vectors v WHERE v.text_hash = n.text_hash AND v.model = \(model) LIMIT 1) k
      ON CONFLICT (model, owner, owner_id) DO UPDATE
      SET text_hash = excluded.text_hash, embedding = excluded.embedding
      RETURNING owner, owner_id
      """)
    var known: [VectorOwner: Set<Int64>] = [:]
    for row in rows {
      guard let owner = VectorOwner(rawValue: try row.decode("owner", as: String.self)) else {
        continue
      }
      known[owner, default: []].insert(try row.decode("owner_id", as: Int64.self))
    }
    return texts.filter { known[$0.owner]?.contains($0.id) != true }
  }

  /// Remembers that a model does not take a text, so that it is not sent again.
  package func refuse(_ text: PendingText, model: String, reason: String) async throws {
    try await pool.execute(
      """
      INSERT INTO unembedded (model, owner, owner_id, text_hash, reason)
      VALUES (\(model), \(text.owner.rawValue), \(text.id), \(text.textHash), \(reason))
      ON CONFLICT (model, owner, owner_id) DO UPDATE
      SET text_hash = excluded.text_hash, reason = excluded.reason, refused_at = clock_timestamp()
      """)
  }

  /// How many current texts a model does not take, and why it did not take the last.
  package func refusedTexts(model: String) async throws -> (count: Int, reason: String?) {
    let rows = try await pool.query(
      """
      SELECT count(*) AS n, (array_agg(u.reason ORDER BY u.refused_at DESC))[1] AS reason FROM unembedded u
      WHERE u.model = \(model) AND CASE u.owner
        WHEN 'item' THEN EXISTS (SELECT FROM items i WHERE i.id = u.owner_id AND i.text_hash = u.text_hash)
        ELSE EXISTS (SELECT FROM passages p WHERE p.id = u.owner_id AND p.text_hash = u.text_hash) END
      """)
    guard let row = rows.first else { return (0, nil) }
    return (try row.decode("n", as: Int.self), try row.decode("reason", as: String?.self))
  }

  /// Whether the person answered the item `t`.
  static let isAnswered: SQL = "EXISTS (SELECT FROM feedback l WHERE l.item = t.id)"

  static func pending(_ owner: VectorOwner, model: String) -> SQL {
    let owned: SQL =
      switch owner {
      case .item: "FROM items t WHERE t.duplicate_of IS NULL AND t.withdrawn_at IS NULL"
      case .passage:
        """
        FROM passages t JOIN documents d ON d.id = t.document
        WHERE d.replaced_at IS NULL AND d.deleted_at IS NULL
        """
      }
    return """
      \(owned) AND NOT EXISTS (
        SELECT FROM vectors v
        WHERE v.model = \(model) AND v.owner = \(owner.rawValue) AND v.owner_id = t.id
          AND v.text_hash = t.text_hash)
      AND NOT EXISTS (
        SELECT FROM unembedded u
        WHERE u.model = \(model) AND u.owner = \(owner.rawValue) AND u.owner_id = t.id
          AND u.text_hash = t.text_hash)
      """
  }
}
