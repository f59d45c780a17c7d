// A key: read once, sent in one header, shown nowhere. Its value has no way into a text: what describes or dumps it says
// "(key)", and whatever a server sends back is searched for it before anybody sees it.

package import Service

/// The secret that a provider knows us by.
package struct ModelKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let secret: String
  /// Every stretch of ``stretch`` bytes of it, in lower case.
  private let stretches: Set<[UInt8]>

  /// What is recognised of it: providers repeat keys cut or starred out.
  private static let stretch = 6
  private static let sign = "(key)"

  package init(_ secret: String) {
    self.secret = secret
    stretches = Self.stretches(of: Self.lowered(secret))
  }

  package var description: String { Self.sign }
  package var debugDescription: String { Self.sign }
  package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }

  /// Whether it is long enough to be a secret: some servers want any word at all, and answers may hold that word.
  var isSecret: Bool { secret.utf8.count >= 16 }

  /// The value of `Authorization` (RFC 6750 §2.1).
  var authorization: String { "Bearer \(secret)" }

  /// The text with "(key)" for every part of it that six or more characters of the key stand in.
  package func mask(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let lowered = Self.lowered(text)
    let length = min(Self.stretch, secret.utf8.count)
    guard length > 0, bytes.count >= length else { return text }
    var masked: [UInt8] = []
    var hiddenUntil = 0
    for index in bytes.indices {
      if index + length <= bytes.count,
        stretches.contains(Array(lowered[index..<(index + length)]))
      {
        if index >= hiddenUntil { masked += Self.sign.utf8 }
        hiddenUntil = index + length
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
