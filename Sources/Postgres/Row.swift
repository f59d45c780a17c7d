// What comes back. A row is a view of its result, so nothing is copied until a value is asked for by type.

/// One row of a result.
package struct Row: Sendable {
  let table: ResultTable
  let index: Int

  /// The names of the columns, in order.
  package var columns: [String] { table.columns }

  /// The value of a column, by name.
  ///
  /// Ask for an optional where NULL can stand. Throws ``PostgresError/Code/decode``, naming the column and its type.
  package func decode<Value: Retrievable>(
    _ column: String, as type: Value.Type = Value.self
  ) throws(PostgresError) -> Value {
    guard let position = table.positions[column] else {
      let known = columns.joined(separator: ", ")
      throw PostgresError(.decode, "the result has no column \(column); it has \(known)")
    }
    return try Value.retrieve(table.cell(index, position))
  }

  /// The value of a column, by position from 0.
  package func decode<Value: Retrievable>(
    _ position: Int, as type: Value.Type = Value.self
  ) throws(PostgresError) -> Value {
    guard columns.indices.contains(position) else {
      throw PostgresError(.decode, "the result has \(columns.count) columns, none at \(position)")
    }
    return try Value.retrieve(table.cell(index, position))
  }
}
