// One value as the server sent it, before it is known what the caller wants of it.

/// A received value: column, type, bytes.
package struct Cell: Sendable {
  let column: String
  let type: UInt32
  /// Nil is NULL.
  let bytes: ArraySlice<UInt8>?

  /// The bytes of a value that must be there.
  func required(_ wanted: Any.Type) throws(PostgresError) -> ArraySlice<UInt8> {
    guard let bytes else { throw mismatch(wanted, "it is NULL; decode an optional") }
    return bytes
  }

  /// An error that names the column, its type and what was wanted.
  func mismatch(_ wanted: Any.Type, _ reason: String? = nil) -> PostgresError {
    let kind = Self.names[type] ?? "type \(type)"
    let tail = reason.map { ": \($0)" } ?? ""
    return PostgresError(.decode, "column \(column) (\(kind)) cannot be read as \(wanted)\(tail)")
  }

  private static let names: [UInt32: String] = [
    TypeID.bool: "bool", TypeID.bytea: "bytea", TypeID.int2: "int2", TypeID.int4: "int4",
    TypeID.int8: "int8", TypeID.text: "text", TypeID.json: "json", TypeID.jsonb: "jsonb",
    TypeID.float4: "float4", TypeID.float8: "float8", TypeID.date: "date",
    TypeID.timestamp: "timestamp", TypeID.timestamptz: "timestamptz",
    TypeID.numeric: "numeric, cast it to float8",
    TypeID.boolArray: "bool[]", TypeID.byteaArray: "bytea[]", TypeID.int4Array: "int4[]",
    TypeID.textArray: "text[]", TypeID.int8Array: "int8[]", TypeID.float4Array: "float4[]",
    TypeID.float8Array: "float8[]", TypeID.timestamptzArray: "timestamptz[]",
  ]
}
