// What a parsed feed looks like from outside: a fixed shape, absent values left out, the order always the same.

import Feed
import Foundation
import Service

/// Writes feed documents as rows of JSON.
enum FeedRow {
  /// The row of a document that was read.
  static func row(key: JSONValue, _ document: FeedDocument) -> JSONValue {
    var row = Members()
    row.add("key", key)
    row.add("error", .null)
    row.add("defect", document.defect)
    row.add("version", .string(document.version))
    row.add("feed", feed(document))
    row.add("entries", .array(document.entries.map(entry)))
    row.add("entry_count", .int(document.entries.count))
    return row.value
  }

  /// The row of one that was not.
  static func failure(key: JSONValue, _ message: String, line: Int?) -> JSONValue {
    var row = Members()
    row.add("key", key)
    if let line { row.add("line", .int(line)) }
    row.add("error", .string(message))
    return row.value
  }

  private static func feed(_ document: FeedDocument) -> JSONValue {
    var row = metadata(document.metadata)
    row.add("subtitle", document.subtitle)
    row.add("subtitle_type", document.subtitleType)
    row.add("generator", document.generator)
    row.add("icon", document.icon)
    row.add("logo", document.logo)
    row.add("ttl", document.ttl.map { text in Int(text).map { .int($0) } ?? .string(text) })
    row.add(
      "enclosures", document.metadata.links.filter { $0.rel == "enclosure" }.map(file))
    return row.value
  }

  private static func entry(_ entry: Entry) -> JSONValue {
    var row = metadata(entry.metadata)
    row.add("summary_html", entry.summaryHTML)
    row.add("summary_type", entry.summaryType)
    row.add("content_html", entry.contents.first?.value)
    row.add("contents", entry.contents.map(content))
    row.add("title_text", entry.titleText)
    row.add("text", entry.text)
    row.add("comments", entry.comments)
    row.add("source", entry.source.map(origin))
    row.add("thumbnails", entry.thumbnails.map { .string($0) })
    row.add("media", entry.media.map(link))
    row.add("enclosures", entry.enclosures.map(file))
    row.add("itunes_duration", entry.itunesDuration)
    return row.value
  }

  private static func metadata(_ metadata: Metadata) -> Members {
    var row = Members()
    row.add("title", metadata.title)
    row.add("title_type", metadata.titleType)
    row.add("link", metadata.link)
    row.add("id", metadata.id)
    row.add("author", metadata.author)
    row.add("authors", metadata.authors.map(person))
    row.add("contributors", metadata.contributors.map(person))
    row.add("language", metadata.language)
    row.add("rights", metadata.rights)
    row.addTime("published", metadata.published)
    row.add("published_raw", metadata.publishedRaw)
    row.addTime("updated", metadata.updated)
    row.add("updated_raw", metadata.updatedRaw)
    row.add("tags", metadata.tags.map(tag))
    row.add("links", metadata.links.map(link))
    row.add("image", metadata.image.map(picture))
    return row
  }

  // MARK: Parts

  private static func person(_ person: Person) -> JSONValue {
    var row = Members()
    row.add("name", person.name)
    row.add("email", person.email)
    row.add("href", person.href)
    return row.value
  }

  private static func tag(_ tag: Tag) -> JSONValue {
    var row = Members()
    row.add("term", tag.term)
    row.add("scheme", tag.scheme)
    row.add("label", tag.label)
    return row.value
  }

  private static func link(_ link: Link) -> JSONValue {
    var row = Members()
    row.add("rel", link.rel)
    row.add("href", link.href)
    row.add("type", link.type)
    row.add("title", link.title)
    row.add("length", link.length)
    row.add("hreflang", link.hreflang)
    return row.value
  }

  private static func file(_ link: Link) -> JSONValue {
    var row = Members()
    row.add("href", link.href)
    row.add("type", link.type)
    row.add("length", link.length)
    return row.value
  }

  private static func content(_ content: Content) -> JSONValue {
    var row = Members()
    row.add("value", .string(content.value))
    row.add("type", content.type)
    row.add("language", content.language)
    row.add("src", content.src)
    return row.value
  }

  private static func picture(_ picture: Picture) -> JSONValue {
    var row = Members()
    row.add("href", picture.href)
    row.add("link", picture.link)
    row.add("title", picture.title)
    return row.value
  }

  private static func origin(_ origin: Origin) -> JSONValue {
    var row = Members()
    row.add("title", origin.title)
    row.add("href", origin.href)
    row.add("link", origin.link)
    row.add("id", origin.id)
    return row.value
  }
}

/// The members of an object; what is absent or empty never enters.
private struct Members {
  private var members: [JSONMember] = []

  var value: JSONValue { .object(members) }

  mutating func add(_ key: String, _ value: JSONValue) {
    members.append(JSONMember(key, value))
  }

  mutating func add(_ key: String, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    members.append(JSONMember(key, .string(value)))
  }

  mutating func add(_ key: String, _ value: JSONValue?) {
    guard let value else { return }
    members.append(JSONMember(key, value))
  }

  mutating func add(_ key: String, _ values: [JSONValue]) {
    guard !values.isEmpty else { return }
    members.append(JSONMember(key, .array(values)))
  }

  mutating func addTime(_ key: String, _ date: Date?) {
    guard let date else { return }
    add(key, JSONValue.time(date))
  }
}
