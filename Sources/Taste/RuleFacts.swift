// What rules may look at: one item and where it came from, and nothing that was computed about it.

package import Feed
package import FoundationEssentials

/// The facts of one item that rules judge.
package struct RuleFacts: Sendable, Hashable {
  package var title: String
  package var text: String
  package var tags: [String]
  package var author: String?
  package var language: String?
  package var published: Date?
  package var sourceAddress: String
  package var sourceName: String?
  package var sourceTags: [String]

  package init(
    title: String, text: String, tags: [String] = [], author: String? = nil,
    language: String? = nil, published: Date? = nil, sourceAddress: String,
    sourceName: String? = nil, sourceTags: [String] = []
  ) {
    self.title = title
    self.text = text
    self.tags = tags
    self.author = author
    self.language = language
    self.published = published
    self.sourceAddress = sourceAddress
    self.sourceName = sourceName
    self.sourceTags = sourceTags
  }

  /// The facts of an item of a source.
  package init(_ item: Item, from source: Source) {
    self.init(
      title: item.title, text: item.text, tags: item.tags, author: item.author,
      language: item.language, published: item.published, sourceAddress: source.address,
      sourceName: source.name, sourceTags: source.tags)
  }
}
