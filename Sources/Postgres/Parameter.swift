// A value on its way to the server, in PostgreSQL's binary format: nothing is quoted, rounded or re-read as text.

/// Object identifiers of the built-in types, as in `pg_type.dat`.
enum TypeID {
  static let bool: UInt32 = 16
  static let bytea: UInt32 = 17
  static let int8: UInt32 = 20
  static let int2: UInt32 = 21
  static let int4: UInt32 = 23
  static let text: UInt32 = 25
  static let oid: UInt32 = 26
  static let json: UInt32 = 114
  static let float4: UInt32 = 700
  static let float8: UInt32 = 701
  static let date: UInt32 = 1082
  static let timestamp: UInt32 = 1114
  static let timestamptz: UInt32 = 1184
  static let interval: UInt32 = 1186
  static let numeric: UInt32 = 1700
  static let uuid: UInt32 = 2950
  static let jsonb: UInt32 = 3802

  /// Types of extensions are numbered from here (`FirstNormalObjectId`).
  static let firstOwn: UInt32 = 16384

  static let boolArray: UInt32 = 1000
  static let byteaArray: UInt32 = 1001
  static let int4Array: UInt32 = 1007
  static let textArray: UInt32 = 1009
  static let int8Array: UInt32 = 1016
  static let float4Array: UInt32 = 1021
  static let float8Array: UInt32 = 1022
  static let timestamptzArray: UInt32 = 1185
}

/// A bound value: its type and its bytes.
package struct Parameter: Sendable, Hashable {
  /// The type: built in, or one that the server numbers itself.
  enum Kind: Sendable, Hashable {
    case known(UInt32)
    case halfvec
    case halfvecArray
  }

  let kind: Kind
  /// Nil is NULL.
  let bytes: [UInt8]?
  /// Why the value cannot be sent, told when the statement is run.
  let problem: String?

  init(_ kind: Kind, _ bytes: [UInt8]?, problem: String? = nil) {
    self.kind = kind
    self.bytes = bytes
    self.problem = problem
  }

  /// Whether the server must be asked for the type's number first.
  var needsVectors: Bool { kind == .halfvec || kind == .halfvecArray }

  init(_ type: UInt32, _ bytes: [UInt8]?) { self.init(.known(type), bytes) }
}

extension [UInt8] {
  /// Appends an integer in network order.
  mutating func append(big value: some FixedWidthInteger) {
    for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  /// An integer in network order.
  init(big value: some FixedWidthInteger) {
    self = []
    append(big: value)
  }
}
