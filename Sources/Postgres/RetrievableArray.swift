// Arrays read from a result, with two that are no arrays to PostgreSQL: bytes and vectors.

package import struct FoundationEssentials.Date

/// A value whose array a column can be read as.
package protocol RetrievableElement: Retrievable {
  /// Reads the whole array.
  static func retrieveArray(_ cell: Cell) throws(PostgresError) -> [Self]
}

extension Array: Retrievable where Element: RetrievableElement {
  package static func retrieve(_ cell: Cell) throws(PostgresError) -> [Element] {
    try Element.retrieveArray(cell)
  }
}

extension RetrievableElement {
  package static func retrieveArray(_ cell: Cell) throws(PostgresError) -> [Self] {
    guard let array = ArrayFormat.elements(try cell.required([Self].self)) else {
      throw cell.mismatch([Self].self)
    }
    var values: [Self] = []
    values.reserveCapacity(array.values.count)
    for value in array.values {
      values.append(try retrieve(Cell(column: cell.column, type: array.type, bytes: value)))
    }
    return values
  }
}

extension Optional: RetrievableElement where Wrapped: RetrievableElement {}
extension Bool: RetrievableElement {}
extension Int: RetrievableElement {}
extension Int64: RetrievableElement {}
extension Int32: RetrievableElement {}
extension Double: RetrievableElement {}
extension String: RetrievableElement {}
extension Date: RetrievableElement {}

/// A `bytea`.
extension UInt8: RetrievableElement {
  package static func retrieve(_ cell: Cell) throws(PostgresError) -> UInt8 {
    throw cell.mismatch(UInt8.self, "decode [UInt8] or Int32")
  }

  package static func retrieveArray(_ cell: Cell) throws(PostgresError) -> [UInt8] {
    let bytes = try cell.required([UInt8].self)
    guard cell.type == TypeID.bytea else { throw cell.mismatch([UInt8].self) }
    return [UInt8](bytes)
  }
}

/// A `float4[]`, or pgvector's `halfvec` or `vector`, told apart by their length.
extension Float: RetrievableElement {
  package static func retrieveArray(_ cell: Cell) throws(PostgresError) -> [Float] {
    let bytes = try cell.required([Float].self)
    if cell.type == TypeID.float4Array, let array = ArrayFormat.elements(bytes) {
      var values: [Float] = []
      for value in array.values {
        values.append(try retrieve(Cell(column: cell.column, type: array.type, bytes: value)))
      }
      return values
    }
    guard cell.type >= TypeID.firstOwn, let values = vector(bytes) else {
      throw cell.mismatch([Float].self)
    }
    return values
  }

  private static func vector(_ bytes: ArraySlice<UInt8>) -> [Float]? {
    var reader = ByteReader(bytes)
    guard let dimensions = reader.integer(Int16.self), dimensions > 0,
      reader.integer(Int16.self) == 0, let body = reader.take(bytes.count - 4)
    else { return nil }
    let count = Int(dimensions)
    guard body.count == count * 2 || body.count == count * 4 else { return nil }
    return body.count == count * 2 ? halves(body) : singles(body)
  }

  /// Halves as singles, many at a time, where the processor's own conversion would be a call for each.
  ///
  /// The bits of an IEEE half, put where those of a single stand, make a single that is too small by 2¹¹², subnormal ones
  /// included. pgvector stores neither infinities nor NaN.
  private static func halves(_ body: ArraySlice<UInt8>) -> [Float] {
    unsafe body.withUnsafeBytes { bytes in
      (0..<bytes.count / 2).map { index in
        let bits = unsafe UInt32(bytes[2 * index]) << 8 | UInt32(bytes[2 * index + 1])
        let magnitude = (Float(bitPattern: (bits & 0x7FFF) << 13) * 0x1p112).bitPattern
        return Float(bitPattern: magnitude | (bits & 0x8000) << 16)
      }
    }
  }

  private static func singles(_ body: ArraySlice<UInt8>) -> [Float] {
    unsafe body.withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map { index in
        let bits = unsafe bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
        return Float(bitPattern: UInt32(bigEndian: bits))
      }
    }
  }
}
