// What is no text is known by its first bytes, and named in people's words.

/// Recognises what is no text.
package enum BinaryKind {
  /// What the beginning of a file is, with its article; nil for what may be text.
  package static func name(_ head: ArraySlice<UInt8>) -> String? {
    known(head) ?? (hasNulls(head) || hasControls(head) ? "binary data" : nil)
  }

  /// The same for formats that say what they are.
  static func known(_ head: ArraySlice<UInt8>) -> String? {
    magics.first { head.starts(with: $0.0) }?.1
  }

  /// Text has no zero bytes but in encodings of two and four bytes, where every character has some.
  private static func hasNulls(_ head: ArraySlice<UInt8>) -> Bool {
    let sample = head.prefix(4_096)
    return !isWide(head) && sample.count { $0 == 0 } * 10 > sample.count
  }

  /// Nor has it control characters but white space, backspace and escape, which `file` counts as text too; a few may be
  /// damage.
  private static func hasControls(_ head: ArraySlice<UInt8>) -> Bool {
    let sample = head.prefix(4_096)
    return !isWide(head) && sample.count(where: isControl) * 20 > sample.count
  }

  /// Whether it is marked as UTF-16 or UTF-32.
  private static func isWide(_ head: ArraySlice<UInt8>) -> Bool {
    head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
  }

  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x07 || (0x0E..<0x20).contains(byte) && byte != 0x1B || byte == 0x7F
  }

  private static let magics: [([UInt8], String)] = [
    ([0x1F, 0x8B], "gzip data that was not unpacked"), ([0x50, 0x4B, 0x03, 0x04], "a zip archive"),
    (Array("%PDF".utf8), "a PDF document"), ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
    ([0xFF, 0xD8, 0xFF], "a JPEG picture"), (Array("GIF8".utf8), "a GIF picture"),
    (Array("ID3".utf8), "an audio file"), (Array("OggS".utf8), "an audio file"),
    (Array("fLaC".utf8), "an audio file"),
    ([0x28, 0xB5, 0x2F, 0xFD], "zstd data that was not unpacked"),
    (Array("RIFF".utf8), "a media file"), ([0x1A, 0x45, 0xDF, 0xA3], "a video"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"), (Array("SQLite format 3".utf8), "an SQLite database"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Office document"), (Array("Rar!".utf8), "a rar archive"),
    ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz data"),
    (Array("BZh".utf8), "bzip2 data"), ([0, 0, 0, 0x18, 0x66, 0x74, 0x79, 0x70], "a video"),
    ([0, 0, 0, 0x1C, 0x66, 0x74, 0x79, 0x70], "a video"),
    ([0, 0, 0, 0x20, 0x66, 0x74, 0x79, 0x70], "a video"),
  ]
}
