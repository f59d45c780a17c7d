// What links and deliveries of ours are signed with.

private import LibCrypto

/// HMAC-SHA256 (RFC 2104, FIPS 198-1), from OpenSSL's libcrypto.
package enum HMACSHA256 {
  /// Thirty-two bytes.
  package static func code(of message: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    unsafe HMAC(
      EVP_sha256(), key, Int32(clamping: key.count), message, message.count, &code, &length)
    return code
  }
}
