// What a parsed feed looks like from outside: a fixed shape, absent values left out, the order always the same. The
// entries come first, because they are written as they are read.

import Feed
import Foundation
import Service

/// Writes feed documents as rows of JSON.
enum FeedRow {
  /// What stands before the entries.
  static func begin(_ row: inout JSONRow, key: JSONValue) {
    row.add("key", key)
    row.openList("entries")
  }

  /// What stands after them, `count` in number: of the whole document it is known only then.
  static func end(_ row: inout JSONRow, _ document: FeedDocument, count: Int) {
    row.closeList()
    row.add("entry_count", .int(count))
    row.add("error", .null)
    row.add("defect", document.defect)
    row.add("version", whatever: document.version)
    row.object("feed") { feed(document, &$0) }
    row.add("next", document.next)
    row.add("previous", document.previous)
  }

  /// Everything, where nothing could be read.
  static func failure(_ row: inout JSONRow, key: JSONValue, _ message: String, line: Int?) {
    row.add("key", key)
    if let line { row.add("line", .int(line)) }
    row.add("error", .string(message))
  }

  private static func feed(_ document: FeedDocument, _ row: inout JSONRow) {
    metadata(document.metadata, &row)
    row.add("subtitle", document.subtitle)
    row.add("subtitle_type", document.subtitleType)
    row.add("generator", document.generator)
    row.add("icon", document.icon)
    row.add("logo", document.logo)
    if let ttl = document.ttl { row.add("ttl", Int(ttl).map { .int($0) } ?? .string(ttl)) }
    row.objects("enclosures", document.metadata.links.filter { $0.rel == "enclosure" }, file)
  }

  static func entry(_ entry: Entry, _ row: inout JSONRow) {
    metadata(entry.metadata, &row)
    row.add("summary_html", entry.summaryHTML)
    row.add("summary_type", entry.summaryType)
    row.add("content_html", entry.contents.first?.value)
    row.objects("contents", entry.contents, content)
    row.add("title_text", entry.titleText)
    row.add("text", entry.text)
    row.add("comments", entry.comments)
    row.object("source", entry.source, origin)
    row.add("thumbnails", texts: entry.thumbnails)
    row.objects("media", entry.media, link)
    row.objects("enclosures", entry.enclosures, file)
    row.add("itunes_duration", entry.itunesDuration)
    if !entry.engagement.isUnknown {
      row.object("engagement") { engagement(entry.engagement, &$0) }
    }
    if let post = entry.post { PostRow.members(post, &row) }
  }

  private static func engagement(_ counts: Engagement, _ row: inout JSONRow) {
    row.add("likes", count: counts.likes)
    row.add("boosts", count: counts.boosts)
    row.add("comments", count: counts.comments)
    row.add("quotes", count: counts.quotes)
    row.add("bookmarks", count: counts.bookmarks)
    row.add("views", count: counts.views)
  }

  private static func metadata(_ metadata: Metadata, _ row: inout JSONRow) {
    row.add("title", metadata.title)
    row.add("title_type", metadata.titleType)
    row.add("link", metadata.link)
    row.add("id", metadata.id)
    row.add("author", metadata.author)
    row.objects("authors", metadata.authors, person)
    row.objects("contributors", metadata.contributors, person)
    row.add("language", metadata.language)
    row.add("rights", metadata.rights)
    row.add("published", time: metadata.published)
    row.add("published_raw", metadata.publishedRaw)
    row.add("updated", time: metadata.updated)
    row.add("updated_raw", metadata.updatedRaw)
    row.objects("tags", metadata.tags, tag)
    row.objects("links", metadata.links, link)
    row.object("image", metadata.image, picture)
  }

  // MARK: Parts

  static func person(_ person: Person, _ row: inout JSONRow) {
    row.add("name", person.name)
    row.add("email", person.email)
    row.add("href", person.href)
    row.add("handle", person.handle)
    row.add("id", person.id)
  }

  private static func tag(_ tag: Tag, _ row: inout JSONRow) {
    row.add("term", tag.term)
    row.add("scheme", tag.scheme)
    row.add("label", tag.label)
  }

  static func link(_ link: Link, _ row: inout JSONRow) {
    row.add("rel", link.rel)
    row.add("href", link.href)
    row.add("type", link.type)
    row.add("title", link.title)
    row.add("length", link.length)
    row.add("hreflang", link.hreflang)
    row.add("alt", link.alt)
  }

  private static func file(_ link: Link, _ row: inout JSONRow) {
    row.add("href", link.href)
    row.add("type", link.type)
    row.add("length", link.length)
  }

  private static func content(_ content: Content, _ row: inout JSONRow) {
    row.add("value", whatever: content.value)
    row.add("type", content.type)
    row.add("language", content.language)
    row.add("src", content.src)
  }

  private static func picture(_ picture: Picture, _ row: inout JSONRow) {
    row.add("href", picture.href)
    row.add("link", picture.link)
    row.add("title", picture.title)
  }

  private static func origin(_ origin: Origin, _ row: inout JSONRow) {
    row.add("title", origin.title)
    row.add("href", origin.href)
    row.add("link", origin.link)
    row.add("id", origin.id)
  }
}
