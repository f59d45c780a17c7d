// The keys that one document offers for its entries, and which of them it contradicts itself.

import FoundationEssentials

/// Ids, links and words of the entries of one document.
package struct DocumentKeys: Sendable {
  private let ids: [String?]
  private let links: [String?]
  private let said: [String]
  private let goodIDs: Set<String>
  private let goodLinks: Set<String>

  /// Share of the entries with an id whose id stands for other entries too.
  let ambiguousIDs: Double
  /// The same of links.
  let ambiguousLinks: Double

  package init(_ entries: [Entry]) {
    ids = entries.map { Self.present($0.metadata.id) }
    links = entries.map { Self.present($0.metadata.link.map(CanonicalURL.canonical)) }
    said = zip(entries, links).map(Self.said)
    let faces = entries.map(Self.face)
    goodIDs = Self.distinct(ids, faces)
    goodLinks = Self.distinct(links, faces)
    ambiguousIDs = Self.share(ids, without: goodIDs)
    ambiguousLinks = Self.share(links, without: goodLinks)
  }

  /// The keys of the entry at `place` that name no other entry of the document, best first; never none.
  func keys(at place: Int, policy: IdentityPolicy) -> [String] {
    var keys: [String] = []
    if policy == .id, let id = ids[place], goodIDs.contains(id) { keys.append(id) }
    if policy <= .link, let link = links[place], goodLinks.contains(link), !keys.contains(link) {
      keys.append(link)
    }
    return keys + [said[place]]
  }

  /// Bytes of a key; an index entry of PostgreSQL has room for 2,700.
  private static let longest = 2_000

  /// The key that a value is; a longer one than an index holds has a fingerprint for it.
  private static func present(_ value: String?) -> String? {
    guard let value, !value.isEmpty else { return nil }
    return value.utf8.count <= longest ? value : "long-sha256:" + Fingerprint(of: value).hex
  }

  /// A key from what an entry says: its link, its title and its date, or its text where it has no title or no date.
  private static func said(_ entry: Entry, _ link: String?) -> String {
    let metadata = entry.metadata
    let date = metadata.published.map { "\(Int64($0.timeIntervalSince1970.rounded(.down)))" }
    let when = date ?? metadata.publishedRaw
    let isNamed = when != nil && !entry.titleText.isEmpty
    let text = isNamed ? "" : SaidWords.of(entry.text).joined(separator: " ")
    return "sha256:" + Fingerprint(of: [link ?? "", entry.titleText, when ?? "", text]).hex
  }

  /// What two entries differ in when they are two things; an Atom entry given twice in two versions is one (RFC 4287
  /// §4.1.1), so `updated` is no part of it.
  private static func face(_ entry: Entry) -> Fingerprint {
    let title = entry.titleText.isEmpty ? entry.text : entry.titleText
    return Fingerprint(of: [
      title, entry.metadata.link ?? "", entry.metadata.publishedRaw ?? "",
    ])
  }

  /// The values that never stand for two entries that say different things.
  private static func distinct(_ values: [String?], _ faces: [Fingerprint]) -> Set<String> {
    var first: [String: Fingerprint] = [:]
    var ambiguous: Set<String> = []
    for (value, face) in zip(values, faces) {
      guard let value else { continue }
      if let other = first[value], other != face { ambiguous.insert(value) }
      first[value] = face
    }
    return Set(first.keys).subtracting(ambiguous)
  }

  private static func share(_ values: [String?], without good: Set<String>) -> Double {
    let present = values.compactMap(\.self)
    return present.isEmpty
      ? 0 : Double(present.count { !good.contains($0) }) / Double(present.count)
  }
}
