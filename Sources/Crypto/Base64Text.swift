// Bytes as text, as signatures, challenges and tokens carry them. Strict, in constant time: what is written here is secret
// now and then.

private import LibSodium

/// Base64 (RFC 4648) as protocols of sign-in use it.
package enum Base64Text {
  /// The alphabet for addresses, without padding (§5).
  package static func url(_ bytes: [UInt8]) -> String {
    text(bytes, Int32(sodium_base64_VARIANT_URLSAFE_NO_PADDING))
  }

  /// The standard alphabet, padded (§4).
  package static func standard(_ bytes: [UInt8]) -> String {
    text(bytes, Int32(sodium_base64_VARIANT_ORIGINAL))
  }

  /// The bytes of a text in the alphabet for addresses, without padding; nil where it is none.
  package static func bytes(url text: String) -> [UInt8]? {
    let characters = text.utf8.map { CChar(truncatingIfNeeded: $0) }
    var bytes = [UInt8](repeating: 0, count: characters.count)
    var count = 0
    let result = unsafe sodium_base642bin(
      &bytes, bytes.count, characters, characters.count, nil, &count, nil,
      Int32(sodium_base64_VARIANT_URLSAFE_NO_PADDING))
    return result == 0 ? Array(bytes.prefix(count)) : nil
  }

  private static func text(_ bytes: [UInt8], _ variant: Int32) -> String {
    var characters = [CChar](
      repeating: 0, count: sodium_base64_encoded_len(bytes.count, variant))
    unsafe sodium_bin2base64(&characters, characters.count, bytes, bytes.count, variant)
    return String(decoding: characters.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      .trimmed
  }
}

extension String {
  /// Without the zeros that end a text in C.
  fileprivate var trimmed: String { String(prefix { $0 != "\0" }) }
}
