// What is shown as a picture is one by its first bytes, whatever its sender calls it. SVG is a document that may hold
// scripts, and is none.

/// Recognises pictures that every browser shows.
enum ImageKind {
  private static let magics: [([UInt8], String)] = [
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
    ([0xFF, 0xD8, 0xFF], "image/jpeg"), (Array("GIF87a".utf8), "image/gif"),
    (Array("GIF89a".utf8), "image/gif"),
  ]

  /// The media type of a picture; nil for anything else (WHATWG MIME Sniffing, section 6.1).
  static func type(of body: [UInt8]) -> String? {
    for (magic, type) in magics where body.starts(with: magic) { return type }
    let rest = body.dropFirst(8)
    if body.starts(with: "RIFF".utf8), rest.starts(with: "WEBP".utf8) { return "image/webp" }
    let brand = body.dropFirst(4)
    let isAVIF = brand.starts(with: "ftypavif".utf8) || brand.starts(with: "ftypavis".utf8)
    return isAVIF ? "image/avif" : nil
  }
}
