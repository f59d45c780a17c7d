// What a pull is compared with: the stored items that have one of its keys, and for items that no key found, those of
// the same address, title or text. All of it by index, and texts only where they may have changed.

import Feed
import FoundationEssentials
import Postgres

extension Database {
  /// Stored rows that a pull is compared with at most.
  private static let knownLimit = 50_000

  /// The items of a source that have one of the keys.
  static func known(
    _ identification: Identification, of source: Int64, _ transaction: Transaction
  ) async throws -> [KnownItem] {
    let rows = try await transaction.query(
      """
      SELECT id, external_id, url, title, published, refreshes,
        coalesce(shown_hash, text_hash) AS shown_hash,
        CASE WHEN coalesce(shown_hash, text_hash) <> ALL(\(identification.textHashes)) THEN text END AS text,
        CASE WHEN coalesce(shown_hash, text_hash) <> ALL(\(identification.textHashes))
          THEN judged_text END AS judged_text
      FROM items WHERE source = \(source) AND external_id = ANY(\(identification.keys))
      ORDER BY id LIMIT \(knownLimit)
      """)
    return try rows.map(knownItem)
  }

  /// The items of a source that have the address, the title or the text of one of the unmatched.
  static func known(
    like unmatched: [(item: Item, textHash: [UInt8])], of source: Int64, _ transaction: Transaction
  ) async throws -> [KnownItem] {
    let addresses = unmatched.flatMap { $0.item.url.map(PageKey.addresses) ?? [] }
    let titles = unmatched.map(\.item.title).filter { !$0.isEmpty }
    let rows = try await transaction.query(
      """
      SELECT id, external_id, url, title, published, refreshes,
        coalesce(shown_hash, text_hash) AS shown_hash, text, judged_text
      FROM items
      WHERE source = \(source) AND (url = ANY(\(addresses)) OR title <> '' AND title = ANY(\(titles))
        OR text_hash = ANY(\(unmatched.map(\.textHash))))
      ORDER BY id DESC LIMIT \(knownLimit)
      """)
    return try rows.map(knownItem)
  }

  private static func knownItem(_ row: Row) throws -> KnownItem {
    KnownItem(
      id: try row.decode("id", as: Int64.self),
      externalID: try row.decode("external_id", as: String.self),
      url: try row.decode("url", as: String?.self),
      title: try row.decode("title", as: String.self),
      text: try row.decode("text", as: String?.self),
      judgedText: try row.decode("judged_text", as: String?.self),
      published: try row.decode("published", as: Date?.self),
      shownHash: try row.decode("shown_hash", as: [UInt8].self),
      refreshes: try row.decode("refreshes", as: Int.self))
  }
}
