// The words of a text without those that are in no language: addresses, mentions and hashtags are English-looking
// letters in a text of any language. Control characters go too, because CLD2 takes a text with one for no text at all.

/// Gathers the words of texts, as UTF-8, up to a limit.
struct SpokenBytes {
  var bytes: [UInt8] = []
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
    bytes.reserveCapacity(limit + 64)
  }

  /// Appends the words of a text, each with a space behind it, until the limit is reached.
  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      while start < utf8.count, bytes.count < limit {
        var end = start
        let last = min(utf8.count, start + limit)
        while end < last, unsafe utf8[end] > 0x20, unsafe utf8[end] != 0x7F { end += 1 }
        unsafe add(UnsafeBufferPointer(rebasing: utf8[start..<end]))
        start = end + 1
      }
    }
  }

  /// Languages that put no spaces between words have words as long as a paragraph: what does not fit is cut off at a
  /// scalar.
  private mutating func add(_ word: UnsafeBufferPointer<UInt8>) {
    guard unsafe isSpoken(word) else { return }
    var count = min(word.count, limit - bytes.count)
    while count > 0, count < word.count, unsafe word[count] & 0xC0 == 0x80 { count -= 1 }
    unsafe bytes.append(contentsOf: word[..<count])
    bytes.append(0x20)
  }

  private func isSpoken(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = unsafe word.first else { return false }
    if first == UInt8(ascii: "#") || first == UInt8(ascii: "@") { return false }
    let ascii = unsafe word.prefix(32).prefix { $0 < 0x80 }
    return unsafe !ascii.starts(with: Array("www.".utf8)) && !Self.hasScheme(ascii)
  }

  /// Whether `://` stands in what may be the beginning of an address, in brackets or quotes perhaps.
  private static func hasScheme(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let colon = unsafe word.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return unsafe word[colon...].dropFirst().starts(with: [0x2F, 0x2F])
  }
}
