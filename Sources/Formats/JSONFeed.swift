// JSON Feed 1.0 and 1.1 (jsonfeed.org), read as publishers write it: missing versions, numbers for identifiers, the
// old `author` beside the new `authors`. Items are handed on as they are read.

import Feed
import FoundationEssentials
import Markup

/// Reads JSON Feed.
struct JSONFeed {
  private let base: String?
  private let deliver: (Entry) -> Void
  /// Of the version only "it is JSON" matters to entries, and it may stand after them.
  private let adapter = EntryAdapter(version: "json1", language: nil)
  private var record = WireRecord()
  private var version = ""
  private var hasItems = false
  private var favicon: String?
  private var count = 0
  private var published: Date?
  private var updated: Date?

  /// Elements of one list that are read.
  private static let mostElements = 200

  /// Reads UTF-8; entries go to `deliver`, and the rest comes back.
  static func read(
    _ text: [UInt8], base: String?, language: String?, each deliver: @escaping (Entry) -> Void
  ) throws(FormatError) -> FeedDocument {
    var feed = JSONFeed(base: base, language: language, deliver: deliver)
    var cursor = JSONCursor(XMLText.scrub(text))
    cursor.room = FeedReader.longestText
    let isObject = cursor.object { feed.member($1, &$0) }
    guard isObject, !cursor.isLost || feed.count > 0 else {
      throw FormatError(.notAFeed, "this looks like JSON but is none, or no JSON Feed")
    }
    guard feed.hasItems || feed.version.utf8Range(of: "jsonfeed.org") != nil else {
      throw cursor.brokeOff
        ? FormatError(.cutOff, "the feed breaks off before its first entry")
        : FormatError(.notAFeed, "this is JSON, but no JSON Feed: it has no 'items'")
    }
    return feed.document(brokeOff: cursor.hasEnded)
  }

  private init(base: String?, language: String?, deliver: @escaping (Entry) -> Void) {
    self.base = base
    self.deliver = deliver
    record.language = language
  }

  private func document(brokeOff: Bool) -> FeedDocument {
    var document = FeedDocument()
    document.version = version.hasSuffix("1.1") ? "json11" : "json1"
    var record = record
    if let link = record.link { record.links.insert(Link(rel: "alternate", href: link), at: 0) }
    record.icon = record.icon ?? favicon
    adapter.describe(record, in: &document)
    // The format has no dates of its own: those of the newest item stand for them.
    document.metadata.published = published
    document.metadata.updated = updated
    document.defect = FeedParser.defect(entries: count, brokeOff: brokeOff)
    return document
  }

  private mutating func member(_ key: String, _ cursor: inout JSONCursor) {
    switch key {
    case "version": version = cursor.text() ?? ""
    case "title": record.title = Self.plain(cursor.text())
    case "description": record.subtitle = Self.plain(cursor.text())
    case "home_page_url": record.link = address(cursor.text())
    case "feed_url":
      record.links = address(cursor.text()).map { [Link(rel: "self", href: $0)] } ?? []
    case "icon":
      record.icon = address(cursor.text())
      // The larger of the two, "suitable to be used in a timeline", is what Atom calls a logo.
      record.logo = record.icon
    case "favicon": favicon = address(cursor.text())
    case "language": record.language = cursor.text() ?? record.language
    case "author", "authors": readPeople(key, &cursor, into: &record)
    case "items":
      hasItems = true
      _ = cursor.array { item(&$0) }
      cursor.room = FeedReader.longestText
    default: break
    }
  }

  // MARK: Items

  private mutating func item(_ cursor: inout JSONCursor) {
    cursor.room = FeedReader.longestText
    var item = JSONItem()
    let isObject = cursor.object { self.member(of: &item, $1, &$0) }
    guard isObject, !cursor.hasEnded else { return }
    count += 1
    guard count <= FeedReader.mostEntries else { return }
    let entry = adapter.entry(item.record(base: base))
    published = Self.later(published, entry.metadata.published)
    updated = Self.later(updated, entry.metadata.updated)
    deliver(entry)
  }

  private func member(of item: inout JSONItem, _ key: String, _ cursor: inout JSONCursor) {
    switch key {
    case "id": item.record.id = cursor.text()
    case "url": item.record.link = address(cursor.text())
    case "external_url": item.external = address(cursor.text())
    case "title": item.record.title = Self.plain(cursor.text())
    case "summary": item.record.summary = Self.plain(cursor.text())
    case "content_html": item.html = cursor.text()
    case "content_text": item.text = cursor.text()
    case "date_published": item.record.published = cursor.text()
    case "date_modified": item.record.updated = cursor.text()
    case "language": item.record.language = cursor.text()
    case "image": item.image = address(cursor.text())
    case "banner_image": item.banner = address(cursor.text())
    case "tags":
      item.record.tags = []
      list(&cursor) { if let term = $0.text() { item.record.tags.append(Tag(term: term)) } }
    case "attachments":
      item.files = []
      list(&cursor) { if let file = file(&$0) { item.files.append(file) } }
    case "author", "authors": readPeople(key, &cursor, into: &item.record)
    default: break
    }
  }

  private func file(_ cursor: inout JSONCursor) -> Link? {
    var link = Link(rel: "enclosure", href: "")
    var href: String?
    _ = cursor.object { cursor, key in
      switch key {
      case "url": href = address(cursor.text())
      case "mime_type": link.type = cursor.text()
      case "title": link.title = cursor.text()
      case "size_in_bytes": link.length = cursor.text()
      default: break
      }
    }
    guard let href else { return nil }
    link.href = href
    return link
  }

  // MARK: Parts

  /// `authors`, or the older `author`, which counts where there are no others.
  private func readPeople(
    _ key: String, _ cursor: inout JSONCursor, into record: inout WireRecord
  ) {
    var found: [Person] = []
    if key == "authors" {
      list(&cursor) { if let one = person(&$0) { found.append(one) } }
    } else if let one = person(&cursor) {
      found = [one]
    }
    guard key == "authors" ? !found.isEmpty : record.authors.isEmpty else { return }
    record.authors = found
    record.author = found.compactMap(AuthorText.text).last
  }

  private func person(_ cursor: inout JSONCursor) -> Person? {
    var person = Person(name: cursor.text())
    _ = cursor.object { cursor, key in
      switch key {
      case "name": person.name = cursor.text()
      case "url": person.href = address(cursor.text())
      default: break
      }
    }
    return person == Person() ? nil : person
  }

  private func list(_ cursor: inout JSONCursor, _ element: (inout JSONCursor) -> Void) {
    var count = 0
    _ = cursor.array { cursor in
      count += 1
      if count <= Self.mostElements { element(&cursor) }
    }
  }

  private static func plain(_ text: String?) -> WireText? {
    text.map { WireText(value: $0, type: MediaType.plain) }
  }

  private func address(_ text: String?) -> String? {
    text.flatMap { WebAddress.resolve($0, against: base) }
  }

  private static func later(_ one: Date?, _ other: Date?) -> Date? {
    guard let one, let other else { return one ?? other }
    return max(one, other)
  }
}

/// An item while it is read: what depends on other members waits for the end.
private struct JSONItem {
  var record = WireRecord()
  var external: String?
  var html: String?
  var text: String?
  var image: String?
  var banner: String?
  var files: [Link] = []

  func record(base: String?) -> WireRecord {
    var record = record
    if let link = record.link { record.links.append(Link(rel: "alternate", href: link)) }
    if let external { record.links.append(Link(rel: "related", href: external)) }
    record.links += files
    record.link = record.link ?? external
    record.image = (image ?? banner).map { Picture(href: $0) }
    if let html {
      record.contents = [WireText(value: html, type: MediaType.html, base: record.link ?? base)]
    } else if let text {
      record.contents = [WireText(value: text, type: MediaType.plain)]
    }
    return record
  }
}
