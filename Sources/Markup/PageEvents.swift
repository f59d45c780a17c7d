// A page as what it says: tags and texts in their order, for those who want to know where something stands. Nothing is
// balanced here, because a list of bookmarks never is.

/// One event of a page; names are in lower case, references are resolved.
package enum PageEvent: Sendable, Hashable {
  case start(String, [String: String])
  case text(String)
  case end(String)
}

/// Reads pages event by event.
package enum PageEvents {
  /// Elements whose content is no text of the page.
  private static let opaque = ["script", "style", "template", "textarea", "noscript", "svg"]
  /// Attributes of one element.
  private static let mostAttributes = 32

  /// Gives the events of a page in UTF-8.
  package static func read(_ page: [UInt8], each: (PageEvent) -> Void) {
    let clean = XMLText.scrub(page)
    unsafe clean.withUnsafeBufferPointer { buffer in
      var scanner = unsafe HTMLScanner(Bytes(buffer), attributes: mostAttributes)
      while let token = scanner.next() {
        switch token {
        case .text(let span): each(.text(resolved(span, inAttribute: false)))
        case .verbatim(let span): each(.text(span.string))
        case .end(let name): each(.end(name.string.lowercased()))
        case .start(let name):
          let tag = name.string.lowercased()
          if let number = opaque.firstIndex(of: tag), !scanner.isSelfClosing {
            if !scanner.skip(to: name, number: number) { scanner.skipAll() }
          } else {
            each(.start(tag, values(of: scanner.attributes)))
          }
        }
      }
    }
  }

  /// Of two attributes with one name the first counts, as in a browser.
  private static func values(of attributes: [(name: Bytes, value: Bytes)]) -> [String: String] {
    var values: [String: String] = [:]
    for (name, value) in attributes {
      let name = name.string.lowercased()
      if values[name] == nil { values[name] = resolved(value.trimmed, inAttribute: true) }
    }
    return values
  }

  private static func resolved(_ span: Bytes, inAttribute: Bool) -> String {
    guard span.index(of: 0x26, from: 0) != nil else { return span.string }
    var text: [UInt8] = []
    HTMLEntities.decode(span, into: &text, inAttribute: inAttribute)
    return text.text
  }
}
