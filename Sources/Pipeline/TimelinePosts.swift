// The entries of a timeline as posts that something can be done with: written beside their items, before the place that the
// next pull goes on from, so that a kill in between costs only a second look.

import Feed
import Store

/// The posts of one pull.
struct TimelinePosts: Sendable {
  /// Answers to answers are followed so far.
  private static let depthMax = 50

  let account: AccountName
  /// By the key of the item that each became: several where several people have passed a post on.
  let entries: [String: [Entry]]
  /// By the network's own ids.
  private let byID: [String: Entry]

  /// Takes the items of a document; all that stands for the post of an item belongs to it.
  init(account: AccountName, items: [Item], of document: FeedDocument) {
    self.account = account
    let all = Dictionary(grouping: document.entries) { $0.metadata.id ?? "" }
    byID = all.compactMapValues(\.first)
    entries = Dictionary(
      uniqueKeysWithValues: items.map { item in
        let entry = document.entries[item.position]
        let same = entry.metadata.id.flatMap { all[$0] } ?? [entry]
        return (item.externalID, [entry] + same.filter { $0 != entry })
      })
  }

  /// As the table has them, where `items` says which item each is.
  func rows(_ items: [String: Int64]) -> [PostRow] {
    entries.compactMap { key, entries in items[key].flatMap { row(entries, item: $0) } }
      .sorted { $0.item < $1.item }
  }

  private func row(_ entries: [Entry], item: Int64) -> PostRow? {
    guard let entry = entries.first else { return nil }
    let metadata = entry.metadata
    guard let target = PostTarget(of: entry, on: account.network) else { return nil }
    var row = PostRow(item: item, account: account, target: target)
    row.take(PostSight(entry, on: account.network))
    row.author = metadata.authors.first?.handle
    row.isOwn = row.author.map(isOwn) ?? false
    row.thread = thread(entry)
    row.context = PostContext(account.network, of: entries)
    return row
  }

  /// The conversation's name; where the network has none, that of the first post of it that came along.
  private func thread(_ entry: Entry) -> String? {
    var first = entry
    for _ in 0..<Self.depthMax {
      if let name = first.post?.conversation { return name }
      guard let answered = first.post?.replyTo?.id else { return first.metadata.id }
      guard let known = byID[answered] else { return answered }
      first = known
    }
    return first.metadata.id
  }

  /// A server leaves out its own name in the handles of its own accounts.
  private func isOwn(_ handle: String) -> Bool {
    let (own, handle) = (account.text, handle.lowercased())
    return handle == own || handle == own.split(separator: "@").first.map(String.init)
  }
}
