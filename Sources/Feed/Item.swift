// One thing to judge: an entry that was admitted. It has an identity that survives the next pull, and plain text;
// markup stays behind at the door.

package import FoundationEssentials

/// An item before it is stored.
package struct Item: Sendable, Hashable {
  /// Unique and stable within its source.
  package var externalID: String
  /// What would be the key if a pull lacked the better one, best first.
  package var weakerKeys: [String]
  /// Canonical and absolute; nil when the entry names none.
  package var url: String?
  package var title: String
  package var text: String
  /// Sanitised HTML of the fullest body.
  package var html: String?
  package var author: String?
  /// A ``LanguageTag``: that of the text where it is sure, else what was declared.
  package var language: String?
  package var tags: [String]
  /// As the source says; what lies in the future counts as first seen.
  package var published: Date?
  /// Order within the document, 0 first: breaks ties where dates are missing.
  package var position: Int
  package var traits: Set<ItemTrait> = []
  package var engagement = Engagement()

  package init(
    externalID: String, weakerKeys: [String] = [], url: String? = nil, title: String, text: String,
    html: String? = nil, author: String? = nil, language: String? = nil, tags: [String] = [],
    published: Date? = nil,
    position: Int = 0
  ) {
    self.externalID = externalID
    self.weakerKeys = weakerKeys
    self.url = url
    self.title = title
    self.text = text
    self.html = html
    self.author = author
    self.language = language
    self.tags = tags
    self.published = published
    self.position = position
  }

  /// Changes when the item says something else.
  package var textHash: [UInt8] { SaidWords.hash(title: title, text: text).bytes }
}
