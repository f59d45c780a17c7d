// Content hashes: how we know that something was seen before. SHA-256, because an adversary may write the content;
// the first 16 bytes are kept, which is far beyond what accident or a feed could collide.

import Crypto

/// The first 16 bytes of the SHA-256 of some content.
package struct Fingerprint: Sendable, Hashable {
  /// Sixteen bytes.
  package let bytes: [UInt8]

  package init(of content: [UInt8]) {
    bytes = Array(SHA256.digest(of: content).prefix(16))
  }

  package init(of text: String) {
    self.init(of: Array(text.utf8))
  }

  /// The fingerprint of several fields, separated so that moving a letter from one to the next changes it.
  package init(of fields: [String]) {
    self.init(of: fields.joined(separator: "\u{1F}"))
  }

  /// Lower-case hexadecimal, 32 digits.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
