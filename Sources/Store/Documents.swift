// The tables `documents` and `passages`: the person's memory. A document that says the same again adds nothing; one
// that changed becomes a new version, and the old one stays.

import Feed
package import FoundationEssentials
import Postgres

/// What a document is to the person.
package enum DocumentKind: String, Sendable {
  /// Something they wrote or keep.
  case document
  /// Something they liked.
  case like
}

/// A stretch of a document, about as long as the model reads.
package struct Passage: Sendable, Hashable {
  package var title: String
  package var text: String

  package init(title: String, text: String) {
    self.title = title
    self.text = text
  }
}

/// A document as it was imported.
package struct ImportedDocument: Sendable, Hashable {
  package var kind: DocumentKind
  /// Its name for ever: a path, an address, or a fingerprint.
  package var key: String
  package var title: String
  package var url: String?
  package var writtenAt: Date?
  package var passages: [Passage]

  package init(
    kind: DocumentKind, key: String, title: String, url: String? = nil, writtenAt: Date? = nil,
    passages: [Passage]
  ) {
    self.kind = kind
    self.key = key
    self.title = title
    self.url = url
    self.writtenAt = writtenAt
    self.passages = passages
  }

  var fingerprint: [UInt8] {
    Fingerprint(of: [title, url ?? ""] + passages.flatMap { [$0.title, $0.text] }).bytes
  }
}

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
      for document in Self.lastOfEach(documents) {
        let known = current["\(document.kind.rawValue) \(document.key)"]
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
        try await Self.insert(
          document, version: (known?.version ?? 0) + 1, origin: origin, at: now, transaction)
      }
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

  /// Of several documents with one key the last counts: two current versions cannot be.
  private static func lastOfEach(_ documents: [ImportedDocument]) -> [ImportedDocument] {
    var seen: Set<String> = []
    return documents.reversed().filter { seen.insert("\($0.kind.rawValue) \($0.key)").inserted }
      .reversed()
  }

  private struct Current {
    var id: Int64
    var version: Int
    var hash: [UInt8]
  }

  private static func current(
    of documents: [ImportedDocument], _ transaction: Transaction
  ) async throws -> [String: Current] {
    let rows = try await transaction.query(
      """
      SELECT id, kind, key, version, hash FROM documents
      WHERE replaced_at IS NULL AND deleted_at IS NULL AND key = ANY(\(documents.map(\.key)))
      """)
    var current: [String: Current] = [:]
    for row in rows {
      let kind = try row.decode("kind", as: String.self)
      current["\(kind) \(try row.decode("key", as: String.self))"] = Current(
        id: try row.decode("id", as: Int64.self),
        version: try row.decode("version", as: Int.self),
        hash: try row.decode("hash", as: [UInt8].self))
    }
    return current
  }

  private static func insert(
    _ document: ImportedDocument, version: Int, origin: String, at now: Date,
    _ transaction: Transaction
  ) async throws {
    let rows = try await transaction.query(
      """
      INSERT INTO documents (kind, key, version, title, url, hash, written_at, imported_at)
      VALUES (\(document.kind.rawValue), \(document.key), \(version), \(document.title), \(document.url),
        \(document.fingerprint), \(document.writtenAt), \(now))
      RETURNING id
      """)
    guard let id = try rows.first?.decode("id", as: Int64.self) else { return }
    let passages = document.passages
    try await transaction.execute(
      """
      INSERT INTO passages (document, position, title, text, text_hash, said_at)
      SELECT \(id), position, title, text, text_hash, \(document.writtenAt)
      FROM unnest(\(Array(passages.indices)), \(passages.map(\.title)), \(passages.map(\.text)),
        \(passages.map { Fingerprint(of: [$0.title, $0.text]).bytes })) AS n (position, title, text, text_hash)
      """)
    guard document.kind == .like else { return }
    try await transaction.execute(
      """
      INSERT INTO feedback (document, label, origin, given_at)
      VALUES (\(id), 'like', \(origin), \(document.writtenAt ?? now))
      """)
  }
}
