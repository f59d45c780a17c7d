// Secrets of the web: what a browser or a link carries is 32 bytes of chance; what is kept is their hash.

private import Crypto

/// A secret in the alphabet of addresses, and what is derived from it.
package struct WebKey: Sendable, Hashable {
  package let text: String

  /// A new one.
  package init(using generator: inout some RandomNumberGenerator) {
    text = Base64Text.url(RandomBytes.make(32, using: &generator))
  }

  /// One that somebody brings; nil for what cannot be one.
  package init?(_ text: String) {
    guard text.utf8.count == 43, Base64Text.bytes(url: text)?.count == 32 else { return nil }
    self.text = text
  }

  /// What the database knows it by.
  package var hash: [UInt8] { SHA256.digest(of: Array(text.utf8)) }

  /// What forms of a session carry: nobody can make it who has not the secret, and it does not tell the secret.
  package var formToken: String { Base64Text.url(SHA256.digest(of: Array("form \(text)".utf8))) }
}
