// What may stand where a feed's address is asked for. One rule for YAML, OPML and the command line.

import Feed
import Foundation

/// Tells web addresses from paths.
package enum SourceAddress {
  /// The scheme in lower case, or nil for a path.
  package static func scheme(of text: String) -> String? {
    guard let range = text.range(of: "://") else { return nil }
    return text[..<range.lowerBound].lowercased()
  }

  /// The address with its scheme in lower case; nil unless it is a whole http or https address.
  package static func web(_ text: String) -> String? {
    guard let scheme = scheme(of: text), scheme == "http" || scheme == "https",
      let url = URL(string: text), let host = url.host, !host.isEmpty,
      !text.contains(where: \.isWhitespace)
    else { return nil }
    return scheme + text.dropFirst(scheme.count)
  }

  /// What somebody means who leaves out the scheme, `example.org/blog`: its address; nil for what is a path.
  package static func guess(_ text: String, scheme: String = "https") -> String? {
    let host = text.prefix { !"/?#:".contains($0) }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, let last = labels.last?.lowercased(), !files.contains(last),
      labels.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" } }
      )
    else { return nil }
    return web("\(scheme)://\(text)")
  }

  /// An address in another program's list, where old ones stand without a scheme.
  package static func listed(_ text: String) -> String? {
    feed(text) ?? guess(text, scheme: "http")
  }

  /// Endings of names that are files and no hosts, where nothing follows the name.
  private static let files: Set<String> = [
    "xml", "rss", "atom", "rdf", "json", "opml", "txt", "html", "htm", "yaml", "yml", "md", "gz",
    "zip",
  ]

  /// The same for all ways to write the address of one feed: by http or https, with a slash at its end or without.
  package static func key(_ address: String) -> String {
    guard let scheme = scheme(of: address), scheme == "http" || scheme == "https" else {
      return address
    }
    let rest = CanonicalURL.canonical(address).dropFirst("\(scheme)://".count)
    return rest.hasSuffix("/") ? String(rest.dropLast()) : String(rest)
  }

  /// The same for what browsers hand to feed readers: `feed://host/…` and `feed:https://host/…`.
  package static func feed(_ text: String) -> String? {
    guard text.lowercased().hasPrefix("feed:") else { return web(text) }
    let rest = String(text.dropFirst("feed:".count))
    return web(rest.hasPrefix("//") ? "http:\(rest)" : rest)
  }
}
