// A list of feeds as other readers export it (OPML 1.0 and 2.0), reduced to what a source is made of.

/// One feed of a list.
package struct FeedOutline: Sendable, Hashable {
  /// What the list calls it; nil where it says no more than the address.
  package var name: String?
  /// As written, white space around it dropped; it may be no address at all.
  package var address: String
  /// The names of the outlines around it, outermost first.
  package var folders: [String]
  /// The words of its `category`, which OPML 2.0 writes as `/Boston/Weather,/Harvard`.
  package var categories: [String]
  /// From 1.
  package var line: Int

  package init(
    name: String?, address: String, folders: [String], categories: [String] = [], line: Int
  ) {
    self.name = name
    self.address = address
    self.folders = folders
    self.categories = categories
    self.line = line
  }

  /// Folders and categories, each once: what a source has as its tags.
  package var tags: [String] {
    var tags: [String] = []
    for tag in folders + categories where !tags.contains(tag) { tags.append(tag) }
    return tags
  }
}

/// The feeds of one OPML document, in its order.
package struct OutlineList: Sendable, Hashable {
  package var feeds: [FeedOutline] = []
  /// What is missing from `feeds` and why, each in one line for people.
  package var defects: [String] = []

  package init(feeds: [FeedOutline] = []) {
    self.feeds = feeds
  }
}
