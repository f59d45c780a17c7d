// The `<a>` elements of a text, with what is said of each: a link, a person who is named and a tag look alike once they
// are clean, and only their classes and relations tell them apart.

/// One `<a>` that leads somewhere.
package struct PageAnchor: Sendable, Hashable {
  /// Absolute where a base is known.
  package var address: String
  /// The words of `rel` and `class`, in lower case.
  package var words: [String]
}

/// Reads the anchors of a text.
package enum PageAnchors {
  private static let mostBytes = 1 << 20
  private static let mostAnchors = 400

  /// The anchors of a piece of HTML, in their order; what would run code is left out.
  package static func read(_ html: String, base: String? = nil) -> [PageAnchor] {
    guard html.has(0x3C) else { return [] }
    return unsafe Array(html.utf8.prefix(mostBytes)).withUnsafeBufferPointer { buffer in
      var scanner = unsafe HTMLScanner(Bytes(buffer), attributes: 64)
      var anchors: [PageAnchor] = []
      while anchors.count < mostAnchors, let token = scanner.next() {
        guard case .start(let name) = token, name.string.lowercased() == "a" else { continue }
        let attributes = PageLinks.values(of: scanner.attributes)
        guard let reference = attributes["href"], !reference.isEmpty else { continue }
        let base = base.map { Array($0.utf8) }
        let address = SafeAddress.resolve(Array(reference.utf8), base: base, isLink: true)
        guard let address, !address.isEmpty else { continue }
        anchors.append(PageAnchor(address: address.text, words: words(attributes)))
      }
      return anchors
    }
  }

  private static func words(_ attributes: [String: String]) -> [String] {
    "\(attributes["rel"] ?? "") \(attributes["class"] ?? "")".lowercased()
      .split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
