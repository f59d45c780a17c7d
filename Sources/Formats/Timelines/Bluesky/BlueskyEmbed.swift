// What a post of Bluesky carries: pictures, a film, a page, another record, or two of them. Embeds are an open union: each
// is told by what it carries, so a new one that carries pictures shows them, and one that carries nothing known is
// passed over.

import Feed

/// Reads embeds, as servers show them and as records hold them.
struct BlueskyEmbed {
  private(set) var media: [Medium] = []
  private(set) var card: LinkCard?
  /// The record that it shows or names.
  private(set) var record: JSONTree?

  /// A picture or a film.
  struct Medium {
    var kind: String
    var href: String?
    var type: String?
    var alt: String?
    var preview: String?
  }

  /// - Parameters:
  ///   - view: The embed with addresses, where the server made one.
  ///   - raw: The embed of the record, which knows media types; alone where there is no view.
  ///   - owner: The DID of the author, for the addresses of blobs.
  init(view: JSONTree?, raw: JSONTree?, owner: String?) {
    if let view { take(view, owner: owner) }
    if view == nil, let raw { take(raw, owner: owner) }
    guard let raw, view != nil else { return }
    var other = BlueskyEmbed()
    other.take(raw, owner: owner)
    fill(from: other)
  }

  private init() {}

  /// What the record knows and the view does not.
  private mutating func fill(from other: BlueskyEmbed) {
    record = record ?? other.record
    card = card ?? other.card
    if media.isEmpty { media = other.media }
    guard media.count == other.media.count else { return }
    for place in media.indices {
      media[place].type = media[place].type ?? other.media[place].type
      media[place].alt = media[place].alt ?? other.media[place].alt
    }
  }

  private mutating func take(_ embed: JSONTree, owner: String?) {
    // `recordWithMedia` has both, one level down.
    if let inner = embed["media"] { take(inner, owner: owner) }
    let pictures = embed["images"]?.elements ?? embed["items"]?.elements ?? []
    for picture in pictures.prefix(PostDraft.mostParts) {
      media.append(Self.picture(picture, owner))
    }
    if embed["playlist"] != nil || embed["video"] != nil { media.append(Self.film(embed, owner)) }
    if let external = embed["external"] { card = card ?? Self.card(external, owner) }
    if let found = embed["record"] {
      record = record ?? (found["uri"] == nil ? found["record"] ?? found : found)
    }
  }

  private static func picture(_ tree: JSONTree, _ owner: String?) -> Medium {
    let blob = tree["image"]
    let thumb = tree["thumb"] ?? tree["thumbnail"]
    return Medium(
      kind: "image",
      href: tree["fullsize"]?.string ?? picture(blob, "feed_fullsize", owner) ?? thumb?.string,
      type: blob?["mimeType"]?.string, alt: tree["alt"]?.string,
      preview: thumb?.string ?? picture(blob, "feed_thumbnail", owner))
  }

  private static func film(_ tree: JSONTree, _ owner: String?) -> Medium {
    let id = tree["cid"]?.string ?? cid(of: tree["video"])
    let place = owner.flatMap { owner in id.map { "https://video.bsky.app/watch/\(owner)/\($0)" } }
    return Medium(
      kind: "video", href: tree["playlist"]?.string ?? place.map { "\($0)/playlist.m3u8" },
      type: tree["video"]?["mimeType"]?.string, alt: tree["alt"]?.string,
      preview: tree["thumbnail"]?.string ?? place.map { "\($0)/thumbnail.jpg" })
  }

  private static func card(_ tree: JSONTree, _ owner: String?) -> LinkCard {
    LinkCard(
      href: tree["uri"]?.string.flatMap { WebAddress.resolve($0, against: nil) },
      title: PostDraft.line(tree["title"]),
      text: tree["description"]?.string.map(PlainLine.squeezed),
      image: tree["thumb"]?.string ?? picture(tree["thumb"], "feed_thumbnail", owner))
  }

  /// Where the app's own network of copies has a picture of a record.
  private static func picture(_ blob: JSONTree?, _ size: String, _ owner: String?) -> String? {
    guard let owner, let id = cid(of: blob) else { return nil }
    return "https://cdn.bsky.app/img/\(size)/plain/\(owner)/\(id)@jpeg"
  }

  /// The hash that names a blob; the oldest blobs are written without a reference.
  private static func cid(of blob: JSONTree?) -> String? {
    (blob?["ref"]?["$link"] ?? blob?["cid"])?.string
  }
}
