// Formats have names for programs, such as `rss20`, since feedparser; people say "RSS 2.0".

/// Names a format for people.
package enum FormatName {
  private static let families = [
    ("rss", "RSS"), ("atom", "Atom"), ("json", "JSON Feed"), ("cdf", "CDF"),
  ]

  /// `RSS 2.0` for `rss20`, `JSON Feed 1.1` for `json11`; what is unknown stays as it is.
  package static func words(_ version: String) -> String {
    guard let (prefix, name) = families.first(where: { version.hasPrefix($0.0) }) else {
      return version
    }
    let digits = version.dropFirst(prefix.count).filter(\.isNumber)
    guard let first = digits.first else { return name }
    // Zero-padded where feedparser has three digits: `rss091u` is 0.91.
    let rest = digits.dropFirst()
    return "\(name) \(first).\(rest.isEmpty ? "0" : String(rest))"
  }
}
