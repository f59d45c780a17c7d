// One call to a network, before it is sent: a value, so that what would be sent can be looked at.

package import HTTP
package import Service
import Feed

/// A call with what it carries.
package struct WireCall: Sendable {
  /// A named value of a form or a query.
  package struct Field: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      (self.name, self.value) = (name, value)
    }
  }

  package enum Body: Sendable, Hashable {
    case none
    /// `application/x-www-form-urlencoded`.
    case form([Field])
    case json(JSONValue)
  }

  package var method: HTTP.Method
  /// Scheme, host and path.
  package var address: String
  package var query: [Field] = []
  package var body = Body.none
  /// The value of `Authorization`.
  package var authorization: String?
  /// What must not come back in a message.
  package var secrets: [String] = []
  /// The most that an answer may be; 1 MiB is much for a sign-in.
  package var bytesMax = 1 << 20
  /// Redirects are followed only where nothing secret is sent.
  package var redirects = 0

  package init(_ method: HTTP.Method = .get, _ address: String) {
    self.method = method
    self.address = address
  }

  /// The address with its query.
  package var url: String {
    query.isEmpty ? address : "\(address)?\(Self.encoded(query))"
  }

  package var mask: SecretMask { SecretMask(secrets) }

  /// Fields as a form or a query has them; a space is `%20`, which both take.
  package static func encoded(_ fields: [Field]) -> String {
    fields.map { "\(PercentEncoding.encoded($0.name))=\(PercentEncoding.encoded($0.value))" }
      .joined(separator: "&")
  }

  var content: (type: String, bytes: [UInt8])? {
    switch body {
    case .none: nil
    case .form(let fields):
      ("application/x-www-form-urlencoded", Array(Self.encoded(fields).utf8))
    case .json(let value): ("application/json", Array(value.jsonText.utf8))
    }
  }
}
