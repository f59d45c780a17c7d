// Which Swift values can be bound, and as which type of PostgreSQL.

package import struct FoundationEssentials.Date

/// A value that a statement can carry.
package protocol Bindable {
  var parameter: Parameter { get }
}

/// A value that has a type of its own in PostgreSQL, NULL included, and so can stand in an optional.
package protocol Scalar: Bindable {
  /// NULL of this type.
  static var null: Parameter { get }
}

extension Optional: Bindable where Wrapped: Scalar {
  package var parameter: Parameter { self?.parameter ?? Wrapped.null }
}

extension Bool: Scalar {
  package static var null: Parameter { Parameter(TypeID.bool, nil) }
  package var parameter: Parameter { Parameter(TypeID.bool, [self ? 1 : 0]) }
}

extension Int: Scalar {
  package static var null: Parameter { Parameter(TypeID.int8, nil) }
  package var parameter: Parameter { Parameter(TypeID.int8, [UInt8](big: Int64(self))) }
}

extension Int64: Scalar {
  package static var null: Parameter { Parameter(TypeID.int8, nil) }
  package var parameter: Parameter { Parameter(TypeID.int8, [UInt8](big: self)) }
}

extension Int32: Scalar {
  package static var null: Parameter { Parameter(TypeID.int4, nil) }
  package var parameter: Parameter { Parameter(TypeID.int4, [UInt8](big: self)) }
}

extension Double: Scalar {
  package static var null: Parameter { Parameter(TypeID.float8, nil) }
  package var parameter: Parameter { Parameter(TypeID.float8, [UInt8](big: bitPattern)) }
}

extension Float: Scalar {
  package static var null: Parameter { Parameter(TypeID.float4, nil) }
  package var parameter: Parameter { Parameter(TypeID.float4, [UInt8](big: bitPattern)) }
}

/// A string is `text`; write `\(json)::jsonb` where another type is wanted.
///
/// PostgreSQL cannot store U+0000. It is sent as U+FFFD, the replacement character, wherever a string is bound, so one
/// stray byte in a stranger's feed does not sink a whole batch, and looking the string up again finds it.
extension String: Scalar {
  package static var null: Parameter { Parameter(TypeID.text, nil) }
  package var parameter: Parameter { Parameter(TypeID.text, storable) }

  private var storable: [UInt8] {
    guard utf8.contains(0) else { return [UInt8](utf8) }
    let replacement = [UInt8]("\u{FFFD}".utf8)
    return [UInt8](
      utf8.split(separator: 0, omittingEmptySubsequences: false).joined(separator: replacement))
  }
}

/// A date is `timestamptz`, to the microsecond; dates beyond all time are `infinity`.
extension Date: Scalar {
  /// From 2000-01-01, PostgreSQL's epoch, to 2001-01-01, Foundation's.
  static let secondsBetweenEpochs = 31_622_400.0

  package static var null: Parameter { Parameter(TypeID.timestamptz, nil) }

  package var parameter: Parameter {
    let seconds = timeIntervalSinceReferenceDate + Self.secondsBetweenEpochs
    guard !seconds.isNaN else {
      return Parameter(.known(TypeID.timestamptz), nil, problem: "a date that is not a number")
    }
    let microseconds = Int64(exactly: (seconds * 1e6).rounded()) ?? (seconds < 0 ? .min : .max)
    return Parameter(TypeID.timestamptz, [UInt8](big: microseconds))
  }
}
