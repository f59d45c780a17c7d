// Names of versions as feedparser gave them to the world; other tools know no others.

import Markup

/// Names a format from its first elements.
enum FeedVersion {
  /// The name, or an empty string while nothing tells.
  static func name(
    _ element: Element, _ name: XMLName, _ attributes: XMLAttributes, isRoot: Bool
  ) -> String {
    let space = name.space.string.lowercased()
    switch element {
    case .feed: return atom(space, attributes.string("version"))
    case .entry where isRoot: return atom(space, attributes.string("version"))
    case .rss: return rss(attributes.string("version"))
    case .channel where isRoot && space.isEmpty: return "cdf"
    default:
      if space.contains("purl.org/rss/1.0") { return "rss10" }
      if space.contains("netscape.com/rdf/simple/0.9") { return "rss090" }
      return ""
    }
  }

  private static func atom(_ space: String, _ version: String?) -> String {
    if space.contains("2005/atom") { return "atom10" }
    switch version {
    case "0.1": return "atom01"
    case "0.2": return "atom02"
    case "0.3": return "atom03"
    default: return space.contains("purl.org/atom") ? "atom03" : "atom"
    }
  }

  private static func rss(_ version: String?) -> String {
    switch version {
    case "0.91": "rss091u"
    case "0.92": "rss092"
    case "0.93": "rss093"
    case "0.94": "rss094"
    case let version? where version.hasPrefix("2."): "rss20"
    default: "rss"
    }
  }
}
