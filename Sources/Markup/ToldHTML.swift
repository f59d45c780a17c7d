// Clean HTML is harmless by itself; within a page of ours it must not look or act like ours either: no names that our
// script would find, no buttons, no headings above its place, no pictures. What is left is what one reads.

/// HTML of strangers as it may stand within a page.
package enum ToldHTML {
  private static let kept: Set<Substring> = [
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "dd", "del",
    "dfn", "div", "dl",
    "dt", "em", "figcaption", "figure", "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre",
    "q", "rp", "rt",
    "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot",
    "th", "thead",
    "time", "tr", "tt", "u", "ul", "var", "wbr",
  ]
  /// Below the headings of a page that has two levels of its own.
  private static let headings: [Substring: Substring] = [
    "h1": "h3", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6", "h6": "h6",
  ]
  private static let attributes: Set<Substring> = [
    "colspan", "datetime", "dir", "lang", "rowspan", "start", "title", "value",
  ]
  private static let schemes = ["https://", "http://", "mailto:"]

  /// Cleans a text and takes out what only a page of its own may have.
  ///
  /// An image is its description in brackets, or where `image` gives a path of ours for its address, that picture; a link
  /// opens elsewhere and tells nobody where from.
  package static func make(
    _ html: String, base: String? = nil, image: ((String) -> String?)? = nil
  ) -> Hypertext {
    let clean = HTMLCleaner.clean(html, base: base).html
    var out = ""
    out.reserveCapacity(clean.utf8.count)
    var rest = clean[...]
    // The cleaner writes no angle bracket but those of tags, and every attribute in double quotes.
    while let start = rest.utf8.firstIndex(of: 0x3C),
      let end = rest[start...].utf8.firstIndex(of: 0x3E)
    {
      out += rest[..<start]
      out += tag(rest[rest.index(after: start)..<end], image)
      rest = rest[rest.index(after: end)...]
    }
    return Hypertext(trusted: out + rest)
  }

  private static func tag(_ inner: Substring, _ image: ((String) -> String?)?) -> String {
    let isEnd = inner.hasPrefix("/")
    let bare = isEnd ? inner.dropFirst() : inner
    let name = bare.prefix { $0 != " " && $0 != "/" }
    let pairs = isEnd ? [] : Self.pairs(bare.dropFirst(name.count))
    if name == "img" { return picture(pairs, image) ?? description(pairs) }
    guard let written = headings[name] ?? (kept.contains(name) ? name : nil) else { return "" }
    guard !isEnd else { return "</\(written)>" }
    var fields = pairs.filter { attributes.contains($0.name) }.map { " \($0.name)=\"\($0.value)\"" }
    if name == "a", let target = pairs.first(where: { $0.name == "href" })?.value,
      schemes.contains(where: { target.lowercased().hasPrefix($0) })
    {
      fields.append(" href=\"\(target)\" rel=\"noreferrer noopener\" target=\"_blank\"")
    }
    return "<\(written)\(fields.joined())>"
  }

  /// A picture that is fetched when it comes into view, in the size that it is said to have.
  private static func picture(_ pairs: [Pair], _ image: ((String) -> String?)?) -> String? {
    guard let source = pairs.first(where: { $0.name == "src" })?.value,
      schemes.prefix(2).contains(where: { source.lowercased().hasPrefix($0) }),
      let path = image?(HTMLEntities.decode(String(source)))
    else { return nil }
    let sizes = pairs.filter { pair in
      (pair.name == "width" || pair.name == "height") && Int(pair.value).map { $0 > 1 } ?? false
    }
    let alt = pairs.first { $0.name == "alt" }?.value ?? ""
    let size = sizes.map { " \($0.name)=\"\($0.value)\"" }.joined()
    return "<img src=\"\(HTMLEscape.escape(path))\" alt=\"\(alt)\"\(size) loading=\"lazy\">"
  }

  private static func description(_ pairs: [Pair]) -> String {
    guard let words = pairs.first(where: { $0.name == "alt" })?.value, !words.isEmpty else {
      return ""
    }
    return "[\(words)]"
  }

  private typealias Pair = (name: Substring, value: Substring)

  private static func pairs(_ text: Substring) -> [Pair] {
    var pairs: [Pair] = []
    var rest = text
    while let equals = rest.firstIndex(of: "=") {
      let name = rest[..<equals].drop { $0 == " " }
      let value = rest[equals...].dropFirst(2).prefix { $0 != "\"" }
      pairs.append((name, value))
      rest = rest[value.endIndex...].dropFirst()
    }
    return pairs
  }
}
