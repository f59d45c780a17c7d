// Sources → OPML 2.0, the list that every feed reader takes. A tag is a folder, and a feed with several tags stands in
// each of their folders: `category` would say it in one place, but most readers do not look there.

package import Feed
import Markup

/// Writes OPML.
package enum OutlineWriter {
  /// The document with these sources: first those without a tag, then a folder for each tag, in the order in which they
  /// first come.
  package static func document(of sources: [Source], title: String) -> String {
    var folders: [String] = []
    var members: [String: [Source]] = [:]
    for source in sources {
      for tag in source.tags where members[tag]?.last != source {
        if members[tag] == nil { folders.append(tag) }
        members[tag, default: []].append(source)
      }
    }
    var lines = sources.filter(\.tags.isEmpty).map { outline($0, indent: "    ") }
    for folder in folders {
      lines.append("    <outline text=\"\(escaped(folder))\" title=\"\(escaped(folder))\">")
      lines += (members[folder] ?? []).map { outline($0, indent: "      ") }
      lines.append("    </outline>")
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <opml version="2.0">
        <head>
          <title>\(escaped(title))</title>
        </head>
        <body>
      \(lines.map { $0 + "\n" }.joined())  </body>
      </opml>

      """
  }

  /// Readers show `text`; some want `title` as well, and some skip what has no `type`.
  private static func outline(_ source: Source, indent: String) -> String {
    let name = escaped(source.name ?? source.address)
    return "\(indent)<outline type=\"rss\" text=\"\(name)\" title=\"\(name)\" "
      + "xmlUrl=\"\(escaped(source.address))\"/>"
  }

  /// What XML 1.0 does not allow even as a reference (§2.2) becomes a space.
  private static func escaped(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
      plain.append(isAllowed ? scalar : " ")
    }
    return HTMLEscape.escape(String(plain))
  }
}
