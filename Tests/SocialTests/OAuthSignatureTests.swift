// Signatures of OAuth 1.0a against the examples of RFC 5849.

import HTTP
import Social
import Testing

struct OAuthSignatureTests {
  private func fields(_ pairs: KeyValuePairs<String, String>) -> [WireCall.Field] {
    pairs.map { WireCall.Field($0.key, $0.value) }
  }

  @Test func `the text that is signed, as §3.4.1.1 has it`() {
    var call = WireCall(.post, "http://example.com/request")
    call.query = fields(["b5": "=%3D", "a3": "a", "c@": "", "a2": "r b"])
    call.body = .form(fields(["c2": "", "a3": "2 q"]))
    let own = fields([
      "oauth_consumer_key": "9djdj82h48djs9d2", "oauth_token": "kkk9d7dh3k39sjv7",
      "oauth_signature_method": "HMAC-SHA1", "oauth_timestamp": "137131201",
      "oauth_nonce": "7d8f3e4a",
    ])
    #expect(
      OAuthSignature.base(of: call, own)
        == "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540"
        + "%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC"
        + "-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7")
  }

  @Test func `the signature of §1.2`() {
    var call = WireCall(.get, "http://photos.example.net/photos")
    call.query = fields(["file": "vacation.jpg", "size": "original"])
    let keys = OAuthKeys(
      consumerKey: "dpf43f3p2l4k3l03", consumerSecret: "kd94hf93k423kf44",
      token: "nnch734d00sl2jdk", tokenSecret: "pfkkdhi9sl3r4s00")
    let own = fields([
      "oauth_consumer_key": "dpf43f3p2l4k3l03", "oauth_token": "nnch734d00sl2jdk",
      "oauth_signature_method": "HMAC-SHA1", "oauth_timestamp": "137131202",
      "oauth_nonce": "chapoH",
    ])
    #expect(OAuthSignature.signature(of: call, own, keys) == "MdpQcU8iPSUjWoN/UDMsK2sui9I=")
  }

  @Test func `the header names everything but the secrets`() {
    let keys = OAuthKeys(consumerKey: "ck", consumerSecret: "c!s", token: "t", tokenSecret: "t&s")
    let header = OAuthSignature.header(
      for: WireCall(.get, "https://api.x.com/2/users/me"), keys: keys, nonce: "n", seconds: 7)
    #expect(
      header.hasPrefix(
        #"OAuth oauth_consumer_key="ck", oauth_nonce="n", oauth_signature_method="HMAC-SHA1", "#
          + #"oauth_timestamp="7", oauth_token="t", oauth_version="1.0", oauth_signature=""#))
    #expect(!header.contains("c!s") && !header.contains("c%21s"))
  }
}
