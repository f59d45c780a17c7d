// The binary format of one-dimensional arrays, as `array_send` and `array_recv` have it: dimensions, whether there are
// nulls, the element's type, then each element with its length, −1 for NULL.

/// Writes and reads arrays.
enum ArrayFormat {
  /// Where the element's type stands, for types whose number only the server knows.
  static let elementTypeOffset = 8

  static func parameter(
    _ elements: [Parameter], element: Parameter, array: Parameter.Kind
  ) -> Parameter {
    var bytes: [UInt8] = []
    bytes.append(big: Int32(elements.isEmpty ? 0 : 1))
    bytes.append(big: Int32(elements.contains { $0.bytes == nil } ? 1 : 0))
    if case .known(let type) = element.kind {
      bytes.append(big: type)
    } else {
      bytes.append(big: UInt32(0))
    }
    if !elements.isEmpty {
      bytes.append(big: Int32(clamping: elements.count))
      bytes.append(big: Int32(1))
    }
    for element in elements { append(element, to: &bytes) }
    return Parameter(array, bytes, problem: elements.lazy.compactMap(\.problem).first)
  }

  private static func append(_ element: Parameter, to bytes: inout [UInt8]) {
    guard let value = element.bytes else {
      bytes.append(big: Int32(-1))
      return
    }
    bytes.append(big: Int32(clamping: value.count))
    bytes += value
  }

  /// The elements of a received array with their type, or nil when the bytes are not a one-dimensional array.
  static func elements(_ bytes: ArraySlice<UInt8>) -> (type: UInt32, values: [ArraySlice<UInt8>?])?
  {
    var reader = ByteReader(bytes)
    guard let dimensions = reader.int32(), reader.int32() != nil, let type = reader.int32() else {
      return nil
    }
    let element = UInt32(bitPattern: type)
    guard dimensions != 0 else { return (element, []) }
    guard dimensions == 1, let count = reader.int32(), count >= 0, reader.int32() != nil else {
      return nil
    }
    var values: [ArraySlice<UInt8>?] = []
    values.reserveCapacity(min(Int(count), bytes.count / 4))
    for _ in 0..<count {
      guard let length = reader.int32() else { return nil }
      guard length >= 0 else {
        values.append(nil)
        continue
      }
      guard let value = reader.take(Int(length)) else { return nil }
      values.append(value)
    }
    return (element, values)
  }
}

/// Reads numbers in network order from bytes, and never past their end.
struct ByteReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func integer<Integer: FixedWidthInteger>(_: Integer.Type) -> Integer? {
    take(Integer.bitWidth / 8)?.reduce(0) { $0 << 8 | Integer(truncatingIfNeeded: $1) }
  }

  mutating func int32() -> Int32? { integer(Int32.self) }
}
