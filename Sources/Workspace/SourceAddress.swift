// What may stand where a feed's address is asked for. One rule for YAML, OPML and the command line.

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

  /// The same for what browsers hand to feed readers: `feed://host/…` and `feed:https://host/…`.
  package static func feed(_ text: String) -> String? {
    guard text.lowercased().hasPrefix("feed:") else { return web(text) }
    let rest = String(text.dropFirst("feed:".count))
    return web(rest.hasPrefix("//") ? "http:\(rest)" : rest)
  }
}
