// A password at rest: slow to guess, for who has the database, and of no use to who reads it.

private import LibSodium

/// Argon2id (RFC 9106) by libsodium, in the text form that all implementations read.
package enum PasswordHash {
  private static let saltBytes = 16
  private static let hashBytes = 32
  /// The second recommendation of RFC 9106 §4 has 64 MiB too; libsodium's "interactive" passes over them twice.
  private static let passes: UInt64 = 2
  private static let memory = 64 << 20

  /// The hash of a password with a salt of its own: `$argon2id$v=19$m=65536,t=2,p=1$…$…`; nil where memory is short.
  package static func make(
    _ password: String, using generator: inout some RandomNumberGenerator
  ) -> String? {
    let salt = RandomBytes.make(saltBytes, using: &generator)
    var hash = [UInt8](repeating: 0, count: hashBytes)
    let characters = password.utf8.map { CChar(bitPattern: $0) }
    let result = unsafe crypto_pwhash(
      &hash, UInt64(hashBytes), characters, UInt64(characters.count), salt, passes, memory,
      Int32(crypto_pwhash_ALG_ARGON2ID13))
    guard result == 0 else { return nil }
    return "$argon2id$v=19$m=\(memory >> 10),t=\(passes),p=1$\(text(salt))$\(text(hash))"
  }

  /// Whether a password is the one of a hash; takes as long for a wrong one.
  package static func holds(_ password: String, for hash: String) -> Bool {
    var encoded = hash.utf8.map { CChar(bitPattern: $0) }
    guard encoded.count < Int(crypto_pwhash_STRBYTES) else { return false }
    encoded += Array(repeating: 0, count: Int(crypto_pwhash_STRBYTES) - encoded.count)
    let characters = password.utf8.map { CChar(bitPattern: $0) }
    return unsafe crypto_pwhash_str_verify(encoded, characters, UInt64(characters.count)) == 0
  }

  private static func text(_ bytes: [UInt8]) -> String {
    String(Base64Text.standard(bytes).prefix { $0 != "=" })
  }
}
