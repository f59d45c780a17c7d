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

  /// Texts of these owners without a vector of `model`, passages first, oldest first, at most `limit`.
  package func pendingTexts(
    of owners: [VectorOwner] = VectorOwner.allCases, model: String, limit: Int
  ) async throws -> [PendingText] {
    var texts: [PendingText] = []
    for owner in [VectorOwner.passage, .item] where owners.contains(owner) && texts.count < limit {
      let rows = try await pool.query(
        """
        SELECT t.id, t.title, t.text, t.text_hash \(Self.pending(owner, model: model))
        ORDER BY t.id LIMIT \(limit - texts.count)
        """)
      texts += try rows.map { row in
        let title = try row.decode("title", as: String.self)
        let text = try row.decode("text", as: String.self)
        return PendingText(
          owner: owner, id: try row.decode("id", as: Int64.self),
          text: Wording.whole(title: title, text: text),
          textHash: try row.decode("text_hash", as: [UInt8].self))
      }
    }
    return texts
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

  private static func pending(_ owner: VectorOwner, model: String) -> SQL {
    let owned: SQL =
      switch owner {
      case .item: "FROM items t WHERE t.duplicate_of IS NULL"
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
      """
  }
}
