// A code of sign-in that somebody else got to see is worth nothing to them: only who asked for it knows the verifier that
// its challenge was made of.

/// A verifier and its challenge by the method S256 (RFC 7636 §4).
package struct ProofKey: Sendable, Hashable {
  /// Sent with the code, over TLS, and never before.
  package let verifier: String
  /// Sent with the request for the code.
  package let challenge: String

  /// The name of the method.
  package static let method = "S256"

  package init(verifier: String) {
    self.verifier = verifier
    challenge = Base64Text.url(SHA256.digest(of: Array(verifier.utf8)))
  }

  /// A verifier of 32 bytes, as the RFC recommends.
  package init(using generator: inout some RandomNumberGenerator) {
    self.init(verifier: Base64Text.url(RandomBytes.make(32, using: &generator)))
  }
}
