// Another post that a post answers or quotes. Networks give it whole, as a bare id, or as a grave: what there is stays,
// and why there is no more.

package import FoundationEssentials

/// A post as far as another one shows it.
package struct PostReference: Sendable, Hashable {
  package var id: String?
  package var link: String?
  package var author: Person?
  /// Plain; empty where it is not shown.
  package var text = ""
  package var published: Date?
  package var media: [Link] = []
  package var card: LinkCard?
  /// Why it is not shown: `not_found`, `blocked`, `detached`, `pending`, … ; nil where it is, or nothing is said.
  package var state: String?

  package init(id: String? = nil, link: String? = nil, state: String? = nil) {
    self.id = id
    self.link = link
    self.state = state
  }

  /// Whether nothing is known of it.
  package var isEmpty: Bool { self == PostReference() }
}
