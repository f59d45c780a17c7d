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
  /// Fingerprint of the last whole body that was read: to its end, or as far as it goes where it breaks off by itself.
  package var bodyHash: [UInt8]?
  package var failures: Int
  /// Nil until the first pull has ended.
  package var pulledAt: Date?
  package var error: String?
  /// The code of `error`.
  package var cause: PullCause?
  package var nextPullAt: Date?
  package var title: String?
  /// When a whole body last came, changed or not.
  package var wholeAt: Date?
  /// The address whose answer gave the validators.
  package var validatedBy: String?
  /// What speaks for it having moved.
  package var move: Move?
  /// Where it is asked instead of the address that the person wrote, after it moved for good.
  package var adopted: String?
  /// What it says itself about being asked, as of its last answer.
  package var hints = PollHints()

  /// Where the next pull of a timeline begins; opaque.
  package var cursor: String?

  /// Where it is asked.
  package var asked: String { adopted ?? source.address }
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
  /// Validators are written by good pulls only.
  package var etag: String?
  package var lastModified: String?
  package var validatedBy: String?
  package var bodyHash: [UInt8]?
  /// Set when a whole body came; nil leaves the stored time.
  package var wholeAt: Date?
  /// Nil for a pull that went well.
  package var failure: PullFailure?
  /// Whether a failure is one more in a row; not when the network was down.
  package var counts = true
  /// Written as they are.
  package var move: Move?
  package var adopted: String?
  /// Written as they are.
  package var hints = PollHints()
  /// Nil leaves the stored one.
  package var cursor: String?

  package init(source: Int64, at: Date) {
    self.source = source
    self.at = at
  }

  /// An outcome that leaves where the source is asked as it was.
  package init(of stored: StoredSource, at: Date) {
    self.init(source: stored.id, at: at)
    move = stored.move
    adopted = stored.adopted
    hints = stored.hints
  }
}
