// The feeds that a web page names in its head: most people know the address of a site, not that of its feed.

import Markup

/// A feed that a page names.
package struct AdvertisedFeed: Sendable, Hashable {
  /// Absolute.
  package var address: String
  package var title: String?
  /// As its type says, best first.
  package enum Format: Int, Sendable, Hashable, Comparable {
    case atom, rss, json, rdf

    package static func < (a: Format, b: Format) -> Bool { a.rawValue < b.rawValue }
  }
  package var format: Format

  package init(address: String, title: String? = nil, format: Format) {
    self.address = address
    self.title = title
    self.format = format
  }
}

/// Finds the feeds of a page.
package enum AdvertisedFeeds {
  /// Not `application/json`: that is how many sites announce an interface for programs.
  private static let types: [String: AdvertisedFeed.Format] = [
    "application/rss+xml": .rss, "application/atom+xml": .atom, "application/rdf+xml": .rdf,
    "application/feed+json": .json,
  ]

  /// The feeds that the page at `url` names, each once, in its order; none for what is no page.
  package static func find(
    in page: [UInt8], url: String?, headers: [(String, String)]
  ) -> [AdvertisedFeed] {
    let type = headers.first { $0.0.lowercased() == "content-type" }?.1
    let text = TextEncoding.decode(page, contentType: type).utf8
    var seen: Set<String> = []
    return PageLinks.read(text, base: url).compactMap { link in
      guard link.relations.contains("alternate") || link.relations.contains("feed"),
        let format = types[link.type], link.address.hasPrefix("http"),
        seen.insert(link.address).inserted
      else { return nil }
      let title = link.title.map(PlainLine.oneLine)
      return AdvertisedFeed(
        address: link.address, title: title?.isEmpty == false ? title : nil, format: format)
    }
  }
}
