// Who wrote a post, where a network sells that separately: looked up once, and remembered.

/// An account of a network, as far as its posts show it.
package struct NetworkUser: Sendable, Hashable {
  package let id: String
  package let handle: String
  package let name: String
  package var isProtected: Bool

  package init(id: String, handle: String, name: String, isProtected: Bool = false) {
    self.id = id
    self.handle = handle
    self.name = name
    self.isProtected = isProtected
  }
}
