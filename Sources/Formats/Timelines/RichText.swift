// Text with places in it, as Bluesky and X give it: plain words, and beside them what some of the words lead to. It
// becomes HTML, so that the one path from HTML to text and to the page serves all three networks.

import Markup

/// Plain text and the links over parts of it.
struct RichText {
  /// A part of the text, in bytes of UTF-8, and where it leads.
  struct Span {
    var start: Int
    var end: Int
    var href: String?
    /// What stands there instead of the words; nil leaves them.
    var replacement: String?
  }

  private let bytes: [UInt8]
  private let spans: [Span]

  /// Takes a text and its spans, whatever is wrong with them: what lies outside, cuts a character or overlaps one that
  /// begins before it is no span.
  init(_ text: String, spans: [Span]) {
    let bytes = Array(text.utf8)
    var kept: [Span] = []
    let whole = spans.filter { Self.isWhole($0, in: bytes) }
    for span in whole.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) })
    where span.start >= kept.last?.end ?? 0 {
      kept.append(span)
    }
    self.bytes = bytes
    self.spans = kept
  }

  /// The text with what replaces its parts.
  var plain: String {
    pieces().map { $0.text }.joined()
  }

  /// The text as HTML: escaped, its links marked, its lines broken.
  var html: String {
    pieces().map { piece in
      let text = Self.escaped(piece.text)
      return piece.href.map { "<a href=\"\(Hypertext.escape($0))\">\(text)</a>" } ?? text
    }.joined()
  }

  private func pieces() -> [(text: String, href: String?)] {
    var pieces: [(String, String?)] = []
    var place = 0
    for span in spans {
      pieces.append((bytes[place..<span.start].text, nil))
      pieces.append((span.replacement ?? bytes[span.start..<span.end].text, span.href))
      place = span.end
    }
    return pieces + [(bytes[place...].text, nil)]
  }

  private static func isWhole(_ span: Span, in bytes: [UInt8]) -> Bool {
    span.start >= 0 && span.start < span.end && span.end <= bytes.count
      && isBoundary(span.start, in: bytes) && isBoundary(span.end, in: bytes)
  }

  private static func isBoundary(_ place: Int, in bytes: [UInt8]) -> Bool {
    place == bytes.count || bytes[place] & 0xC0 != 0x80
  }

  private static func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Hypertext.escape(String($0)) }.joined(separator: "<br>")
  }
}
