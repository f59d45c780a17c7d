// Secrets at rest: XChaCha20-Poly1305 by libsodium. The key comes from a secret that the database never sees; what is
// sealed says by which key, so that a wrong one has a name; and it opens only in the place that it was sealed for.

private import LibSodium

/// Seals and opens with a key that was derived from a secret.
///
/// A sealed value is a version (1 byte), the key's mark (8), the nonce (24), and the ciphertext with its tag (16).
package struct SealingKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// What tells keys apart, and says nothing about them.
  package let mark: [UInt8]
  private let key: [UInt8]

  private static let version: UInt8 = 1
  private static let markBytes = 8
  private static let nonceBytes = 24
  private static let tagBytes = 16
  private static let headBytes = 1 + markBytes + nonceBytes

  /// Derives the key; the secret has to be one that nobody can guess, since it is not stretched.
  ///
  /// BLAKE2b to 32 bytes, then libsodium's `crypto_kdf`, whose contexts keep key and mark independent.
  package init(secret: [UInt8]) {
    var master = [UInt8](repeating: 0, count: 32)
    unsafe crypto_generichash(&master, master.count, secret, UInt64(secret.count), nil, 0)
    key = Self.derived(1, "glnrseal", 32, master)
    mark = Array(Self.derived(2, "glnrmark", 16, master).prefix(Self.markBytes))
  }

  private static func derived(
    _ number: UInt64, _ context: String, _ count: Int, _ master: [UInt8]
  ) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    unsafe crypto_kdf_derive_from_key(&bytes, count, number, context, master)
    return bytes
  }

  package var description: String { "(key)" }
  package var debugDescription: String { "(key)" }
  package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }

  /// Seals bytes for a place; only ``open(_:for:)`` with the same place opens them.
  ///
  /// The nonce is drawn from `generator`: 24 bytes of chance never meet.
  package func seal(
    _ plain: [UInt8], for place: String, using generator: inout some RandomNumberGenerator
  ) -> [UInt8] {
    let nonce = RandomBytes.make(Self.nonceBytes, using: &generator)
    let about = Array(place.utf8)
    var sealed = [UInt8](repeating: 0, count: plain.count + Self.tagBytes)
    unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
      &sealed, nil, plain, UInt64(plain.count), about, UInt64(about.count), nil, nonce, key)
    return [Self.version] + mark + nonce + sealed
  }

  /// The bytes that were sealed for this place.
  package func open(_ sealed: [UInt8], for place: String) throws(SealError) -> [UInt8] {
    guard sealed.count >= Self.headBytes + Self.tagBytes, sealed[0] == Self.version else {
      throw .damaged
    }
    guard sealed[1...Self.markBytes].elementsEqual(mark) else { throw .otherKey }
    let nonce = Array(sealed[(1 + Self.markBytes)..<Self.headBytes])
    let cipher = Array(sealed[Self.headBytes...])
    let about = Array(place.utf8)
    var plain = [UInt8](repeating: 0, count: cipher.count - Self.tagBytes)
    let result = unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
      &plain, nil, nil, cipher, UInt64(cipher.count), about, UInt64(about.count), nonce, key)
    guard result == 0 else { throw .damaged }
    return plain
  }
}
