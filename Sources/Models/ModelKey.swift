// A key: read once, sent in one header, shown nowhere. Its value has no way into a text: what describes or dumps it says
// "(key)", and whatever a server sends back is searched for it before anybody sees it.

package import Service

/// The secret that a provider knows us by.
package struct ModelKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let secret: String
  private let cover: SecretMask
  private static let sign = "(key)"

  package init(_ secret: String) {
    self.secret = secret
    cover = SecretMask([secret], sign: Self.sign)
  }

  package var description: String { Self.sign }
  package var debugDescription: String { Self.sign }
  package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }

  /// Whether it is long enough to be a secret: some servers want any word at all, and answers may hold that word.
  var isSecret: Bool { secret.utf8.count >= 16 }

  /// The value of `Authorization` (RFC 6750 §2.1).
  var authorization: String { "Bearer \(secret)" }

  /// The text with "(key)" for every part of it that six or more characters of the key stand in.
  package func mask(_ text: String) -> String { cover.mask(text) }

  /// The value with every text in it masked, keys of objects included.
  package func mask(_ value: JSONValue) -> JSONValue { cover.mask(value) }
}
