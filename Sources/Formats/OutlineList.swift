// A list of feeds as other readers export it (OPML 1.0 and 2.0), reduced to what a source is made of.

/// One feed of a list.
package struct FeedOutline: Sendable, Hashable {
  /// What the list calls it; nil where it says no more than the address.
  package var name: String?
  /// As written, white space around it dropped; it may be no address at all.
  package var address: String
  /// The names of the outlines around it, outermost first.
  package var folders: [String]
  /// From 1.
  package var line: Int

  package init(name: String?, address: String, folders: [String], line: Int) {
    self.name = name
    self.address = address
    self.folders = folders
    self.line = line
  }
}

/// The feeds of one OPML document, in its order.
package struct OutlineList: Sendable, Hashable {
  package var feeds: [FeedOutline] = []
  /// What is missing from `feeds` and why, each in one line for people.
  package var defects: [String] = []
}
