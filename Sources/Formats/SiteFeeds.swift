// Sites whose feeds have a known address that their pages do not name, or name late in a megabyte of script; and the
// few places where a feed lies by custom.

import FoundationEssentials

/// Addresses of feeds that follow from the address of a page.
package enum SiteFeeds {
  /// The feeds of a page on a site that is known, best first; none for any other.
  package static func known(for page: String) -> [String] {
    guard let url = URLComponents(string: page), let host = url.host?.lowercased() else {
      return []
    }
    let path = url.percentEncodedPath.split(separator: "/").map(String.init)
    switch bare(host) {
    case "youtube.com": return youTube(path, url)
    case "github.com": return gitHub(path)
    case "reddit.com": return reddit(path)
    case "medium.com": return medium(path)
    default: return []
    }
  }

  /// Where a page that names no feed may have one all the same, likeliest first; a person would try no more.
  package static func customary(for page: String) -> [String] {
    guard var url = URLComponents(string: page), url.host != nil else { return [] }
    let path = url.percentEncodedPath.split(separator: "/").map(String.init)
    url.query = nil
    url.fragment = nil
    var paths = ["/feed", "/atom.xml", "/rss.xml", "/feed.xml", "/index.xml"]
    if path.count == 1, path[0].hasPrefix("@") {
      paths = ["/\(path[0]).rss"]
    } else if let folder = folder(path) {
      paths.insert("/\(folder)/feed", at: 0)
    }
    return paths.compactMap { path in
      url.percentEncodedPath = path
      return url.string
    }
  }

  /// The folder of a page: `blog` for `/blog/` and for `/blog/index.html`.
  private static func folder(_ path: [String]) -> String? {
    guard let last = path.last else { return nil }
    let folders = last.contains(".") ? path.dropLast() : path[...]
    return folders.isEmpty ? nil : folders.joined(separator: "/")
  }

  private static func bare(_ host: String) -> String {
    for prefix in ["www.", "m.", "old.", "new.", "np."] where host.hasPrefix(prefix) {
      return String(host.dropFirst(prefix.count))
    }
    return host
  }

  /// Channels, playlists and old user names; the page of a handle names its channel's feed itself.
  private static func youTube(_ path: [String], _ url: URLComponents) -> [String] {
    let feed = { (key: String, id: String) in
      ["https://www.youtube.com/feeds/videos.xml?\(key)=\(id)"]
    }
    switch path.first {
    case "channel" where path.count > 1: return feed("channel_id", path[1])
    case "user" where path.count > 1: return feed("user", path[1])
    case "playlist":
      let list = url.percentEncodedQueryItems?.first { $0.name == "list" }?.value ?? nil
      return list.map { feed("playlist_id", $0) } ?? []
    default: return []
    }
  }

  /// Of a repository the releases, and where there are none its tags and commits; of a person what they do.
  private static func gitHub(_ path: [String]) -> [String] {
    let pages: Set<String> = [
      "about", "collections", "events", "explore", "features", "issues", "login", "marketplace",
      "notifications", "orgs", "pricing", "pulls", "search", "settings", "sponsors", "topics",
      "trending",
    ]
    guard let owner = path.first, !pages.contains(owner.lowercased()),
      path.last?.hasSuffix(".atom") == false
    else { return [] }
    guard path.count > 1 else { return ["https://github.com/\(owner).atom"] }
    let name = path[1].hasSuffix(".git") ? String(path[1].dropLast(4)) : path[1]
    let repository = "https://github.com/\(owner)/\(name)"
    switch path.dropFirst(2).first {
    case "commits" where path.count > 3:
      return ["\(repository)/commits/\(path[3...].joined(separator: "/")).atom"]
    case "commits": return ["\(repository)/commits.atom"]
    case "tags": return ["\(repository)/tags.atom"]
    case nil, "releases": return ["releases", "tags", "commits"].map { "\(repository)/\($0).atom" }
    default: return []
    }
  }

  private static func reddit(_ path: [String]) -> [String] {
    guard path.count > 1, path.last?.hasSuffix(".rss") == false else { return [] }
    switch path[0] {
    case "r" where path.count < 4: return ["https://www.reddit.com/r/\(path[1])/.rss"]
    case "u", "user": return ["https://www.reddit.com/user/\(path[1])/.rss"]
    default: return []
    }
  }

  private static func medium(_ path: [String]) -> [String] {
    path.count == 1 && path[0] != "feed" ? ["https://medium.com/feed/\(path[0])"] : []
  }
}
