// What the person wrote themselves on a network, as their archive of it tells.

package import FoundationEssentials

/// A public post of the person's own.
package struct OwnPost: Sendable, Hashable {
  /// The same in every export of the same network, and in no other: `x:post:123`, or the post's URI.
  package var key: String
  /// A title or a content warning; mostly empty.
  package var title: String
  /// Plain, with short links written out.
  package var text: String
  package var url: String?
  package var at: Date?
  /// The ``key`` of the post that this one answers, whosever it is.
  package var answers: String?
  package var tags: [String]

  package init(
    key: String, title: String = "", text: String, url: String? = nil, at: Date? = nil,
    answers: String? = nil, tags: [String] = []
  ) {
    self.key = key
    self.title = title
    self.text = text
    self.url = url
    self.at = at
    self.answers = answers
    self.tags = tags
  }
}
