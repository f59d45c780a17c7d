// OAuth 1.0a, as X still takes it for a person's own account: each request is signed, and the tokens never travel.

import Crypto
import Feed
import HTTP

/// The four secrets of OAuth 1.0a.
package struct OAuthKeys: Sendable, Hashable {
  package let consumerKey: String
  package let consumerSecret: String
  package let token: String
  package let tokenSecret: String

  package init(consumerKey: String, consumerSecret: String, token: String, tokenSecret: String) {
    (self.consumerKey, self.consumerSecret) = (consumerKey, consumerSecret)
    (self.token, self.tokenSecret) = (token, tokenSecret)
  }
}

/// Signs requests by HMAC-SHA1 (RFC 5849 §3.4).
package enum OAuthSignature {
  /// The value of `Authorization` for a call; `nonce` and `seconds` (since 1970) are its own.
  package static func header(
    for call: WireCall, keys: OAuthKeys, nonce: String, seconds: Int
  ) -> String {
    let own = [
      WireCall.Field("oauth_consumer_key", keys.consumerKey),
      WireCall.Field("oauth_nonce", nonce),
      WireCall.Field("oauth_signature_method", "HMAC-SHA1"),
      WireCall.Field("oauth_timestamp", "\(seconds)"),
      WireCall.Field("oauth_token", keys.token),
      WireCall.Field("oauth_version", "1.0"),
    ]
    let signature = WireCall.Field("oauth_signature", signature(of: call, own, keys))
    let parts = (own + [signature]).map {
      "\(PercentEncoding.encoded($0.name))=\"\(PercentEncoding.encoded($0.value))\""
    }
    return "OAuth " + parts.joined(separator: ", ")
  }

  /// The signature over method, address, query, form and the fields of the protocol.
  package static func signature(
    of call: WireCall, _ own: [WireCall.Field], _ keys: OAuthKeys
  ) -> String {
    let key = [keys.consumerSecret, keys.tokenSecret].map(PercentEncoding.encoded)
      .joined(separator: "&")
    return Base64Text.standard(
      HMACSHA1.code(of: Array(base(of: call, own).utf8), key: Array(key.utf8)))
  }

  /// The text that is signed (RFC 5849 §3.4.1); the address is without query, in lower case, without a usual port.
  package static func base(of call: WireCall, _ own: [WireCall.Field]) -> String {
    var fields = call.query + own
    if case .form(let form) = call.body { fields += form }
    let sorted = fields.map {
      (PercentEncoding.encoded($0.name), PercentEncoding.encoded($0.value))
    }.sorted { $0 < $1 }
    let list = sorted.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    return [call.method.rawValue, call.address, list].map(PercentEncoding.encoded)
      .joined(separator: "&")
  }
}
