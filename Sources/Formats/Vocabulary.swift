// Namespaces. Feeds bind well-known URIs in a dozen spellings, or use the prefixes and bind nothing, so a name is
// taken by its URI first and by its prefix as written second.

import Markup

/// The vocabularies that have a meaning here.
enum Vocabulary: UInt8, CaseIterable {
  /// RSS of any version, Atom, CDF, and whatever bears no prefix.
  case core
  case dublinCore, terms, content, itunes, media, xhtml, rdf, feedburner, admin, syndication,
    licenses, slash, threading, other

  /// The vocabulary of a name.
  static func of(_ name: XMLName) -> Vocabulary {
    if name.space.isEmpty {
      return name.prefix.isEmpty ? .core : prefixes[name.prefix.string.lowercased()] ?? .other
    }
    if let known = spaces[key(name.space)] { return known }
    if name.prefix.isEmpty { return .core }
    return prefixes[name.prefix.string.lowercased()] ?? .other
  }

  /// A URI without what differs between spellings: case, scheme, a final slash.
  private static func key(_ space: Bytes) -> String {
    var key = space.string.lowercased()
    if key.hasPrefix("https://") { key.removeFirst(8) }
    if key.hasPrefix("http://") { key.removeFirst(7) }
    while let last = key.last, last == "/" || last == "#" { key.removeLast() }
    return key
  }

  private static let spaces: [String: Vocabulary] = [
    "www.w3.org/2005/atom": .core, "purl.org/atom/ns": .core,
    "purl.org/rss/1.0": .core, "my.netscape.com/rdf/simple/0.9": .core,
    "my.netscape.com/publish/formats/rss-0.91.dtd": .core, "backend.userland.com/rss": .core,
    "backend.userland.com/rss2": .core, "backend.userland.com/rss091": .core,
    "backend.userland.com/rss092": .core, "cyber.law.harvard.edu/rss": .core,
    "www.rssboard.org/rss-specification": .core, "purl.org/rss/1.0/modules/rss091": .core,
    "blogs.law.harvard.edu/tech/rss": .core, "purl.org/net/rss1.1": .core,
    "example.com/newformat": .core, "example.com/necho": .core, "purl.org/echo": .core,
    "uri/of/echo/namespace": .core, "purl.org/pie": .core,
    "channel.netscape.com/rdf/simple/0.9":
      .core,
    "purl.org/dc/elements/1.1": .dublinCore, "purl.org/dc/elements/1.0": .dublinCore,
    "purl.org/metadata/dublin_core": .dublinCore, "purl.org/dc": .dublinCore,
    "purl.org/dc/terms": .terms, "purl.org/rss/1.0/modules/content": .content,
    "www.itunes.com/dtds/podcast-1.0.dtd": .itunes, "www.itunes.com/dtds/podcast-1.0": .itunes,
    "example.com/dtds/podcast-1.0.dtd": .itunes,
    "www.google.com/schemas/play-podcasts/1.0": .itunes,
    "search.yahoo.com/mrss": .media, "tools.search.yahoo.com/mrss": .media,
    "video.search.yahoo.com/mrss": .media, "www.rssboard.org/media-rss": .media,
    "www.w3.org/1999/xhtml": .xhtml, "www.w3.org/1999/02/22-rdf-syntax-ns": .rdf,
    "rssnamespace.org/feedburner/ext/1.0": .feedburner, "webns.net/mvcb": .admin,
    "purl.org/rss/1.0/modules/syndication": .syndication,
    "backend.userland.com/creativecommonsrssmodule": .licenses,
    "cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": .licenses,
    "web.resource.org/cc": .licenses, "creativecommons.org/ns": .licenses,
    "purl.org/rss/1.0/modules/slash": .slash, "purl.org/syndication/thread/1.0": .threading,
    "www.w3.org/xml/1998/namespace": .other,
  ]

  private static let prefixes: [String: Vocabulary] = [
    "atom": .core, "atom10": .core, "atom03": .core, "a10": .core, "rss": .core, "rss09": .core,
    "dc": .dublinCore, "dcterms": .terms, "dct": .terms, "content": .content,
    "itunes": .itunes, "googleplay": .itunes, "media": .media, "xhtml": .xhtml, "rdf": .rdf,
    "feedburner": .feedburner, "admin": .admin, "sy": .syndication,
    "creativecommons": .licenses, "cc": .licenses, "slash": .slash, "thr": .threading,
  ]
}

/// The vocabularies of the names seen so far: a document has a dozen, and asks ten thousand times.
struct VocabularyMemory {
  private struct Known {
    var space: [UInt8]
    var prefix: [UInt8]
    var vocabulary: Vocabulary

    func matches(_ name: XMLName) -> Bool {
      name.prefix.equals(prefix) && name.space.equals(space)
    }
  }

  private static let most = 32
  private var known: [Known] = []

  mutating func of(_ name: XMLName) -> Vocabulary {
    if let one = known.first(where: { $0.matches(name) }) { return one.vocabulary }
    let vocabulary = Vocabulary.of(name)
    if known.count < Self.most {
      known.append(
        Known(space: Array(name.space), prefix: Array(name.prefix), vocabulary: vocabulary))
    }
    return vocabulary
  }
}
