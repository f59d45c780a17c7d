// What arrives instead of a feed. Each is named in the words of the person who has to do something about it.

/// Recognises what is no feed.
enum ForeignFormat {
  /// What a binary document is, by its first bytes; nil for text.
  static func binary(_ bytes: [UInt8]) -> String? {
    for (magic, name) in magics where bytes.starts(with: magic) {
      return "this is \(name), not a feed"
    }
    return nil
  }

  private static let magics: [([UInt8], String)] = [
    ([0x1F, 0x8B], "gzip data that was not unpacked"), ([0x50, 0x4B, 0x03, 0x04], "a zip archive"),
    (Array("%PDF".utf8), "a PDF document"), ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
    ([0xFF, 0xD8, 0xFF], "a JPEG picture"), (Array("GIF8".utf8), "a GIF picture"),
    (Array("ID3".utf8), "an audio file"), (Array("OggS".utf8), "an audio file"),
    ([0x28, 0xB5, 0x2F, 0xFD], "zstd data that was not unpacked"),
    (Array("RIFF".utf8), "a media file"),
  ]

  /// The error for a text that gave no feed.
  static func error(_ text: [UInt8], hasRoot: Bool) -> FormatError {
    let head = String(decoding: text.prefix(16_384), as: UTF8.self).lowercased()
    let has = { (word: String) in head.utf8Range(of: word) != nil }
    guard hasRoot else { return FormatError(.notAFeed, "this is plain text, not a feed") }
    if has("<opml") {
      return FormatError(
        .notAFeed,
        "this is an OPML list of feeds, not a feed; put it into feeds/ as a file that ends in .opml"
      )
    }
    if has("<urlset") || has("<sitemapindex") {
      return FormatError(.notAFeed, "this is a sitemap, not a feed")
    }
    if let kind = PageSigns.kind(of: text) { return page(kind, has) }
    for root in ["<rss", "<feed", "<rdf", "<channel"] where has(root) {
      return FormatError(.cutOff, "the feed breaks off before its first entry")
    }
    return FormatError(.notAFeed, "this is XML, but no kind of feed that is known")
  }

  private static func page(_ kind: PageKind, _ has: (String) -> Bool) -> FormatError {
    switch kind {
    case .challenge(let guardian):
      let whose = guardian.map { " of \($0)" } ?? ""
      return FormatError(
        .challenge, "this is a page with a captcha\(whose), not a feed: the site blocks readers")
    case .login: return FormatError(.login, "this is a login page, not a feed")
    case .other: break
    }
    if has("application/rss+xml") || has("application/atom+xml") || has("application/feed+json") {
      return FormatError(
        .page, "this is an HTML page, not a feed; it names feeds: try 'gleaner feeds discover'")
    }
    return FormatError(.page, "this is an HTML page, not a feed")
  }
}
