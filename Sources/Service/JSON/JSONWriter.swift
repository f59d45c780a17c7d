// JSON out, appended to bytes: one row may be printed a hundred thousand times.

package import FoundationEssentials

extension JSONValue {
  /// Appends the value as compact JSON.
  package func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .int(let value): bytes += "\(value)".utf8
    case .double(let value): Self.write(value, to: &bytes)
    case .string(let value): JSONText.append(value, to: &bytes)
    case .array(let values):
      Self.list(values, "[", "]", &bytes) { value, bytes in value.write(to: &bytes) }
    case .vector(let values):
      Self.list(values, "[", "]", &bytes) { value, bytes in Self.write(value, to: &bytes) }
    case .object(let members):
      Self.list(members, "{", "}", &bytes) { member, bytes in
        JSONText.append(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
    }
  }

  /// The value as compact JSON.
  package var jsonText: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A time as `YYYY-MM-DDTHH:MM:SSZ`; null where there is none or its year has not four digits.
  package static func time(_ date: Date?) -> JSONValue {
    date.flatMap(UTCTime.text).map(JSONValue.string) ?? .null
  }

  private static func list<Element>(
    _ elements: [Element], _ open: Unicode.Scalar, _ close: Unicode.Scalar,
    _ bytes: inout [UInt8], _ write: (Element, inout [UInt8]) -> Void
  ) {
    bytes.append(UInt8(ascii: open))
    var isFirst = true
    for element in elements {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      write(element, &bytes)
    }
    bytes.append(UInt8(ascii: close))
  }

  /// The shortest digits that read back as the same number; JSON knows no infinity, so that is null.
  private static func write<Number: BinaryFloatingPoint & CustomStringConvertible>(
    _ number: Number, to bytes: inout [UInt8]
  ) {
    bytes += (number.isFinite ? number.description : "null").utf8
  }
}
