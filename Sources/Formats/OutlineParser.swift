// Bytes of an OPML file → the feeds that it lists. As tolerant as with feeds: what is complete is kept, and what is
// missing is said.

import Markup

/// Reads OPML.
package enum OutlineParser {
  /// Reads a document in any encoding; what is no OPML at all is an error that says what was found.
  package static func parse(_ bytes: [UInt8]) throws(FormatError) -> OutlineList {
    let text = TextEncoding.decode(bytes, contentType: nil).utf8
    guard text.contains(where: { $0 > 0x20 }) else {
      throw FormatError(.empty, "the file is empty, expected an OPML list of feeds")
    }
    var reader = OutlineReader()
    let outcome = XMLReader.read(InternalEntities.expanded(text), into: &reader)
    guard reader.root == "opml" else {
      let what = outcome.hasRoot ? "begins with <\(reader.root)>" : "holds no XML"
      throw FormatError(.notAFeed, "the file \(what), expected an OPML list of feeds (<opml>)")
    }
    var list = reader.list
    list.defects = defects(reader, outcome)
    return list
  }

  private static func defects(_ reader: OutlineReader, _ outcome: XMLOutcome) -> [String] {
    var defects: [String] = []
    if outcome.brokeOff {
      defects.append("the list breaks off; feeds read before that: \(reader.list.feeds.count)")
    }
    if reader.feedCount > OutlineReader.mostFeeds {
      defects.append(
        "the list has \(reader.feedCount) feeds; the first \(OutlineReader.mostFeeds) are read")
    }
    if reader.isTooDeep {
      defects.append("outlines deeper than \(OutlineReader.deepest) levels are left out")
    }
    return defects
  }
}
