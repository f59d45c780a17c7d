// Who and what memory holds, by name: so that a filter can be typed as people think of it, and a wrong one be told.

import Postgres

extension Database {
  /// Everyone who said something in a conversation, each name once.
  package func speakers() async throws -> [String] {
    let rows = try await pool.query(
      "\(Self.knownSpeakers) SELECT name FROM known WHERE name IS NOT NULL")
    return try rows.map { try $0.decode("name", as: String.self) }
  }

  /// Those whom somebody means by a name, whatever its case and accents: "anna" is Anna, Anna Müller and anna.mueller,
  /// and no Joanna.
  package func speakers(called name: String) async throws -> [String] {
    let words: (SQL) -> SQL = { text in
      "folded_letters(regexp_replace(plain_words(\(text)), '[[:punct:]]+', ' ', 'g'))"
    }
    let rows = try await pool.query(
      """
      \(Self.knownSpeakers) SELECT name FROM known
      WHERE name = \(name) OR to_tsvector('pg_catalog.simple', \(words("name")))
        @@ plainto_tsquery('pg_catalog.simple', \(words("\(name)")))
      """)
    return try rows.map { try $0.decode("name", as: String.self) }
  }

  /// One step in the index for each name, however much each of them said.
  private static let knownSpeakers: SQL = """
    WITH RECURSIVE known (name) AS (
      (SELECT speaker FROM passages WHERE speaker IS NOT NULL ORDER BY speaker LIMIT 1)
      UNION ALL
      SELECT (SELECT p.speaker FROM passages p WHERE p.speaker > k.name ORDER BY p.speaker LIMIT 1)
      FROM known k WHERE k.name IS NOT NULL)
    """

  /// What likes are filed under, each tag once.
  package func likeTags() async throws -> [String] {
    let rows = try await pool.query(
      """
      SELECT DISTINCT tag FROM documents, unnest(tags) t (tag)
      WHERE replaced_at IS NULL AND deleted_at IS NULL ORDER BY tag
      """)
    return try rows.map { try $0.decode("tag", as: String.self) }
  }

  /// Where current documents were imported from.
  package func origins() async throws -> [String] {
    let rows = try await pool.query(
      """
      SELECT DISTINCT origin FROM documents
      WHERE replaced_at IS NULL AND deleted_at IS NULL ORDER BY origin
      """)
    return try rows.map { try $0.decode("origin", as: String.self) }
  }
}
