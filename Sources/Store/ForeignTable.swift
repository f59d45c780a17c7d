// A table of another program, such as the memory of Matt-GPT: read row by row through a cursor, in a transaction that can
// write nothing, with every name quoted and every statement bounded in time.

import Postgres

/// Which columns of a foreign table hold what.
package struct ForeignColumns: Sendable, Hashable {
  package var text: String
  package var id: String
  package var at: String?
  package var title: String?
  /// Of type `vector`, `halfvec` or `real[]`.
  package var vector: String?

  package init(
    text: String, id: String, at: String? = nil, title: String? = nil, vector: String? = nil
  ) {
    self.text = text
    self.id = id
    self.at = at
    self.title = title
    self.vector = vector
  }
}

/// One row of a foreign table, every value as PostgreSQL writes it.
package struct ForeignRow: Sendable, Hashable {
  package var id: String?
  package var text: String
  package var at: String?
  package var title: String?
  package var vector: String?
}

/// A table in some database.
package struct ForeignTable: Sendable {
  /// What people are shown.
  package let shown: String
  private let connection: String
  private let name: SQL
  private let columns: ForeignColumns

  /// Letters of one text; what is longer is cut.
  private static let longestText = 400_000
  private static let batch = 100
  private static let mostRows = 10_000_000

  package init(_ address: ForeignAddress, columns: ForeignColumns) {
    self.init(
      connection: address.connection, table: address.table, shown: address.shown, columns: columns)
  }

  package init(connection: String, table: [String], shown: String, columns: ForeignColumns) {
    self.connection = connection
    self.shown = shown
    self.columns = columns
    name = SQL.join(table.map { "\(identifier: $0)" }, separator: ".")
  }

  /// How many rows have a text.
  package func count() async throws -> Int {
    try await reading { session in
      let rows = try await session.query(
        "SELECT count(*) AS n FROM \(name) WHERE \(identifier: columns.text) IS NOT NULL")
      return try rows.first?.decode("n", as: Int.self) ?? 0
    }
  }

  /// Gives all rows that have a text, in batches.
  package func read(_ each: ([ForeignRow]) async throws -> Void) async throws {
    try await reading { session in
      try await session.transaction { transaction in
        try await transaction.execute("DECLARE gleaner_rows NO SCROLL CURSOR FOR \(selection)")
        var seen = 0
        while seen < Self.mostRows {
          try Task.checkCancellation()
          let rows = try await transaction.query(
            "FETCH FORWARD \(unescaped: "\(Self.batch)") FROM gleaner_rows")
          guard !rows.isEmpty else { break }
          seen += rows.count
          try await each(rows.map(Self.row))
        }
      }
    }
  }

  private var selection: SQL {
    """
    SELECT \(identifier: columns.id)::text AS id,
      left(\(identifier: columns.text)::text, \(unescaped: "\(Self.longestText)")) AS text,
      \(text(columns.at)) AS at, \(text(columns.title)) AS title, \(text(columns.vector)) AS vector
    FROM \(name) WHERE \(identifier: columns.text) IS NOT NULL
    """
  }

  private func text(_ column: String?) -> SQL {
    column.map { "\(identifier: $0)::text" } ?? "NULL::text"
  }

  private static func row(_ row: Row) throws(PostgresError) -> ForeignRow {
    ForeignRow(
      id: try row.decode("id"), text: try row.decode("text"), at: try row.decode("at"),
      title: try row.decode("title"), vector: try row.decode("vector"))
  }

  /// Connects, reads and disconnects; what goes wrong there names the table and never the password.
  private func reading<Value: Sendable>(
    _ body: (Session) async throws -> Value
  ) async throws -> Value {
    let session = try Session(ConnectionSettings(connection, statementTimeout: .seconds(60)))
    do {
      try await session.open()
      try await session.script("SET default_transaction_read_only = on")
      let value = try await body(session)
      await session.close()
      return value
    } catch {
      await session.close()
      // What the rows are refused for is said by whoever refuses them.
      guard let error = error as? PostgresError else { throw error }
      throw PostgresError(error.code, "\(shown): \(error.message)", sqlState: error.sqlState)
    }
  }
}
