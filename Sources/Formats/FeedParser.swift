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
    var entries: [Entry] = []
    var document = try parse(bytes, url: url, headers: headers) { entries.append($0) }
    document.entries = entries
    return document
  }

  /// Reads the same, but hands each entry on when it is complete, so that only one is ever held.
  ///
  /// The document that comes back has no entries. When this throws, none has been delivered.
  package static func parse(
    _ bytes: [UInt8], url: String? = nil, headers: [(String, String)] = [],
    each deliver: (Entry) -> Void
  ) throws(FormatError) -> FeedDocument {
    try withoutActuallyEscaping(deliver) { (deliver) throws(FormatError) in
      try read(bytes, url, headers, deliver)
    }
  }

  private static func read(
    _ bytes: [UInt8], _ url: String?, _ headers: [(String, String)],
    _ deliver: @escaping (Entry) -> Void
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
      return try xml(text, base: base, language: language, deliver)
    }
    do throws(FormatError) {
      return try JSONFeed.read(text, base: base, language: language, each: deliver)
    } catch {
      // What begins like JSON may be a feed behind the remains of a template.
      guard let document = try? xml(text, base: base, language: language, deliver) else {
        throw error
      }
      return document
    }
  }

  private static func xml(
    _ text: [UInt8], base: String?, language: String?, _ deliver: @escaping (Entry) -> Void
  ) throws(FormatError) -> FeedDocument {
    var reader = FeedReader(base: base, language: language, deliver: deliver)
    let outcome = XMLReader.read(InternalEntities.expanded(text), into: &reader, judging: false)
    guard reader.isFeed || reader.entryCount > 0 else {
      throw ForeignFormat.error(text, hasRoot: outcome.hasRoot)
    }
    var document = FeedDocument()
    document.version = reader.version
    EntryAdapter(version: reader.version, language: nil).describe(reader.feed, in: &document)
    document.defect = defect(entries: reader.entryCount, brokeOff: outcome.brokeOff)
    return document
  }

  /// What is to be said of a document that was not read whole; nil for one that was.
  static func defect(entries: Int, brokeOff: Bool) -> String? {
    let most = FeedReader.mostEntries
    if brokeOff {
      return "the document breaks off; \(min(entries, most)) complete entries were read"
    }
    return entries > most
      ? "the document has \(entries) entries; the first \(most) were read" : nil
  }
}
