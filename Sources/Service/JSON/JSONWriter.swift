// JSON out, appended to bytes: one row may be printed a hundred thousand times. What a terminal would act on is
// escaped, so a row that somebody looks at is as safe as a row that a program reads.

package import FoundationEssentials

extension JSONValue {
  /// Appends the value as compact JSON.
  package func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .int(let value): bytes += "\(value)".utf8
    case .double(let value): Self.write(value, to: &bytes)
    case .string(let value): Self.write(value, to: &bytes)
    case .array(let values):
      Self.list(values, "[", "]", &bytes) { value, bytes in value.write(to: &bytes) }
    case .vector(let values):
      Self.list(values, "[", "]", &bytes) { value, bytes in Self.write(value, to: &bytes) }
    case .object(let members):
      Self.list(members, "{", "}", &bytes) { member, bytes in
        Self.write(member.key, to: &bytes)
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

  /// Runs of harmless bytes are copied whole; what stands between them is escaped.
  private static func write(_ text: String, to bytes: inout [UInt8]) {
    let utf8 = Array(text.utf8)
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    var index = 0
    while index < utf8.count {
      let (value, length) = escaped(utf8, index)
      if let value {
        bytes += utf8[start..<index]
        write(escape: value, to: &bytes)
        start = index + length
      }
      index += length
    }
    bytes += utf8[start...]
    bytes.append(UInt8(ascii: "\""))
  }

  /// The scalar at `index` if it has to be escaped, and the bytes to move on by.
  ///
  /// Beyond ASCII these are U+0080…9F (C2 80…9F) and U+2028 and 2029 (E2 80 A8 and A9).
  @inline(__always)
  private static func escaped(_ utf8: [UInt8], _ index: Int) -> (UInt32?, Int) {
    let byte = utf8[index]
    if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F { return (UInt32(byte), 1) }
    if byte == 0xC2, utf8[index + 1] < 0xA0 { return (UInt32(utf8[index + 1]), 2) }
    if byte == 0xE2, utf8[index + 1] == 0x80, utf8[index + 2] & 0xFE == 0xA8 {
      return (0x2000 | UInt32(utf8[index + 2] & 0x3F), 3)
    }
    return (nil, 1)
  }

  private static func write(escape value: UInt32, to bytes: inout [UInt8]) {
    switch value {
    case 0x22: bytes += "\\\"".utf8
    case 0x5C: bytes += "\\\\".utf8
    case 0x0A: bytes += "\\n".utf8
    case 0x0D: bytes += "\\r".utf8
    case 0x09: bytes += "\\t".utf8
    default:
      let hex = String(value, radix: 16)
      bytes += "\\u\(String(repeating: "0", count: 4 - hex.count))\(hex)".utf8
    }
  }
}
