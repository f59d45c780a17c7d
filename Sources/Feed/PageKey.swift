// Addresses that may be the same page: with and without `www.`, over http and https, with and without the last slash,
// for telephones. Nobody promises that they are, so this is for comparing where something else agrees too (a title, a
// text, a key), and never for what is stored or shown.

/// What the addresses of one page have in common.
package enum PageKey {
  private static let variants: Set<Substring> = ["www", "www2", "m", "mobile", "amp"]

  /// The key of a canonical URL; nil for what names no page of its own: a front page, or something else than http.
  package static func of(_ canonical: String) -> String? {
    guard let colon = canonical.firstRange(of: "://"),
      canonical.hasPrefix("http://") || canonical.hasPrefix("https://")
    else { return nil }
    let rest = canonical[colon.upperBound...].prefix { $0 != "#" }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    let host = plainHost(rest[..<slash])
    let mark = rest.firstIndex(of: "?") ?? rest.endIndex
    let path = plainPath(rest[slash..<mark])
    let query = mark == rest.endIndex ? "" : plainQuery(rest[mark...].dropFirst())
    return path.isEmpty && query.isEmpty ? nil : host + path + query
  }

  /// The addresses that most probably stand where this page was stored, to be looked up by an index.
  package static func addresses(of canonical: String) -> [String] {
    guard let key = of(canonical) else { return [] }
    let slash = key.firstIndex(of: "/") ?? key.endIndex
    let mark = key.firstIndex(of: "?") ?? key.endIndex
    let isPath = slash < mark
    let bare = isPath ? key : "\(key[..<mark])/\(key[mark...])"
    let slashed = isPath ? "\(key[..<mark])/\(key[mark...])" : bare
    var found = [canonical]
    for scheme in ["https://", "http://"] {
      for host in ["", "www."] {
        found.append(scheme + host + bare)
        if slashed != bare { found.append(scheme + host + slashed) }
      }
    }
    return found
  }

  /// Without labels like `www` in front of the domain: `en.m.example.org` is `en.example.org`.
  private static func plainHost(_ host: Substring) -> String {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 2 else { return String(host) }
    return (labels.dropLast(2).filter { !variants.contains($0) } + labels.suffix(2))
      .joined(separator: ".")
  }

  private static func plainPath(_ path: Substring) -> String {
    var plain = path
    while plain.hasSuffix("/") { plain.removeLast() }
    for suffix in ["/amp", ".amp", "/index.html", "/index.php"] where plain.hasSuffix(suffix) {
      plain.removeLast(suffix.count)
    }
    if plain.hasSuffix(".amp.html") { return String(plain.dropLast(9)) + ".html" }
    if plain.hasPrefix("/amp/") { plain.removeFirst(4) }
    while plain.hasSuffix("/") { plain.removeLast() }
    return String(plain)
  }

  private static func plainQuery(_ query: Substring) -> String {
    let kept = query.split(separator: "&").filter {
      !["amp", "amp=1", "amp=true", "outputType=amp", "outputtype=amp"].contains($0)
    }
    return kept.isEmpty ? "" : "?" + kept.joined(separator: "&")
  }
}
