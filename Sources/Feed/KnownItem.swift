// An item as the store remembers it, with no more than what a new pull is compared with.

package import FoundationEssentials

/// A stored item of the source that was just pulled.
package struct KnownItem: Sendable, Hashable {
  package var id: Int64
  package var externalID: String
  package var url: String?
  package var title: String
  /// Nil where nothing can have changed, so that unchanged texts need not be read.
  package var text: String?
  /// Title and text as they were embedded and decided, where what is shown has moved on since.
  package var judgedText: String?
  /// As the source said it; may lie in the future.
  package var published: Date?
  /// ``SaidWords/hash(title:text:)`` of the text that was last shown.
  package var shownHash: [UInt8]
  /// How often it was only shown anew since its text last changed in earnest.
  package var refreshes: Int

  package init(
    id: Int64, externalID: String, url: String? = nil, title: String, text: String? = nil,
    judgedText: String? = nil, published: Date? = nil, shownHash: [UInt8], refreshes: Int = 0
  ) {
    self.id = id
    self.externalID = externalID
    self.url = url
    self.title = title
    self.text = text
    self.judgedText = judgedText
    self.published = published
    self.shownHash = shownHash
    self.refreshes = refreshes
  }
}
