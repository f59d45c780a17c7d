// Strangers' HTML is never patched: it is read, and what may pass is written anew by our own serializer. The shape of
// harmless input is kept: nothing is wrapped, nothing is reordered.

/// HTML that is safe to show, and the same as plain text.
package struct CleanHTML: Sendable, Equatable {
  /// Allowed elements and attributes only, balanced, attributes double-quoted, `<>&"` escaped.
  package var html: String
  /// References resolved, white space collapsed, blocks on lines of their own, no code; short `alt` texts included.
  package var text: String
  /// Where its links lead, in order, absolute where a base is known.
  package var links: [String]
}

/// What a piece of HTML may cost; beyond it tags are left out and the text stays.
package struct HTMLLimits: Sendable {
  package var bytes = 16 << 20
  /// Bytes of HTML written, beyond twice those read: a base that is long makes much of short references.
  package var growth = 1 << 20
  package var depth = 256
  package var attributes = 64
  package var links = 256
  /// The longest `alt` that counts as text, in bytes.
  package var alternative = 250

  package init() {}
}

/// Turns any bytes into `CleanHTML`.
package enum HTMLCleaner {
  /// Cleans a text; relative references are resolved against `base` where given.
  package static func clean(
    _ html: String, base: String? = nil, limits: HTMLLimits = HTMLLimits()
  ) -> CleanHTML {
    var html = html
    return html.withUTF8 { unsafe clean(Bytes($0), base: base, limits: limits) }
  }

  /// Cleans UTF-8 bytes; control characters and invalid UTF-8 are scrubbed first.
  package static func clean(
    _ bytes: [UInt8], base: String? = nil, limits: HTMLLimits = HTMLLimits()
  ) -> CleanHTML {
    unsafe bytes.withUnsafeBufferPointer {
      unsafe clean(Bytes($0), base: base, limits: limits)
    }
  }

  private static func clean(_ bytes: Bytes, base: String?, limits: HTMLLimits) -> CleanHTML {
    let walk = walk(bytes, base: base, limits: limits, writesHTML: true)
    return CleanHTML(html: walk.html.text, text: walk.text.bytes.text, links: walk.links)
  }

  static func walk(
    _ bytes: Bytes, base: String?, limits: HTMLLimits, writesHTML: Bool
  ) -> HTMLWalk {
    guard let clean = XMLText.scrubbed(bytes) else {
      return walk(clean: bytes, base, limits, writesHTML)
    }
    return unsafe clean.withUnsafeBufferPointer {
      unsafe walk(clean: Bytes($0), base, limits, writesHTML)
    }
  }

  private static func walk(
    clean source: Bytes, _ base: String?, _ limits: HTMLLimits, _ writesHTML: Bool
  ) -> HTMLWalk {
    var walk = HTMLWalk(
      source.head(limits.bytes), base: base, limits: limits, writesHTML: writesHTML)
    walk.run()
    return walk
  }
}

/// HTML to plain text, without the HTML.
package enum PlainText {
  /// The text of a piece of HTML, as `CleanHTML.text` has it.
  package static func fromHTML(_ html: String, limits: HTMLLimits = HTMLLimits()) -> String {
    var html = html
    return html.withUTF8 { source in
      unsafe HTMLCleaner.walk(Bytes(source), base: nil, limits: limits, writesHTML: false)
    }.text.bytes.text
  }
}
