// What a pull of a timeline brought. It may have failed half way and still have brought something: what was read is kept,
// and the cursor says how far that is without a gap.

package import Feed

/// The posts of one pull.
package struct TimelineHaul: Sendable {
  /// In the order of the timeline, the newest first.
  package var document = FeedDocument()
  /// Where the next pull begins; opaque to everybody else.
  package var cursor: String?
  /// Why it ended before its time; nil where it did not.
  package var failure: PullFailure?
  /// What it cost, by the settings' prices; 0 where reading is free.
  package var cost = 0.0
  /// Calls that were made.
  package var calls = 0

  init(cursor: String?) { self.cursor = cursor }

  /// Takes a page that is older than those before.
  mutating func append(_ page: FeedDocument) {
    note(page)
    document.entries += Self.unfiltered(page)
  }

  /// Takes a page that is newer than those before.
  mutating func prepend(_ page: FeedDocument) {
    note(page)
    document.entries = Self.unfiltered(page) + document.entries
  }

  /// The first thing that is wrong with any of them is told.
  private mutating func note(_ page: FeedDocument) {
    document.version = page.version
    document.defect = document.defect ?? page.defect
  }

  /// Without what the person's own filters on the server catch.
  private static func unfiltered(_ page: FeedDocument) -> [Entry] {
    page.entries.filter { $0.post?.filters.isEmpty ?? true }
  }
}
