// One address for one page. Two feeds that link the same story with different tracking parameters must give the same
// item, and nothing that may change the page may be dropped: parameters keep their order, a redirect (Google News,
// shorteners, FeedBurner without the original link) stays what it is, and no page is asked for its `rel=canonical`.

/// Rewrites a URL to the form in which the same page is recognised.
package enum CanonicalURL {
  /// The canonical form of an absolute http or https URL; anything else comes back trimmed and otherwise as given.
  ///
  /// RFC 3986 §6.2.2 and §6.2.3: scheme and host in lower case, percent-encoding normalised, dot segments and the
  /// default port removed, a bare host with its slash. Beyond it: no tracking parameters, no empty query, no fragment
  /// (except `#!…`, which names a page).
  package static func canonical(_ url: String) -> String {
    let trimmed = url.trimmingASCIIWhitespace()
    guard let colon = trimmed.firstRange(of: "://") else { return trimmed }
    let scheme = trimmed[..<colon.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { return trimmed }
    let rest = trimmed[colon.upperBound...]
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    let host = authority(rest[..<end], scheme: scheme)
    return "\(scheme)://\(host)\(tail(rest[end...]))"
  }

  private static func authority(_ text: Substring, scheme: String) -> String {
    var lower = text.lowercased()
    let port = scheme == "http" ? ":80" : ":443"
    if lower.hasSuffix(port) { lower.removeLast(port.count) }
    // An empty port is no port (§6.2.3); a dot at the end names the same host from the root.
    if lower.hasSuffix(":") { lower.removeLast() }
    if lower.hasSuffix("."), lower.count > 1 { lower.removeLast() }
    return lower
  }

  private static func tail(_ text: Substring) -> String {
    var path = text
    var fragment: Substring = ""
    if let hash = path.firstIndex(of: "#") {
      fragment = path[hash...]
      path = path[..<hash]
    }
    var query: Substring = ""
    if let mark = path.firstIndex(of: "?") {
      query = path[mark...].dropFirst()
      path = path[..<mark]
    }
    let kept = query.split(separator: "&").filter { !TrackingParameters.contains($0) }
      .joined(separator: "&")
    return withoutDots(PercentEncoding.normalized(path))
      + (kept.isEmpty ? "" : "?\(PercentEncoding.normalized(kept[...]))")
      + (fragment.hasPrefix("#!") ? String(fragment) : "")
  }

  /// RFC 3986 §5.2.4 for an absolute path; an empty one becomes `/`.
  private static func withoutDots(_ path: String) -> String {
    guard !path.isEmpty else { return "/" }
    guard path.contains("/.") else { return path }
    var kept: [Substring] = []
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    for (place, segment) in segments.enumerated() {
      let isLast = place == segments.count - 1
      switch segment {
      case ".": if isLast { kept.append("") }
      case "..":
        _ = kept.popLast()
        if isLast { kept.append("") }
      default: kept.append(segment)
      }
    }
    return "/" + kept.joined(separator: "/")
  }
}

extension String {
  func trimmingASCIIWhitespace() -> String {
    let space: (UInt8) -> Bool = { $0 <= 0x20 }
    guard let first = utf8.firstIndex(where: { !space($0) }),
      let last = utf8.lastIndex(where: { !space($0) })
    else { return "" }
    return String(self[first...last])
  }
}
