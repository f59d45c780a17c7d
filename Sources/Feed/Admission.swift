// From entries to items: the door where identity is settled. Pure: which entries are the same thing, what their key
// is, and what is shown of an entry that names no title.

package import FoundationEssentials

/// Turns the entries of one document into items with identities.
package struct Admission: Sendable {
  /// Domain time: a date beyond it counts as this, so that the future cannot pin an item on top.
  let now: Date
  /// Dates are moved so that the newest entry falls on `now`.
  let relativeDates: Bool

  package init(now: Date, relativeDates: Bool = false) {
    self.now = now
    self.relativeDates = relativeDates
  }

  /// The items of a document, in document order, one for each identity.
  package func items(of document: FeedDocument) -> [Item] {
    let keys = Self.identities(of: document.entries)
    let shift = relativeDates ? Self.shift(of: document.entries, to: now) : 0
    var seen: Set<String> = []
    var items: [Item] = []
    for (position, entry) in document.entries.enumerated()
    where seen.insert(keys[position]).inserted {
      var item = Self.item(of: entry, in: document, externalID: keys[position])
      item.published = item.published.map { min($0.addingTimeInterval(shift), now) }
      item.position = position
      items.append(item)
    }
    return items
  }

  /// The key of each entry: its id; where ids are missing or repeated its link; else a hash of what it says.
  ///
  /// An id that names several different entries of one document names none of them.
  static func identities(of entries: [Entry]) -> [String] {
    let ids = distinct(entries) { $0.metadata.id }
    let links = distinct(entries) { $0.metadata.link.map(CanonicalURL.canonical) }
    return entries.map { entry in
      if let id = entry.metadata.id, !id.isEmpty, ids.contains(id) { return id }
      if let link = entry.metadata.link.map(CanonicalURL.canonical), !link.isEmpty,
        links.contains(link)
      {
        return link
      }
      let said = [entry.titleText, entry.metadata.publishedRaw ?? entry.text]
      return "sha256:" + Fingerprint(of: [entry.metadata.link ?? ""] + said).hex
    }
  }

  /// The values of a field that never stand for two entries that say different things.
  private static func distinct(
    _ entries: [Entry], _ field: (Entry) -> String?
  ) -> Set<String> {
    var said: [String: Fingerprint] = [:]
    var ambiguous: Set<String> = []
    for entry in entries {
      guard let value = field(entry), !value.isEmpty else { continue }
      let fingerprint = Fingerprint(of: [entry.titleText, entry.metadata.link ?? ""])
      if let other = said[value], other != fingerprint { ambiguous.insert(value) }
      said[value] = fingerprint
    }
    return Set(said.keys).subtracting(ambiguous)
  }

  private static func shift(of entries: [Entry], to now: Date) -> TimeInterval {
    let dates = entries.compactMap { $0.metadata.published ?? $0.metadata.updated }
    return dates.max().map { now.timeIntervalSince($0) } ?? 0
  }

  private static func item(
    of entry: Entry, in document: FeedDocument, externalID: String
  ) -> Item {
    let metadata = entry.metadata
    return Item(
      externalID: externalID,
      url: metadata.link.map(CanonicalURL.canonical),
      title: entry.titleText,
      text: entry.text,
      html: entry.contents.first?.value ?? entry.summaryHTML,
      author: metadata.authors.first?.name ?? metadata.author ?? document.metadata.author,
      language: ItemLanguage.of(
        title: entry.titleText, text: entry.text,
        declared: [metadata.language, document.metadata.language])?.description,
      tags: metadata.tags.compactMap { $0.label ?? $0.term },
      published: metadata.published ?? metadata.updated)
  }
}
