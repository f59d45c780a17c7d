// The tables `documents` and `passages`: the person's memory. A document that says the same again adds nothing; one
// that changed becomes a new version, and the old one stays.

import Feed
package import FoundationEssentials
import Postgres

/// What an import wrote.
package struct ImportCount: Sendable, Hashable {
  package var added = 0
  package var changed = 0
  package var unchanged = 0

  package init() {}
}

extension Database {
  /// Imports documents in one transaction; likes are labelled as such.
  ///
  /// Unchanged documents cost one read and no write.
  package func remember(
    _ documents: [ImportedDocument], origin: String, at now: Date
  ) async throws -> ImportCount {
    try await pool.transaction { transaction in
      // One importer at a time: two that read the same current version would both write the next.
      try await transaction.execute("LOCK TABLE documents IN SHARE ROW EXCLUSIVE MODE")
      let current = try await Self.current(of: documents, transaction)
      var count = ImportCount()
      var changes: [(old: Int64, new: Int64)] = []
      for document in Self.onceEach(documents) {
        let known = current["\(document.kind.rawValue) \(document.key)"]
        let document = try await Self.completed(document, by: known, transaction)
        if let known, known.hash == document.fingerprint {
          count.unchanged += 1
          continue
        }
        if let known {
          count.changed += 1
          try await transaction.execute(
            "UPDATE documents SET replaced_at = \(now) WHERE id = \(known.id)")
        } else {
          count.added += 1
        }
        let id = try await Self.insert(document, origin: origin, at: now, transaction)
        if let known { changes.append((known.id, id)) }
      }
      try await Self.copyVectors(changes, transaction)
      return count
    }
  }

  /// How many current documents of a kind there are.
  package func documentCount(_ kind: DocumentKind) async throws -> Int {
    let rows = try await pool.query(
      """
      SELECT count(*) AS n FROM documents
      WHERE kind = \(kind.rawValue) AND replaced_at IS NULL AND deleted_at IS NULL
      """)
    return try rows.first?.decode("n", as: Int.self) ?? 0
  }

  /// Of several documents with one key the last counts, since two current versions cannot be; of a conversation, both.
  private static func onceEach(_ documents: [ImportedDocument]) -> [ImportedDocument] {
    var places: [String: Int] = [:]
    var once: [ImportedDocument] = []
    for document in documents {
      let name = "\(document.kind.rawValue) \(document.key)"
      guard let place = places[name] else {
        places[name] = once.count
        once.append(document)
        continue
      }
      var document = document
      if document.kind == .conversation {
        document.passages = ConversationMerge.merged(
          old: once[place].passages, new: document.passages)
      }
      once[place] = document
    }
    return once
  }

  /// A day of a conversation with what an earlier export knew of it.
  private static func completed(
    _ document: ImportedDocument, by known: Current?, _ transaction: Transaction
  ) async throws -> ImportedDocument {
    guard document.kind == .conversation, let known, known.hash != document.fingerprint else {
      return document
    }
    let rows = try await transaction.query(
      """
      SELECT title, text, thread, speaker, said_at, own FROM passages
      WHERE document = \(known.id) ORDER BY position
      """)
    var document = document
    document.passages = ConversationMerge.merged(
      old: try rows.map(passage), new: document.passages)
    return document
  }

  private static func passage(_ row: Row) throws -> Passage {
    Passage(
      title: try row.decode("title", as: String.self),
      text: try row.decode("text", as: String.self),
      thread: try row.decode("thread", as: String?.self),
      speaker: try row.decode("speaker", as: String?.self),
      saidAt: try row.decode("said_at", as: Date?.self),
      isOwn: try row.decode("own", as: Bool.self))
  }

  private struct Current {
    var id: Int64
    var hash: [UInt8]
  }

  private static func current(
    of documents: [ImportedDocument], _ transaction: Transaction
  ) async throws -> [String: Current] {
    let rows = try await transaction.query(
      """
      SELECT id, kind, key, hash FROM documents
      WHERE replaced_at IS NULL AND deleted_at IS NULL AND key = ANY(\(documents.map(\.key)))
      """)
    var current: [String: Current] = [:]
    for row in rows {
      let kind = try row.decode("kind", as: String.self)
      current["\(kind) \(try row.decode("key", as: String.self))"] = Current(
        id: try row.decode("id", as: Int64.self),
        hash: try row.decode("hash", as: [UInt8].self))
    }
    return current
  }

  /// A document that was deleted and is imported again goes on counting its versions.
  private static func insert(
    _ document: ImportedDocument, origin: String, at now: Date, _ transaction: Transaction
  ) async throws -> Int64 {
    let rows = try await transaction.query(
      """
      INSERT INTO documents
        (kind, key, version, title, url, hash, written_at, imported_at, origin, conversation,
        tags)
      VALUES (\(document.kind.rawValue), \(document.key),
        (SELECT coalesce(max(version), 0) + 1 FROM documents
          WHERE kind = \(document.kind.rawValue) AND key = \(document.key)),
        \(document.title), \(document.url), \(document.fingerprint), \(document.writtenAt), \(now),
        \(document.origin), \(document.conversation), \(document.tags))
      RETURNING id
      """)
    guard let id = try rows.first?.decode("id", as: Int64.self) else { return 0 }
    try await insertPassages(of: document, id, transaction)
    guard document.kind == .like else { return id }
    try await transaction.execute(
      """
      INSERT INTO feedback (document, label, origin, given_at)
      VALUES (\(id), \(document.label), \(origin), \(document.writtenAt ?? now))
      """)
    return id
  }

  private static func insertPassages(
    of document: ImportedDocument, _ id: Int64, _ transaction: Transaction
  ) async throws {
    let passages = document.passages
    try await transaction.execute(
      """
      INSERT INTO passages (document, conversation, position, title, text, text_hash, thread, speaker,
        said_at, own, language)
      SELECT \(id), \(document.conversation), position, title, text, text_hash, thread, speaker,
        coalesce(said_at, \(document.writtenAt)), own, language
      FROM unnest(\(Array(passages.indices)), \(passages.map(\.title)), \(passages.map(\.text)),
        \(passages.map(\.textHash)), \(passages.map(\.thread)), \(passages.map(\.speaker)),
        \(passages.map(\.saidAt)), \(passages.map(\.isOwn)), \(document.languages))
        AS n (position, title, text, text_hash, thread, speaker, said_at, own, language)
      """)
  }

  /// Gives the passages of a new version the vectors of those of the old one that say the same.
  ///
  /// The old version keeps its own: earlier profiles were learned from it, and can be fitted again.
  private static func copyVectors(
    _ changes: [(old: Int64, new: Int64)], _ transaction: Transaction
  ) async throws {
    guard !changes.isEmpty else { return }
    try await transaction.execute(
      """
      WITH known AS (
        SELECT DISTINCT ON (c.new, v.model, v.text_hash) c.new, v.model, v.text_hash, v.embedding
        FROM unnest(\(changes.map(\.old)), \(changes.map(\.new))) AS c (old, new)
        JOIN passages p ON p.document = c.old
        JOIN vectors v ON v.owner = 'passage' AND v.owner_id = p.id AND v.text_hash = p.text_hash)
      INSERT INTO vectors (model, owner, owner_id, text_hash, embedding)
      SELECT k.model, 'passage', p.id, p.text_hash, k.embedding
      FROM known k JOIN passages p ON p.document = k.new AND p.text_hash = k.text_hash
      """)
  }
}
