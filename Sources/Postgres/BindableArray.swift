// Arrays, for writing many rows with one statement: `INSERT … SELECT * FROM UNNEST(\(ids), \(titles))`.

package import struct FoundationEssentials.Date

/// A value that can be an element of a bound array.
package protocol ArrayElement {
  /// The array as one value.
  static func parameter(of values: [Self]) -> Parameter
  /// NULL of the array's type.
  static var nullArray: Parameter { get }
}

extension Array: Bindable, Scalar where Element: ArrayElement {
  package static var null: Parameter { Element.nullArray }
  package var parameter: Parameter { Element.parameter(of: self) }
}

/// Bytes are one `bytea`, not an array.
extension UInt8: ArrayElement {
  package static var nullArray: Parameter { Parameter(TypeID.bytea, nil) }
  package static func parameter(of values: [UInt8]) -> Parameter { Parameter(TypeID.bytea, values) }
}

/// A scalar whose arrays are a built-in type.
package protocol BuiltInElement: Scalar, ArrayElement {
  /// The object identifier of the array's type.
  static var arrayType: UInt32 { get }
}

extension BuiltInElement {
  package static var nullArray: Parameter { Parameter(arrayType, nil) }

  package static func parameter(of values: [Self]) -> Parameter {
    ArrayFormat.parameter(values.map(\.parameter), element: null, array: .known(arrayType))
  }
}

extension Optional: ArrayElement where Wrapped: BuiltInElement {
  package static var nullArray: Parameter { Wrapped.nullArray }

  package static func parameter(of values: [Wrapped?]) -> Parameter {
    ArrayFormat.parameter(
      values.map(\.parameter), element: Wrapped.null, array: .known(Wrapped.arrayType))
  }
}

extension Bool: BuiltInElement {
  package static var arrayType: UInt32 { TypeID.boolArray }
}
extension Int: BuiltInElement {
  package static var arrayType: UInt32 { TypeID.int8Array }
}
extension Int64: BuiltInElement {
  package static var arrayType: UInt32 { TypeID.int8Array }
}
extension Int32: BuiltInElement {
  package static var arrayType: UInt32 { TypeID.int4Array }
}
extension Double: BuiltInElement {
  package static var arrayType: UInt32 { TypeID.float8Array }
}
extension Float: BuiltInElement {
  package static var arrayType: UInt32 { TypeID.float4Array }
}
extension String: BuiltInElement {
  package static var arrayType: UInt32 { TypeID.textArray }
}
extension Date: BuiltInElement {
  package static var arrayType: UInt32 { TypeID.timestamptzArray }
}
extension [UInt8]: ArrayElement {
  package static var nullArray: Parameter { Parameter(TypeID.byteaArray, nil) }

  package static func parameter(of values: [[UInt8]]) -> Parameter {
    ArrayFormat.parameter(
      values.map(\.parameter), element: [UInt8].null, array: .known(TypeID.byteaArray))
  }
}
