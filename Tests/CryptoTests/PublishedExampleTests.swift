// Hashes, codes and encodings against the examples of the documents that define them.

import Crypto
import Testing

struct PublishedExampleTests {
  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// FIPS 180-4, the examples that NIST published with it.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func `SHA-256`(text: String, digest: String) {
    #expect(hex(SHA256.digest(of: Array(text.utf8))) == digest)
  }

  /// RFC 2202 §3, cases 1, 2 and 6.
  @Test(arguments: [
    ([UInt8](repeating: 0x0B, count: 20), "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00"),
    (
      Array("Jefe".utf8), "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
    ),
    (
      [UInt8](repeating: 0xAA, count: 80), "Test Using Larger Than Block-Size Key - Hash Key First",
      "aa4ae5e15272d00e95705637ce8a3b55ed402112"
    ),
  ])
  func `HMAC-SHA1`(key: [UInt8], text: String, code: String) {
    #expect(hex(HMACSHA1.code(of: Array(text.utf8), key: key)) == code)
  }

  /// RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `base64, padded and not`(text: String, encoded: String) {
    let bytes = Array(text.utf8)
    #expect(Base64Text.standard(bytes) == encoded)
    let bare = encoded.replacing("=", with: "")
    #expect(Base64Text.url(bytes) == bare)
    #expect(Base64Text.bytes(url: bare) == bytes)
  }

  @Test func `the alphabet for addresses`() {
    #expect(Base64Text.url([0xFB, 0xFF, 0xFE]) == "-__-")
    #expect(Base64Text.standard([0xFB, 0xFF, 0xFE]) == "+//+")
    #expect(Base64Text.bytes(url: "-__-") == [0xFB, 0xFF, 0xFE])
  }

  @Test(arguments: ["+//+", "Zg==", "Z", "Zm 9v", "Zm9v\n", "é"])
  func `what is not of it is refused`(text: String) {
    #expect(Base64Text.bytes(url: text) == nil)
  }

  /// RFC 7636, appendix B.
  @Test func `the challenge of a proof key`() {
    let key = ProofKey(verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    #expect(key.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
  }

  @Test func `a verifier that is drawn has the length that is asked for`() {
    var system = SystemRandomNumberGenerator()
    let (one, other) = (ProofKey(using: &system), ProofKey(using: &system))
    #expect(one.verifier.utf8.count == 43 && one.challenge.utf8.count == 43)
    #expect(one.verifier != other.verifier)
  }
}
