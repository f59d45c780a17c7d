// What kind of thing an item is, as far as its source tells: read from what it carries, never guessed from its text.

/// A property of an item that its entry shows.
package enum ItemTrait: String, Sendable, Hashable, CaseIterable {
  /// It carries sound.
  case audio
  /// It carries moving pictures.
  case video
  /// It is about a page elsewhere, to which it leads.
  case link
  /// It answers somebody.
  case reply
  /// It passes on what somebody else wrote.
  case boost

  /// The traits of an entry.
  ///
  /// A link is what names a page of its own beside the one that it leads to: JSON Feed's `external_url`, or a page of
  /// comments on another site. An answer says so by `in-reply-to` (RFC 4685 §3).
  package static func of(_ entry: Entry) -> Set<ItemTrait> {
    var traits: Set<ItemTrait> = []
    let files = entry.enclosures + entry.media
    if files.contains(where: { isMedia($0, "audio", endings: soundEndings) }) {
      traits.insert(.audio)
    }
    if files.contains(where: { isMedia($0, "video", endings: pictureEndings) }) {
      traits.insert(.video)
    }
    if leadsElsewhere(entry) { traits.insert(.link) }
    if entry.isReply { traits.insert(.reply) }
    if entry.post?.repost != nil { traits.insert(.boost) }
    return traits
  }

  private static let soundEndings = [".mp3", ".m4a", ".ogg", ".opus", ".flac"]
  private static let pictureEndings = [".mp4", ".m4v", ".webm", ".mov"]

  /// Whether a file says that it is of a kind, by its medium or type, or where it says nothing by its ending.
  private static func isMedia(_ file: Link, _ kind: String, endings: [String]) -> Bool {
    if file.rel == kind { return true }
    if let type = file.type { return type.lowercased().hasPrefix("\(kind)/") }
    let path = file.href.prefix { $0 != "?" && $0 != "#" }.lowercased()
    return endings.contains { path.hasSuffix($0) }
  }

  private static func leadsElsewhere(_ entry: Entry) -> Bool {
    guard let link = entry.metadata.link else { return false }
    let host = host(of: link)
    if let comments = entry.comments { return Self.host(of: comments) != host }
    return entry.metadata.links.contains { $0.rel == "related" && Self.host(of: $0.href) != host }
  }

  /// The host of an address without `www.`; nil for none.
  private static func host(of address: String) -> Substring? {
    guard let scheme = address.utf8.firstIndex(of: 0x3A) else { return nil }
    let rest = address[scheme...].dropFirst()
    guard rest.hasPrefix("//") else { return nil }
    let host = rest.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return host.hasPrefix("www.") ? host.dropFirst(4) : host
  }
}
