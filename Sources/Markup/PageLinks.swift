// The `<link>` elements of a web page: where a page says what else there is of it, its feeds among them.

/// One `<link>` of a page.
package struct PageLink: Sendable, Hashable {
  /// The words of `rel`, in lower case.
  package var relations: [String]
  /// The media type in lower case, without parameters; empty where none is given.
  package var type: String
  /// Absolute where a base is known.
  package var address: String
  package var title: String?
}

/// Reads the links of pages.
package enum PageLinks {
  /// Bytes that are looked at: what matters stands in the head.
  private static let mostBytes = 1 << 20
  private static let mostLinks = 200
  /// Elements whose content is no markup of the page.
  private static let opaque = ["script", "style", "template", "textarea", "title"]

  /// The links of a page in UTF-8, in their order; `base` is its own address.
  package static func read(_ page: [UInt8], base: String?) -> [PageLink] {
    unsafe page.prefix(mostBytes).withUnsafeBufferPointer { buffer in
      var scanner = unsafe HTMLScanner(Bytes(buffer), attributes: 64)
      var links: [PageLink] = []
      var base = base
      while links.count < mostLinks, let token = scanner.next() {
        guard case .start(let name) = token else { continue }
        if let number = opaque.firstIndex(of: name.string.lowercased()) {
          if !scanner.skip(to: name, number: number) { scanner.skipAll() }
          continue
        }
        let attributes = values(of: scanner.attributes)
        switch name.string.lowercased() {
        case "base": base = attributes["href"].map { URLResolver.resolve($0, base: base) } ?? base
        case "link": if let link = link(attributes, base: base) { links.append(link) }
        default: continue
        }
      }
      return links
    }
  }

  private static func link(_ attributes: [String: String], base: String?) -> PageLink? {
    guard let address = attributes["href"], !address.isEmpty else { return nil }
    let words = (attributes["rel"] ?? "").lowercased().split(whereSeparator: \.isWhitespace)
    let type = (attributes["type"] ?? "").lowercased().prefix { $0 != ";" && $0 != " " }
    return PageLink(
      relations: words.map(String.init), type: String(type),
      address: URLResolver.resolve(address, base: base), title: attributes["title"])
  }

  /// By name in lower case; of two with one name the first counts, as in a browser.
  static func values(of attributes: [(name: Bytes, value: Bytes)]) -> [String: String] {
    var values: [String: String] = [:]
    for (name, value) in attributes {
      let name = name.string.lowercased()
      guard values[name] == nil else { continue }
      var text: [UInt8] = []
      HTMLEntities.decode(value.trimmed, into: &text, inAttribute: true)
      values[name] = String(decoding: text, as: UTF8.self)
    }
    return values
  }
}
