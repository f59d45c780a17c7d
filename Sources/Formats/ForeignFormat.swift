// What arrives instead of a feed. Each is named in the words of the person who has to do something about it.

/// Recognises what is no feed.
enum ForeignFormat {
  /// What a binary document is, by its first bytes; nil for text.
  static func binary(_ bytes: [UInt8]) -> String? {
    BinaryKind.known(bytes[...]).map { "this is \($0), not a feed" }
  }

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
