// Facets: what parts of a post's text lead to, counted in bytes of UTF-8 by programs of which some count otherwise. A
// facet that does not fit is no link in the text, but what it leads to is kept.

import Feed

/// Reads rich text (app.bsky.richtext.facet).
struct BlueskyFacets {
  private(set) var spans: [RichText.Span] = []
  private(set) var links: [String] = []
  private(set) var tags: [String] = []

  init(of record: JSONTree, text: String) {
    for facet in (record["facets"]?.elements ?? []).prefix(PostDraft.mostParts) {
      take(facet)
    }
    // What facets replaced; old posts have nothing else.
    guard record["facets"] == nil else { return }
    for entity in (record["entities"]?.elements ?? []).prefix(PostDraft.mostParts) {
      take(old: entity, text: text)
    }
  }

  private mutating func take(_ facet: JSONTree) {
    let index = facet["index"]
    for feature in (facet["features"]?.elements ?? []).prefix(PostDraft.mostParts) {
      guard let href = target(of: feature), let start = index?["byteStart"]?.int,
        let end = index?["byteEnd"]?.int
      else { continue }
      spans.append(RichText.Span(start: start, end: end, href: href))
    }
  }

  /// Where a feature leads; it is told by what it carries, so that new kinds of old things are understood.
  private mutating func target(of feature: JSONTree) -> String? {
    if let uri = feature["uri"]?.string {
      links.append(uri)
      return uri
    }
    if let tag = feature["tag"]?.string {
      tags.append(tag)
      return nil
    }
    return feature["did"]?.string.map { "https://bsky.app/profile/\($0)" }
  }

  /// An entity, counted in UTF-16.
  private mutating func take(old entity: JSONTree, text: String) {
    guard let value = entity["value"]?.string else { return }
    let isLink = entity["type"]?.string == "link"
    if isLink { links.append(value) }
    let utf16 = text.utf16
    guard let start = entity["index"]?["start"]?.int, let end = entity["index"]?["end"]?.int,
      start >= 0, start < end, end <= utf16.count
    else { return }
    let first = utf16.index(utf16.startIndex, offsetBy: start)
    let last = utf16.index(first, offsetBy: end - start)
    spans.append(
      RichText.Span(
        start: text.utf8.distance(from: text.startIndex, to: first),
        end: text.utf8.distance(from: text.startIndex, to: last),
        href: isLink ? value : "https://bsky.app/profile/\(value)"))
  }
}
