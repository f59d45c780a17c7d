// HTML that escapes by default: what is interpolated is text unless it is HTML already, so forgetting is safe.

/// A piece of HTML, built by interpolation.
package struct Hypertext: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// The markup.
  package private(set) var html: String

  package init(stringLiteral value: String) {
    html = value
  }

  package init(stringInterpolation: Interpolation) {
    html = stringInterpolation.html
  }

  /// Takes markup that is known to be safe: our own, or a sanitiser's.
  package init(trusted html: String) {
    self.html = html
  }

  /// Joins pieces without anything between them.
  package init(_ pieces: [Hypertext]) {
    html = pieces.map(\.html).joined()
  }

  /// Text with the five characters escaped that mean something in markup or in a quoted attribute.
  package static func escape(_ text: String) -> String {
    var out = ""
    out.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      // Controls have no meaning in a page, and some turn a line around.
      case "\u{00}"..."\u{08}", "\u{0B}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}",
        "\u{2066}"..."\u{2069}":
        continue
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// Collects literals as they are and values escaped.
  package struct Interpolation: StringInterpolationProtocol {
    var html = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      html.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    package mutating func appendLiteral(_ literal: String) {
      html += literal
    }

    package mutating func appendInterpolation(_ text: String) {
      html += Hypertext.escape(text)
    }

    package mutating func appendInterpolation(_ number: Int) {
      html += String(number)
    }

    package mutating func appendInterpolation(_ number: Int64) {
      html += String(number)
    }

    package mutating func appendInterpolation(_ piece: Hypertext) {
      html += piece.html
    }

    package mutating func appendInterpolation(_ pieces: [Hypertext]) {
      for piece in pieces { html += piece.html }
    }
  }
}
