// One thing that a person liked, as their export of some service tells it. The services disagree on everything but
// this: there is an address or a text, and one day the person pressed something.

package import FoundationEssentials

/// A thing that the person liked, passed on or kept, before it is stored.
package struct LikedThing: Sendable, Hashable {
  /// What the person did with it.
  package enum Label: String, Sendable, Hashable, CaseIterable {
    /// A like, a favourite, a star.
    case like
    /// Passed on to others in their own name.
    case repost
    /// Kept to come back to it.
    case bookmark
    /// Saved to be read one day, and perhaps never read: it says the least.
    case save
  }

  package var label: Label
  /// Its name for ever: the same in every export of the same service, and in no other's.
  ///
  /// `pinboard:https://a.example/`, `x:like:123`; in JSON Lines, which belong to no service, the bare address.
  package var key: String
  /// Plain, on one line; empty when the export does not tell it.
  package var title: String
  /// Plain; empty when the export does not tell it.
  package var text: String
  /// Canonical.
  package var url: String?
  package var author: String?
  package var at: Date?
  /// In the order of the export, each once, with the folders.
  package var tags: [String]

  package init(
    _ label: Label, key: String, title: String = "", text: String = "", url: String? = nil,
    author: String? = nil, at: Date? = nil, tags: [String] = []
  ) {
    self.label = label
    self.key = key
    self.title = title
    self.text = text
    self.url = url
    self.author = author
    self.at = at
    self.tags = tags
  }

  /// Whether nothing but an address is known: kept, but there is nothing to learn from until its text is.
  package var isAddressOnly: Bool { title.isEmpty && text.isEmpty }
}
