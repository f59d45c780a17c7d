// A few rows to begin with, and the words that tests say them in.

import Feed
import FoundationEssentials
import Store

enum StoreFixture {
  static let now = Date(timeIntervalSince1970: 1_700_000_000)
  static let web = Source(address: "https://example.org/feed.xml", tags: ["a", "b"])
  static let other = Source(address: "https://other.example.org/feed.xml", name: "Other")

  static func item(
    _ id: String, _ title: String, text: String = "", url: String? = nil, published: Date? = nil
  ) -> Item {
    Item(
      externalID: id, url: url, title: title, text: text.isEmpty ? "About \(title)." : text,
      tags: ["x, y", "z"], published: published)
  }

  /// The unit vector along one of four axes.
  static func axis(_ index: Int) -> Vector {
    var values = [Float](repeating: 0, count: 4)
    values[index] = 1
    return Vector(unit: values)
  }

  /// Syncs sources and gives their rows.
  static func sources(_ database: Database, _ sources: [Source]) async throws -> [StoredSource] {
    try await database.sync(sources)
    return try await database.stored(sources)
  }
}
