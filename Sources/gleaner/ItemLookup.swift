// An item as the person names it: its number, or its address.

import Feed
import Store

enum ItemLookup {
  /// The item, or nil when there is none of that number or address.
  static func find(_ name: String, in database: Database) async throws -> DecidedItem? {
    if let id = Int64(name) { return try await database.item(id) }
    return try await database.item(url: CanonicalURL.canonical(name))
  }
}
