// Bytes of a response → what the feed says. A ladder: what is this? then the reader of that format; what is no feed is
// named for what it is.

package import Feed
import Markup

/// Reads any feed.
package enum FeedParser {
  /// The largest document that is read, in bytes.
  package static let mostBytes = 64 << 20

  /// Reads RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, CDF, and JSON Feed, in any encoding.
  ///
  /// Bad dates, links and markup cost only themselves. A document that breaks off gives its complete entries, and
  /// `defect` says so.
  ///
  /// - Parameters:
  ///   - url: Where the document came from, after redirects: the base of relative links.
  ///   - headers: Those of the response; `Content-Type`, `Content-Location` and `Content-Language` count.
  package static func parse(
    _ bytes: [UInt8], url: String? = nil, headers: [(String, String)] = []
  ) throws(FormatError) -> FeedDocument {
    guard bytes.count <= mostBytes else {
      throw FormatError(.tooLarge, "the document is larger than \(mostBytes >> 20) MB")
    }
    let header = { (name: String) in headers.first { $0.0.lowercased() == name }?.1 }
    let base = header("content-location").flatMap { WebAddress.base($0, over: url) } ?? url
    let language = header("content-language").map { String($0.prefix { $0 != "," }) }
    if let cause = ForeignFormat.binary(bytes) { throw FormatError(.notAFeed, cause) }
    let text = TextEncoding.decode(bytes, contentType: header("content-type")).utf8
    guard let first = text.first(where: { $0 > 0x20 && ![0xEF, 0xBB, 0xBF].contains($0) }) else {
      throw FormatError(.empty, "the document is empty")
    }
    guard first == 0x7B || first == 0x5B else {
      return try xml(text, base: base, language: language)
    }
    do throws(FormatError) {
      return try JSONFeed.read(text, base: base, language: language)
    } catch {
      // What begins like JSON may be a feed behind the remains of a template.
      guard let document = try? xml(text, base: base, language: language) else { throw error }
      return document
    }
  }

  private static func xml(
    _ text: [UInt8], base: String?, language: String?
  ) throws(FormatError) -> FeedDocument {
    var reader = FeedReader(base: base, language: language)
    let outcome = XMLReader.read(InternalEntities.expanded(text), into: &reader)
    guard reader.isFeed || !reader.entries.isEmpty else {
      throw ForeignFormat.error(text, hasRoot: outcome.hasRoot)
    }
    var document = FeedDocument()
    document.version = reader.version
    document.entries = reader.entries
    EntryAdapter(version: reader.version, language: nil).describe(reader.feed, in: &document)
    if outcome.brokeOff {
      document.defect =
        "the document breaks off; \(reader.entries.count) complete entries were read"
    } else if reader.entryCount > FeedReader.mostEntries {
      document.defect =
        "the document has \(reader.entryCount) entries; the first \(FeedReader.mostEntries) were read"
    }
    return document
  }
}
