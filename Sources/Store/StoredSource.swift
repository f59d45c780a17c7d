// A source as the database knows it: what the person wrote, and what the network taught us since.

package import Feed
package import FoundationEssentials

/// A source with its row and the state of its last pull.
package struct StoredSource: Sendable, Hashable {
  package let id: Int64
  package let source: Source
  /// Opaque validators, sent back as they came.
  package var etag: String?
  package var lastModified: String?
  /// Fingerprint of the last body that was parsed to its end.
  package var bodyHash: [UInt8]?
  package var failures: Int
  /// Nil until the first pull has ended.
  package var pulledAt: Date?
  package var error: String?
  package var nextPullAt: Date?
  package var title: String?
  /// What its items are told apart by.
  package var identity = IdentityPolicy.id

  /// A source that has never been pulled.
  package init(id: Int64, source: Source) {
    self.id = id
    self.source = source
    failures = 0
  }
}

/// How one pull ended, to be written with the items that it brought.
package struct PullOutcome: Sendable, Hashable {
  package var source: Int64
  package var at: Date
  package var nextPullAt: Date?
  /// The feed's own title; nil leaves the stored one.
  package var title: String?
  package var etag: String?
  package var lastModified: String?
  package var bodyHash: [UInt8]?
  /// One line for people; nil for a pull that went well.
  package var error: String?

  package init(source: Int64, at: Date) {
    self.source = source
    self.at = at
  }
}
