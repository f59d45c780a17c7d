// Which Swift values can be read from a result. Widening is allowed, losing is not: an int8 read as Int32 must fit.

package import struct FoundationEssentials.Date

/// A value that a column can be read as.
package protocol Retrievable {
  /// Reads the cell; throws ``PostgresError/Code/decode`` when it is of another type.
  static func retrieve(_ cell: Cell) throws(PostgresError) -> Self
}

extension Optional: Retrievable where Wrapped: Retrievable {
  package static func retrieve(_ cell: Cell) throws(PostgresError) -> Wrapped? {
    cell.bytes == nil ? nil : try Wrapped.retrieve(cell)
  }
}

extension Bool: Retrievable {
  package static func retrieve(_ cell: Cell) throws(PostgresError) -> Bool {
    let bytes = try cell.required(Bool.self)
    guard cell.type == TypeID.bool, let first = bytes.first else { throw cell.mismatch(Bool.self) }
    return first != 0
  }
}

extension Cell {
  /// An integer of any width the server has, if it fits the one that is wanted.
  fileprivate func integer<Value: FixedWidthInteger>(_: Value.Type) throws(PostgresError) -> Value {
    var reader = ByteReader(try required(Value.self))
    let wide: Int64? =
      switch type {
      case TypeID.int2: reader.integer(Int16.self).map(Int64.init)
      case TypeID.int4: reader.int32().map(Int64.init)
      case TypeID.int8: reader.integer(Int64.self)
      case TypeID.oid: reader.integer(UInt32.self).map(Int64.init)
      default: nil
      }
    guard let wide, reader.isAtEnd else { throw mismatch(Value.self) }
    guard let value = Value(exactly: wide) else {
      throw mismatch(Value.self, "\(wide) does not fit")
    }
    return value
  }
}

extension Int: Retrievable {
  package static func retrieve(_ cell: Cell) throws(PostgresError) -> Int {
    try cell.integer(Int.self)
  }
}

extension Int64: Retrievable {
  package static func retrieve(_ cell: Cell) throws(PostgresError) -> Int64 {
    try cell.integer(Int64.self)
  }
}

extension Int32: Retrievable {
  package static func retrieve(_ cell: Cell) throws(PostgresError) -> Int32 {
    try cell.integer(Int32.self)
  }
}

extension Double: Retrievable {
  package static func retrieve(_ cell: Cell) throws(PostgresError) -> Double {
    var reader = ByteReader(try cell.required(Double.self))
    let value: Double? =
      switch cell.type {
      case TypeID.float4: reader.integer(UInt32.self).map { Double(Float(bitPattern: $0)) }
      case TypeID.float8: reader.integer(UInt64.self).map { Double(bitPattern: $0) }
      default: nil
      }
    guard let value else { throw cell.mismatch(Double.self) }
    return value
  }
}

extension Float: Retrievable {
  package static func retrieve(_ cell: Cell) throws(PostgresError) -> Float {
    var reader = ByteReader(try cell.required(Float.self))
    guard cell.type == TypeID.float4, let bits = reader.integer(UInt32.self) else {
      throw cell.mismatch(Float.self)
    }
    return Float(bitPattern: bits)
  }
}

/// Any type whose binary format is its text: text, varchar, name, enums, json; and jsonb, without its version byte.
extension String: Retrievable {
  package static func retrieve(_ cell: Cell) throws(PostgresError) -> String {
    let bytes = try cell.required(String.self)
    guard !Self.binary.contains(cell.type),
      let text = String(
        validating: cell.type == TypeID.jsonb ? bytes.dropFirst() : bytes, as: UTF8.self)
    else {
      throw cell.mismatch(String.self)
    }
    return text
  }

  /// Types whose bytes could pass for text by accident.
  private static let binary: Set<UInt32> = [
    TypeID.bool, TypeID.bytea, TypeID.int2, TypeID.int4, TypeID.int8, TypeID.oid, TypeID.float4,
    TypeID.float8,
    TypeID.date, TypeID.timestamp, TypeID.timestamptz, TypeID.interval, TypeID.numeric, TypeID.uuid,
    TypeID.boolArray, TypeID.byteaArray, TypeID.int4Array, TypeID.textArray, TypeID.int8Array,
    TypeID.float4Array, TypeID.float8Array, TypeID.timestamptzArray,
  ]
}

/// `timestamptz`, and `timestamp` taken as UTC; `infinity` is the distant future.
extension Date: Retrievable {
  package static func retrieve(_ cell: Cell) throws(PostgresError) -> Date {
    var reader = ByteReader(try cell.required(Date.self))
    guard [TypeID.timestamptz, TypeID.timestamp].contains(cell.type),
      let microseconds = reader.integer(Int64.self)
    else { throw cell.mismatch(Date.self) }
    if microseconds == .max { return .distantFuture }
    if microseconds == .min { return .distantPast }
    return Date(timeIntervalSinceReferenceDate: Double(microseconds) / 1e6 - secondsBetweenEpochs)
  }
}
