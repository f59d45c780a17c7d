// The surroundings of a post as JSON: in one shape in the database and for programs, with the names that entries of
// `gleaner feeds parse` have.

package import Feed
import FoundationEssentials
package import Service

extension PostContext {
  /// Everything that is known, `reposted_by` included.
  package var json: JSONValue {
    .object(
      [JSONMember("network", .string(network.rawValue))]
        + Self.list("reposted_by", boosts.map(\.json)) + stored)
  }

  /// What one column keeps; who passed it on has rows of their own.
  var storedText: String { JSONValue.object(stored).jsonText }

  private var stored: [JSONMember] {
    Self.member("reply_to", replyTo?.json) + Self.member("quoted", quoted?.json)
      + Self.list("media", media.map(\.json)) + Self.member("card", card?.json)
      + Self.member("engagement", engagement.isUnknown ? nil : engagement.json)
  }

  /// Reads what ``storedText`` wrote; what makes no sense is left out.
  init(_ network: Network, stored text: String) {
    self.init(network, members: (try? JSONValue(parsing: Array(text.utf8))) ?? .null)
  }

  /// Reads what ``json`` wrote; nil for what names no network.
  init?(json: JSONValue) {
    guard let network = json["network"]?.string.flatMap(Network.init(rawValue:)) else { return nil }
    self.init(network, members: json)
    boosts = (json["reposted_by"]?.array ?? []).map(Repost.init(json:))
  }

  private init(_ network: Network, members json: JSONValue) {
    self.init(network)
    replyTo = json["reply_to"].map { PostReference(json: $0) }
    quoted = json["quoted"].map { PostReference(json: $0) }
    media = (json["media"]?.array ?? []).compactMap(Link.init(json:))
    card = json["card"].map { LinkCard(json: $0) }
    engagement = json["engagement"].map { Engagement(json: $0) } ?? Engagement()
  }

  fileprivate static func member(_ name: String, _ value: JSONValue?) -> [JSONMember] {
    value.map { [JSONMember(name, $0)] } ?? []
  }

  fileprivate static func list(_ name: String, _ values: [JSONValue]) -> [JSONMember] {
    values.isEmpty ? [] : [JSONMember(name, .array(values))]
  }

  fileprivate static func texts(_ named: [(String, String?)]) -> [JSONMember] {
    named.flatMap { name, text in member(name, text.map(JSONValue.string)) }
  }
}

extension Person {
  fileprivate var members: [JSONMember] {
    PostContext.texts([("name", name), ("handle", handle), ("href", href), ("id", id)])
  }

  fileprivate init(json: JSONValue) {
    self.init(
      name: json["name"]?.string, href: json["href"]?.string, handle: json["handle"]?.string,
      id: json["id"]?.string)
  }
}

extension Repost {
  fileprivate var json: JSONValue {
    .object(by.members + PostContext.texts([("at", at.flatMap(UTCTime.text))]))
  }

  fileprivate init(json: JSONValue) {
    self.init(by: Person(json: json), at: json["at"]?.string.flatMap(UTCTime.parse))
  }
}

extension PostReference {
  fileprivate var json: JSONValue {
    .object(
      PostContext.texts([("id", id), ("link", link)])
        + PostContext.member("author", author.map { .object($0.members) })
        + PostContext.texts([
          ("text", text.isEmpty ? nil : text), ("published", published.flatMap(UTCTime.text)),
        ])
        + PostContext.list("media", media.map(\.json)) + PostContext.member("card", card?.json)
        + PostContext.texts([("state", state)]))
  }

  fileprivate init(json: JSONValue) {
    self.init(id: json["id"]?.string, link: json["link"]?.string, state: json["state"]?.string)
    author = json["author"].map { Person(json: $0) }
    text = json["text"]?.string ?? ""
    published = json["published"]?.string.flatMap(UTCTime.parse)
    media = (json["media"]?.array ?? []).compactMap(Link.init(json:))
    card = json["card"].map { LinkCard(json: $0) }
  }
}

extension Link {
  fileprivate var json: JSONValue {
    .object(PostContext.texts([("rel", rel), ("href", href), ("type", type), ("alt", alt)]))
  }

  fileprivate init?(json: JSONValue) {
    guard let rel = json["rel"]?.string, let href = json["href"]?.string else { return nil }
    self.init(rel: rel, href: href, type: json["type"]?.string, alt: json["alt"]?.string)
  }
}

extension LinkCard {
  fileprivate var json: JSONValue {
    .object(
      PostContext.texts([("href", href), ("title", title), ("text", text), ("image", image)]))
  }

  fileprivate init(json: JSONValue) {
    self.init(
      href: json["href"]?.string, title: json["title"]?.string, text: json["text"]?.string,
      image: json["image"]?.string)
  }
}

extension Engagement {
  private static let names = ["likes", "boosts", "comments", "quotes", "bookmarks", "views"]

  fileprivate var json: JSONValue {
    .object(
      zip(Self.names, [likes, boosts, comments, quotes, bookmarks, views]).flatMap {
        PostContext.member($0, $1.map(JSONValue.int))
      })
  }

  fileprivate init(json: JSONValue) {
    let counts = Self.names.map { json[$0]?.int }
    self.init(
      likes: counts[0], boosts: counts[1], comments: counts[2], quotes: counts[3],
      bookmarks: counts[4], views: counts[5])
  }
}
