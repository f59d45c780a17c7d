// Where a like that is named as a reason comes from: looked up when it is shown, because the services in which something
// is kept change, and the reason does not.

import Feed
import Postgres

/// What is known of a like beside what it says.
package struct LikeNote: Sendable, Hashable {
  package let author: String?
  /// Every service that keeps it.
  package let origins: [String]

  package init(author: String?, origins: [String]) {
    self.author = author
    self.origins = origins
  }
}

extension Database {
  /// The likes among these reasons, by their ids (`passage:17`).
  package func likeNotes(of reasons: [String]) async throws -> [String: LikeNote] {
    let passages = reasons.compactMap { id in
      id.hasPrefix("passage:") ? Int64(id.dropFirst("passage:".count)) : nil
    }
    guard !passages.isEmpty else { return [:] }
    let rows = try await pool.query(
      """
      SELECT p.id, p.title, p.text, p.speaker, d.url, d.origin
      FROM passages p JOIN documents d ON d.id = p.document
      WHERE p.id = ANY(\(passages)) AND d.kind = 'like'
      """)
    var notes: [String: LikeNote] = [:]
    for row in rows {
      let id = try row.decode("id", as: Int64.self)
      let origin = try row.decode("origin", as: String.self)
      let others = try await origins(
        url: try row.decode("url", as: String?.self),
        title: try row.decode("title", as: String.self),
        text: try row.decode("text", as: String.self))
      notes["passage:\(id)"] = LikeNote(
        author: try row.decode("speaker", as: String?.self),
        origins: [origin] + others.filter { $0 != origin })
    }
    return notes
  }

  /// The services that keep the same now, by its page or by its text.
  private func origins(url: String?, title: String, text: String) async throws -> [String] {
    let addresses = url.map { [$0] + PageKey.addresses(of: $0) } ?? []
    let hash = Passage(title: title, text: text).textHash
    let rows = try await pool.query(
      """
      SELECT DISTINCT d.origin FROM documents d LEFT JOIN passages p ON p.document = d.id
      WHERE d.kind = 'like' AND d.replaced_at IS NULL AND d.deleted_at IS NULL
        AND (d.url = ANY(\(addresses)) OR (p.text_hash = \(hash) AND (p.text <> '' OR d.url IS NULL)))
      ORDER BY d.origin
      """)
    return try rows.map { try $0.decode("origin", as: String.self) }
  }
}
