// How tokens are shown to the network that gave them.

import Crypto
package import FoundationEssentials

extension AccountTokens {
  /// The call with the header that lets us in, and with all secrets of these tokens marked.
  package func signed(_ call: WireCall, at now: Date) -> WireCall {
    var signed = call
    signed.secrets += secrets
    switch self {
    case .mastodon(_, _, let access), .bluesky(let access, _), .x(_, _, let access, _):
      signed.authorization = "Bearer \(access)"
    case .xSigned(let keys):
      var system = SystemRandomNumberGenerator()
      signed.authorization = OAuthSignature.header(
        for: call, keys: keys, nonce: Base64Text.url(RandomBytes.make(24, using: &system)),
        seconds: Int(now.timeIntervalSince1970))
    }
    return signed
  }

  /// The call with the header of the application itself, where it has a secret (RFC 6749 §2.3.1), else with its name in
  /// the form.
  static func ofClient(_ call: WireCall, id: String, secret: String?) -> WireCall {
    var call = call
    guard case .form(let fields) = call.body else { return call }
    guard let secret else {
      call.body = .form(fields + [WireCall.Field("client_id", id)])
      return call
    }
    call.authorization = "Basic \(Base64Text.standard(Array("\(id):\(secret)".utf8)))"
    call.secrets.append(secret)
    return call
  }
}
