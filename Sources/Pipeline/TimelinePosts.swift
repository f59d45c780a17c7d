// The entries of a timeline as posts that something can be done with: written beside their items, before the place that the
// next pull goes on from, so that a kill in between costs only a second look.

import Feed
import Store

/// The posts of one pull.
struct TimelinePosts: Sendable {
  let account: AccountName
  /// By the key of the item that each became: several where several people have passed a post on.
  let entries: [String: [Entry]]

  /// Takes the items of a document; all that stands for the post of an item belongs to it.
  init(account: AccountName, items: [Item], of document: FeedDocument) {
    self.account = account
    let all = Dictionary(grouping: document.entries) { $0.metadata.id ?? "" }
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
    let post = entry.post ?? Post()
    guard let target = PostTarget(of: entry, on: account.network) else { return nil }
    var row = PostRow(item: item, account: account, target: target)
    switch account.network {
    case .mastodon: row.reference = metadata.id ?? ""
    case .bluesky: row.reference = post.revision ?? ""
    case .x: break
    }
    row.version =
      post.revision ?? Fingerprint(of: [entry.text, metadata.updatedRaw ?? ""]).hex
    row.author = metadata.authors.first?.handle
    row.isOwn = row.author.map(isOwn) ?? false
    row.isFromBot = post.isFromBot
    row.isPublic = post.visibility.map { ["public", "unlisted"].contains($0) } ?? true
    row.isSensitive = post.isSensitive
    row.done = done(post.viewer)
    row.context = PostContext(account.network, of: entries)
    return row
  }

  /// A server leaves out its own name in the handles of its own accounts.
  private func isOwn(_ handle: String) -> Bool {
    let (own, handle) = (account.text, handle.lowercased())
    return handle == own || handle == own.split(separator: "@").first.map(String.init)
  }

  private func done(_ viewer: ViewerState) -> Set<ActionKind> {
    let kinds: [(ActionKind, Bool?)] = [
      (.like, viewer.liked), (.repost, viewer.reposted), (.bookmark, viewer.bookmarked),
    ]
    return Set(kinds.filter { $0.1 == true }.map(\.0))
  }
}
