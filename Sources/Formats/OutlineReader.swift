// Outlines within outlines: one with an address is a feed, one with others inside is a folder, and one may be both.

import Markup

/// Takes the events of an OPML document and gathers its feeds.
struct OutlineReader: XMLSink {
  /// No person has more; each becomes a source with a schedule of its own.
  static let mostFeeds = 10_000
  static let deepest = 100
  /// Letters of a name; the rest is dropped.
  static let longestName = 200
  /// Of one feed; the rest is dropped.
  static let mostCategories = 50

  static let countsLines = true

  private(set) var list = OutlineList()
  private(set) var feedCount = 0
  /// Some outline lay deeper than ``deepest``.
  private(set) var isTooDeep = false
  /// The root element; empty while there is none.
  private(set) var root = ""
  /// The name of each open outline; nil for one without.
  private var folders: [String?] = []
  private var line = 1

  mutating func line(_ number: Int) { line = number }

  mutating func start(_ name: XMLName, attributes: XMLAttributes) {
    let element = name.local.string.lowercased()
    if root.isEmpty { root = element }
    guard element == "outline" else { return }
    let title = Self.title(attributes.string("text")) ?? Self.title(attributes.string("title"))
    if folders.count >= Self.deepest {
      isTooDeep = true
    } else if let address = Self.address(attributes) {
      add(
        FeedOutline(
          name: title, address: address, folders: folders.compactMap(\.self),
          categories: Self.categories(attributes), line: line))
    }
    folders.append(title)
  }

  mutating func text(_ bytes: Bytes) {}

  mutating func end(_ name: XMLName) {
    if name.local.string.lowercased() == "outline" { _ = folders.popLast() }
  }

  private mutating func add(_ feed: FeedOutline) {
    feedCount += 1
    guard feedCount <= Self.mostFeeds else { return }
    var feed = feed
    if feed.name == feed.address { feed.name = nil }
    list.feeds.append(feed)
  }

  /// `xmlUrl` in any case; programs that took the example of OPML 1.0 wrote `url` for a feed.
  private static func address(_ attributes: XMLAttributes) -> String? {
    if let address = attributes.string("xmlurl") { return address }
    let type = attributes.string("type")?.lowercased() ?? ""
    return ["rss", "atom", "feed"].contains(type) ? attributes.string("url") : nil
  }

  private static func categories(_ attributes: XMLAttributes) -> [String] {
    let words = (attributes.string("category") ?? "").split { $0 == "," || $0 == "/" }
    return words.prefix(mostCategories).compactMap { title(String($0)) }
  }

  private static func title(_ text: String?) -> String? {
    guard let text else { return nil }
    let plain = PlainLine.oneLine(HTMLLook.isLikely(text) ? PlainText.fromHTML(text) : text)
    return plain.isEmpty ? nil : String(plain.prefix(longestName))
  }
}
