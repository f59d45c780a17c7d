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
    clean(Array(html.utf8), base: base, limits: limits)
  }

  /// Cleans UTF-8 bytes; control characters and invalid UTF-8 are scrubbed first.
  package static func clean(
    _ bytes: [UInt8], base: String? = nil, limits: HTMLLimits = HTMLLimits()
  ) -> CleanHTML {
    let walk = walk(bytes, base: base, limits: limits, writesHTML: true)
    return CleanHTML(
      html: String(decoding: walk.html, as: UTF8.self),
      text: String(decoding: walk.text.bytes, as: UTF8.self), links: walk.links)
  }

  static func walk(
    _ bytes: [UInt8], base: String?, limits: HTMLLimits, writesHTML: Bool
  ) -> HTMLWalk {
    let clean = XMLText.scrub(bytes)
    return unsafe clean.withUnsafeBufferPointer { buffer in
      let source = unsafe Bytes(buffer)
      var walk = HTMLWalk(
        source.prefix(limits.bytes), base: base, limits: limits, writesHTML: writesHTML)
      walk.run()
      return walk
    }
  }
}

/// HTML to plain text, without the HTML.
package enum PlainText {
  /// The text of a piece of HTML, as `CleanHTML.text` has it.
  package static func fromHTML(_ html: String, limits: HTMLLimits = HTMLLimits()) -> String {
    let walk = HTMLCleaner.walk(Array(html.utf8), base: nil, limits: limits, writesHTML: false)
    return String(decoding: walk.text.bytes, as: UTF8.self)
  }
}

extension Bytes {
  /// At most this many bytes, and no part of a character.
  fileprivate func prefix(_ most: Int) -> Bytes {
    var end = Swift.min(count, Swift.max(0, most))
    while end > 0, end < count, self[end] & 0xC0 == 0x80 { end -= 1 }
    return part(0, end)
  }
}
