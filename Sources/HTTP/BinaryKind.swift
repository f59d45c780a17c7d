// A picture where a feed should be is known by its first bytes, and the rest of it need not be downloaded. The header
// alone proves nothing: feeds are sent as text/html, and now and then as worse.

/// Recognises what is no text.
enum BinaryKind {
  /// So many bytes tell.
  static let sample = 32

  /// What the beginning of a body is, with its article; nil for what may be text.
  static func name(_ head: some Collection<UInt8>, contentType: String?) -> String? {
    for (magic, name) in magics where head.starts(with: magic) { return name }
    guard let major = contentType?.split(separator: "/").first?.lowercased(),
      let name = families[major], !looksLikeText(head)
    else { return nil }
    return name
  }

  private static let families = [
    "image": "a picture", "audio": "an audio file", "video": "a video", "font": "a font",
  ]

  private static let magics: [([UInt8], String)] = [
    ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"), ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
    (Array("GIF8".utf8), "a GIF picture"), (Array("RIFF".utf8), "a media file"),
    (Array("II*\0".utf8), "a TIFF picture"), ([0, 0, 1, 0], "an icon"),
    (Array("ID3".utf8), "an audio file"), (Array("OggS".utf8), "a media file"),
    (Array("fLaC".utf8), "an audio file"), ([0x1A, 0x45, 0xDF, 0xA3], "a video"),
    ([0, 0, 0, 0x18, 0x66, 0x74, 0x79, 0x70], "a video"),
    ([0, 0, 0, 0x1C, 0x66, 0x74, 0x79, 0x70], "a video"),
    ([0, 0, 0, 0x20, 0x66, 0x74, 0x79, 0x70], "a video"),
    (Array("%PDF".utf8), "a PDF document"), ([0x50, 0x4B, 3, 4], "a zip archive"),
    ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive"), (Array("Rar!".utf8), "a rar archive"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz data"), (Array("BZh".utf8), "bzip2 data"),
    (Array("wOFF".utf8), "a font"), (Array("wOF2".utf8), "a font"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"), (Array("SQLite format 3".utf8), "a database"),
  ]

  /// Whether it begins as feeds do: a mark of byte order, then "<", "{" or "[".
  private static func looksLikeText(_ head: some Collection<UInt8>) -> Bool {
    let marks: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0x00, 0x20, 0x09, 0x0A, 0x0D]
    guard let first = head.first(where: { !marks.contains($0) }) else { return false }
    return "<{[".utf8.contains(first)
  }
}
