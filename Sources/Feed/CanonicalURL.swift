// One address for one page. Two feeds that link the same story with different tracking parameters must give the same
// item, and nothing that may change the page may be dropped: so the list of what goes is short and well known.

/// Rewrites a URL to the form in which the same page is recognised.
package enum CanonicalURL {
  /// Query parameters that only say where a click came from.
  static let tracking: Set<String> = [
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "igsh",
    "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "vero_id", "oly_anon_id", "oly_enc_id",
    "ref_src", "ref_url", "s_cid", "cmpid", "ncid", "sr_share", "at_medium", "at_campaign",
    "wt_mc", "spm", "scm", "_openstat", "rb_clickid", "guccounter", "guce_referrer", "wt.mc_id",
  ]
  static let trackingPrefixes = ["utm_", "hsa_", "mtm_", "pk_", "piwik_", "itm_", "stm_"]

  /// The canonical form of an absolute http or https URL; anything else comes back trimmed and otherwise as given.
  ///
  /// Lower-cases scheme and host, drops the default port, tracking parameters and the fragment (except `#!…`, which
  /// names a page), and gives a bare host its slash (RFC 3986 §6.2).
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
    let lower = text.lowercased()
    let port = scheme == "http" ? ":80" : ":443"
    return lower.hasSuffix(port) ? String(lower.dropLast(port.count)) : lower
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
    let kept = query.split(separator: "&").filter { !isTracking($0) }.joined(separator: "&")
    return (path.isEmpty ? "/" : String(path)) + (kept.isEmpty ? "" : "?\(kept)")
      + (fragment.hasPrefix("#!") ? String(fragment) : "")
  }

  private static func isTracking(_ parameter: Substring) -> Bool {
    let name = parameter.prefix { $0 != "=" }.lowercased()
    return tracking.contains(name) || trackingPrefixes.contains { name.hasPrefix($0) }
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
