// Servers repeat what they were sent: keys whole, cut, starred out, in capitals. Whatever comes back from one is searched
// for the secrets that went there before anybody sees it.

/// Takes secrets out of texts.
package struct SecretMask: Sendable {
  /// Every stretch of ``stretch`` bytes of each secret, in lower case.
  private let stretches: Set<[UInt8]>
  /// What stands in their place.
  private let sign: String

  /// What is recognised of a secret; a shorter one is looked for whole.
  private static let stretch = 6

  package init(_ secrets: [String], sign: String = "(secret)") {
    self.sign = sign
    stretches = secrets.reduce(into: []) { $0.formUnion(Self.stretches(of: Self.lowered($1))) }
  }

  /// The text with the sign for every part of it that six or more characters of a secret stand in.
  package func mask(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let lowered = Self.lowered(text)
    let lengths = Set(stretches.map(\.count))
    guard !lengths.isEmpty else { return text }
    var masked: [UInt8] = []
    var hiddenUntil = 0
    for index in bytes.indices {
      for length in lengths where index + length <= bytes.count {
        guard stretches.contains(Array(lowered[index..<(index + length)])) else { continue }
        if index >= hiddenUntil { masked += sign.utf8 }
        hiddenUntil = max(hiddenUntil, index + length)
      }
      if index >= hiddenUntil { masked.append(bytes[index]) }
    }
    return String(decoding: masked, as: UTF8.self)
  }

  /// The value with every text in it masked, keys of objects included.
  package func mask(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(mask(text))
    case .array(let values): .array(values.map(mask))
    case .object(let members):
      .object(members.map { JSONMember(mask($0.key), mask($0.value)) })
    default: value
    }
  }

  private static func lowered(_ text: String) -> [UInt8] {
    text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  private static func stretches(of bytes: [UInt8]) -> Set<[UInt8]> {
    let length = min(stretch, bytes.count)
    guard length > 0 else { return [] }
    return Set((0...(bytes.count - length)).map { Array(bytes[$0..<($0 + length)]) })
  }
}
