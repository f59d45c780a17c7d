// From entries to items: the door where identity is settled. Pure: which entries of a document are the same thing, what
// their keys are, and what is kept of an entry. What was stored before is compared in ``Identification``.

package import FoundationEssentials

/// Turns the entries of one document into items with identities.
package struct Admission: Sendable {
  /// Domain time: where the dates of a sample are moved to.
  let now: Date
  /// Dates are moved so that the newest entry falls on `now`.
  let relativeDates: Bool
  /// What the source has shown to be worth before.
  let policy: IdentityPolicy

  package init(now: Date, relativeDates: Bool = false, policy: IdentityPolicy = .id) {
    self.now = now
    self.relativeDates = relativeDates
    self.policy = policy
  }

  /// The items of a document, in document order, one for each identity.
  package func items(of document: FeedDocument) -> AdmittedItems {
    let keys = DocumentKeys(document.entries)
    let policy = policy.after(keys)
    let shift = relativeDates ? Self.shift(of: document.entries, to: now) : 0
    var seen: Set<String> = []
    var items: [Item] = []
    for (position, entry) in document.entries.enumerated() {
      let named = keys.keys(at: position, policy: policy)
      guard seen.insert(named[0]).inserted else { continue }
      var item = Self.item(of: entry, in: document, keys: named)
      item.published = item.published?.addingTimeInterval(shift)
      item.position = position
      items.append(item)
    }
    return AdmittedItems(items: items, policy: policy)
  }

  private static func shift(of entries: [Entry], to now: Date) -> TimeInterval {
    let dates = entries.compactMap { $0.metadata.published ?? $0.metadata.updated }
    return dates.max().map { now.timeIntervalSince($0) } ?? 0
  }

  private static func item(of entry: Entry, in document: FeedDocument, keys: [String]) -> Item {
    let metadata = entry.metadata
    var item = Item(
      externalID: keys[0],
      weakerKeys: Array(keys.dropFirst()),
      url: metadata.link.map(CanonicalURL.canonical),
      title: entry.titleText,
      text: PostText.of(entry),
      html: entry.contents.first?.value ?? entry.summaryHTML,
      author: metadata.authors.first?.name ?? metadata.author ?? document.metadata.author,
      language: ItemLanguage.of(
        title: entry.titleText, text: entry.text,
        declared: [metadata.language, document.metadata.language])?.description,
      tags: metadata.tags.compactMap { $0.label ?? $0.term },
      published: metadata.published ?? metadata.updated)
    item.traits = ItemTrait.of(entry)
    item.engagement = entry.engagement
    return item
  }
}

/// The items of one document, and what its source's items are told apart by from now on.
package struct AdmittedItems: Sendable, Hashable {
  package var items: [Item]
  package var policy: IdentityPolicy

  package init(items: [Item] = [], policy: IdentityPolicy = .id) {
    self.items = items
    self.policy = policy
  }
}
