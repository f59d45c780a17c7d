// A post while it is read. What posts share with entries of feeds goes through the same adapter, so its HTML is cleaned,
// made plain and dated by the one rule; what only networks know is laid beside it.

import Feed
import FoundationEssentials
import Markup

/// Gathers one post.
struct PostDraft {
  let network: Network
  var record = WireRecord()
  var post = Post()
  /// When it was written, where nothing says so in words.
  var moment: Date?

  /// Elements of one list of a post that are read: pictures, links, tags, choices.
  static let mostParts = 200

  init(_ network: Network) { self.network = network }

  /// Names who wrote it.
  mutating func author(_ person: Person?) {
    guard let person, person != Person() else { return }
    record.authors = [person]
    record.author = AuthorText.text(person)
  }

  /// Says what it says, as HTML that is not trusted.
  mutating func said(_ html: String, base: String? = nil) {
    let html = html.trimmingSpace
    guard !html.isEmpty else { return }
    record.contents = [WireText(value: html, type: MediaType.html, base: base)]
  }

  /// Adds a link, once for each address and relation; with a title where one is known.
  mutating func link(_ address: String?, rel: String = "related", title: String? = nil) {
    guard let address, record.links.count < Self.mostParts,
      let href = WebAddress.resolve(address, against: nil), !href.isEmpty
    else { return }
    if let known = record.links.firstIndex(where: { $0.href == href && $0.rel == rel }) {
      record.links[known].title = record.links[known].title ?? title
    } else {
      record.links.append(Link(rel: rel, href: href, title: title))
    }
  }

  /// Adds a picture, a film or a sound; `kind` is one of these words of Media RSS: `image`, `video`, `audio`.
  mutating func medium(
    _ kind: String, _ address: String?, type: String? = nil, alt: String? = nil,
    preview: String? = nil
  ) {
    guard record.media.count < Self.mostParts else { return }
    if let link = Self.medium(kind, address ?? preview, type: type, alt: alt) {
      record.media.append(link)
    }
    if let preview = preview.flatMap({ WebAddress.resolve($0, against: nil) }) {
      record.thumbnails.append(preview)
    }
  }

  /// The same as a link, for references.
  static func medium(
    _ kind: String, _ address: String?, type: String? = nil, alt: String? = nil
  ) -> Link? {
    guard let href = address.flatMap({ WebAddress.resolve($0, against: nil) }) else { return nil }
    return Link(rel: kind, href: href, type: type, alt: alt)
  }

  /// Adds a tag, once however it is written.
  mutating func tag(_ term: String?) {
    guard let term, !term.isEmpty, record.tags.count < Self.mostParts,
      !record.tags.contains(where: { $0.term?.lowercased() == term.lowercased() })
    else { return }
    record.tags.append(Tag(term: term))
  }

  /// Shows a page that the post leads to.
  mutating func card(_ card: LinkCard?) {
    guard let card, card != LinkCard() else { return }
    link(card.href, title: card.title)
    post.card = post.card ?? card
  }

  /// The entry that it is.
  func entry() -> Entry {
    var record = record
    if let link = record.link {
      record.links.insert(Link(rel: "alternate", href: link), at: 0)
    }
    var entry = EntryAdapter(version: network.rawValue, language: nil).entry(record)
    entry.metadata.published = entry.metadata.published ?? moment
    entry.isReply = post.replyTo != nil
    entry.post = post
    return entry
  }

  /// A moment of a network; nil for none that makes sense.
  static func moment(_ tree: JSONTree?) -> Date? { tree?.string.flatMap(FeedDate.parse) }

  /// A count; what is none, or negative, is nil.
  static func count(_ tree: JSONTree?) -> Int? { tree?.string.flatMap(Engagement.count) }

  /// A name, a title, a description for people: what there is of it on one line, nil when that is nothing.
  static func line(_ tree: JSONTree?) -> String? {
    tree?.string.map(PlainLine.oneLine).flatMap { $0.isEmpty ? nil : $0 }
  }
}
