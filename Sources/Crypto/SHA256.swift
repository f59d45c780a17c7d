// The hash that says whether something was seen before, and that a sign-in proves itself with.

private import LibSodium

/// SHA-256 (FIPS 180-4), from libsodium.
package enum SHA256 {
  /// Thirty-two bytes.
  package static func digest(of content: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    unsafe crypto_hash_sha256(&digest, content, UInt64(content.count))
    return digest
  }
}
