// JSON Feed 1.0 and 1.1 (jsonfeed.org), read as publishers write it: missing versions, numbers for identifiers, the
// old `author` beside the new `authors`.

import Feed

/// Reads JSON Feed.
enum JSONFeed {
  static func read(
    _ text: [UInt8], base: String?, language: String?
  ) throws(FormatError) -> FeedDocument {
    var reader = JSONReader(text)
    guard let root = reader.read(), case .object(let members) = root else {
      throw FormatError(.notAFeed, "this looks like JSON but is none, or no JSON Feed")
    }
    guard members["items"] != nil || isNamed(root) else {
      throw reader.brokeOff
        ? FormatError(.cutOff, "the feed breaks off before its first entry")
        : FormatError(.notAFeed, "this is JSON, but no JSON Feed: it has no 'items'")
    }
    var document = feed(root, base: base, language: language)
    if reader.brokeOff {
      document.defect =
        "the document breaks off; \(document.entries.count) complete entries were read"
    }
    return document
  }

  private static func isNamed(_ root: JSONValue) -> Bool {
    root["version"]?.text?.utf8Range(of: "jsonfeed.org") != nil
  }

  private static func version(_ root: JSONValue) -> String {
    let given = root["version"]?.text ?? ""
    return given.hasSuffix("1.1") ? "json11" : "json1"
  }

  private static func feed(_ root: JSONValue, base: String?, language: String?) -> FeedDocument {
    let adapter = EntryAdapter(version: version(root), language: language)
    var record = WireRecord()
    record.title = plain(root["title"])
    record.subtitle = plain(root["description"])
    record.link = address(root["home_page_url"], base)
    record.links = [
      link("alternate", record.link), link("self", address(root["feed_url"], base)),
    ].compactMap(\.self)
    record.icon = address(root["icon"], base) ?? address(root["favicon"], base)
    // The larger of the two, "suitable to be used in a timeline", is what Atom calls a logo.
    record.logo = address(root["icon"], base)
    record.language = root["language"]?.text ?? language
    readPeople(root, base, into: &record)
    var document = FeedDocument()
    document.version = adapter.version
    adapter.describe(record, in: &document)
    document.entries = (root["items"]?.elements ?? []).prefix(FeedReader.mostEntries).compactMap {
      entry($0, base: base, adapter)
    }
    // The format has no dates of its own: those of the newest item stand for them.
    document.metadata.published = document.entries.compactMap(\.metadata.published).max()
    document.metadata.updated = document.entries.compactMap(\.metadata.updated).max()
    return document
  }

  private static func entry(_ item: JSONValue, base: String?, _ adapter: EntryAdapter) -> Entry? {
    guard case .object = item else { return nil }
    var record = WireRecord()
    record.id = item["id"]?.text
    record.link = address(item["url"], base)
    let external = address(item["external_url"], base)
    record.links = [link("alternate", record.link), link("related", external)].compactMap(\.self)
    record.link = record.link ?? external
    record.title = plain(item["title"])
    record.summary = plain(item["summary"])
    let inside = record.link ?? base
    if let html = item["content_html"]?.text {
      record.contents = [WireText(value: html, type: MediaType.html, base: inside)]
    } else if let text = item["content_text"]?.text {
      record.contents = [WireText(value: text, type: MediaType.plain)]
    }
    record.published = item["date_published"]?.text
    record.updated = item["date_modified"]?.text
    record.language = item["language"]?.text
    record.tags = (item["tags"]?.elements ?? []).prefix(200).compactMap { tag in
      tag.text.map { Tag(term: $0) }
    }
    let picture = address(item["image"], base) ?? address(item["banner_image"], base)
    record.image = picture.map { Picture(href: $0) }
    record.links += (item["attachments"]?.elements ?? []).prefix(200).compactMap { file in
      address(file["url"], base).map {
        Link(
          rel: "enclosure", href: $0, type: file["mime_type"]?.text, title: file["title"]?.text,
          length: file["size_in_bytes"]?.text)
      }
    }
    readPeople(item, base, into: &record)
    return adapter.entry(record)
  }

  private static func readPeople(_ value: JSONValue, _ base: String?, into record: inout WireRecord)
  {
    let list = value["authors"]?.elements ?? []
    for author in list.isEmpty ? [value["author"]].compactMap(\.self) : list {
      let person = Person(
        name: author["name"]?.text ?? author.text, href: address(author["url"], base))
      guard person != Person() else { continue }
      record.authors.append(person)
      record.author = AuthorText.text(person) ?? record.author
    }
  }

  private static func plain(_ value: JSONValue?) -> WireText? {
    value?.text.map { WireText(value: $0, type: MediaType.plain) }
  }

  private static func address(_ value: JSONValue?, _ base: String?) -> String? {
    value?.text.flatMap { WebAddress.resolve($0, against: base) }
  }

  private static func link(_ rel: String, _ href: String?) -> Link? {
    href.map { Link(rel: rel, href: $0) }
  }
}
