// The preview of a page, a list or a starter pack under a post. Often the post itself says "this!", and the card says
// what.

/// What a post shows of a page that it leads to.
package struct LinkCard: Sendable, Hashable {
  package var href: String?
  package var title: String?
  /// Plain.
  package var text: String?
  package var image: String?

  package init(
    href: String? = nil, title: String? = nil, text: String? = nil, image: String? = nil
  ) {
    self.href = href
    self.title = title
    self.text = text
    self.image = image
  }
}
