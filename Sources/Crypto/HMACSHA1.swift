// What OAuth 1.0a signs requests with. libsodium leaves SHA-1 out on purpose, and rightly so; it comes from OpenSSL, which
// libcurl speaks TLS with already.

private import LibCrypto

/// HMAC-SHA1 (RFC 2104), from OpenSSL's libcrypto.
package enum HMACSHA1 {
  /// Twenty bytes.
  package static func code(of message: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: 20)
    var length: UInt32 = 0
    unsafe HMAC(
      EVP_sha1(), key, Int32(clamping: key.count), message, message.count, &code, &length)
    return code
  }
}
