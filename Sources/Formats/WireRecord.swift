// What a feed, an entry or a source element said, collected while reading and not yet judged: addresses are resolved
// (their base is known only here), texts are raw, dates are strings.

import Feed

/// A text construct as it stood on the wire.
struct WireText {
  var value: String
  /// A media type; `text`, `html` and `xhtml` have become the types they stand for.
  var type: String
  var isBase64 = false
  var language: String?
  /// The base of relative references inside.
  var base: String?
  var src: String?
}

/// One feed, entry or source while it is being read.
struct WireRecord {
  var title: WireText?
  /// Titles of modules and media: used where the plain one is missing.
  var looseTitle: WireText?
  var subtitle: WireText?
  var looseSubtitle: WireText?
  var summary: WireText?
  var looseSummary: WireText?
  var contents: [WireText] = []
  var rights: WireText?
  var id: String?
  var link: String?
  /// The identifier, where it is an address: a link when there is no other.
  var identityLink: String?
  var links: [Link] = []
  var author: String?
  var authors: [Person] = []
  var contributors: [Person] = []
  var published: String?
  var updated: String?
  var created: String?
  var tags: [Tag] = []
  var language: String?
  var generator: String?
  var icon: String?
  var logo: String?
  var ttl: String?
  var skipHours: [String] = []
  var skipDays: [String] = []
  var updatePeriod: String?
  var updateFrequency: String?
  var comments: String?
  var image: Picture?
  var podcastImage: String?
  var thumbnails: [String] = []
  var media: [Link] = []
  var duration: String?
  var source: Origin?
  var engagement = Engagement()
  var isReply = false
  /// Bytes of text taken so far.
  var size = 0
  /// Elements taken so far.
  var elements = 0
  /// How deep the value of an element stood: a deeper one never replaces it.
  private var depths: [(element: Element, depth: Int)] = []

  /// Whether a value found at `depth` may be taken; `keepsFirst` refuses a second one of the same depth.
  mutating func accepts(_ element: Element, at depth: Int, keepsFirst: Bool = false) -> Bool {
    guard let index = depths.firstIndex(where: { $0.element == element }) else {
      depths.append((element, depth))
      return true
    }
    let old = depths[index].depth
    if keepsFirst ? old <= depth : old < depth { return false }
    depths[index].depth = depth
    return true
  }
}
