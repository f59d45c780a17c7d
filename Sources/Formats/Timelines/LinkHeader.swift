// Where the next page is, as servers of Mastodon's kind say it: in a header, not in the body.

import Feed
import Markup

/// Reads `Link` headers (RFC 8288 §3).
package enum LinkHeader {
  private static let longest = 8_192

  /// The addresses of a response's `Link` headers by relation, in lower case; of two for one relation the first counts.
  package static func relations(_ headers: [(String, String)]) -> [String: String] {
    var found: [String: String] = [:]
    for (name, value) in headers where name.lowercased() == "link" {
      for (relation, address) in links(value) where found[relation] == nil {
        found[relation] = address
      }
    }
    return found
  }

  private static func links(_ value: String) -> [(relation: String, address: String)] {
    var rest = Substring(value.prefix(longest))
    var links: [(String, String)] = []
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      let address = PlainLine.oneLine(String(rest[rest.index(after: open)..<close]))
      rest = rest[close...].dropFirst()
      for relation in relations(of: parameters(&rest)) where !address.isEmpty {
        links.append((relation, address))
      }
    }
    return links
  }

  /// What stands between this link and the comma before the next; a comma in quotes parts nothing.
  private static func parameters(_ rest: inout Substring) -> Substring {
    var isQuoted = false
    let end = rest.firstIndex { character in
      if character == "\"" { isQuoted.toggle() }
      return character == "," && !isQuoted
    }
    defer { rest = rest[(end ?? rest.endIndex)...].dropFirst() }
    return rest[..<(end ?? rest.endIndex)]
  }

  private static func relations(of parameters: Substring) -> [String] {
    for parameter in parameters.split(separator: ";") {
      let parts = parameter.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, PlainLine.oneLine(String(parts[0])).lowercased() == "rel" else {
        continue
      }
      return parts[1].lowercased().split { $0 == "\"" || $0 == " " || $0 == "\t" }.map(String.init)
    }
    return []
  }
}
