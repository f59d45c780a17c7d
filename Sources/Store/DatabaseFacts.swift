// What `doctor` asks the database about itself.

import Postgres

/// A few facts about a database and what it holds.
package struct DatabaseFacts: Sendable, Hashable {
  /// As people write it: `18.4`.
  package let server: String
  /// As a number: 180004.
  package let serverVersion: Int
  /// The version of pgvector.
  package let vector: String
  package let items: Int
  package let documents: Int
  package let likes: Int
  /// Days of chats, and mails.
  package let conversations: Int
  /// Active sources whose last pull failed, by name.
  package let failing: [String]
}

extension Database {
  /// Facts for `doctor`.
  package func facts() async throws -> DatabaseFacts {
    let rows = try await pool.query(
      """
      SELECT current_setting('server_version') AS server,
        current_setting('server_version_num')::integer AS version,
        coalesce((SELECT extversion FROM pg_extension WHERE extname = 'vector'), 'missing') AS vector,
        (SELECT count(*) FROM items) AS items,
        coalesce((SELECT array_agg(coalesce(name, address) ORDER BY id) FROM sources
          WHERE active AND error IS NOT NULL), '{}') AS failing
      """)
    guard let row = rows.first else { throw PostgresError(.decode, "the server says nothing") }
    return DatabaseFacts(
      server: try row.decode("server", as: String.self),
      serverVersion: try row.decode("version", as: Int.self),
      vector: try row.decode("vector", as: String.self),
      items: try row.decode("items", as: Int.self),
      documents: try await documentCount(.document), likes: try await documentCount(.like),
      conversations: try await documentCount(.conversation),
      failing: try row.decode("failing", as: [String].self))
  }
}
