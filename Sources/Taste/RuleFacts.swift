// What rules may look at: one item and where it came from, and of what was computed about it only its interests.

package import Feed
package import FoundationEssentials

/// The facts of one item that rules judge.
package struct RuleFacts: Sendable, Hashable {
  package var title: String
  package var text: String
  package var tags: [String]
  package var url: String?
  package var author: String?
  package var language: String?
  package var published: Date?
  package var kinds: Set<RuleKind>
  package var engagement: Engagement
  package var sourceAddress: String
  package var sourceName: String?
  package var sourceTags: [String]
  /// Labels of the interests that it belongs to.
  package var interests: [String] = []

  package init(
    title: String, text: String, tags: [String] = [], url: String? = nil, author: String? = nil,
    language: String? = nil, published: Date? = nil, kinds: Set<RuleKind> = [],
    engagement: Engagement = Engagement(), sourceAddress: String, sourceName: String? = nil,
    sourceTags: [String] = []
  ) {
    self.title = title
    self.text = text
    self.tags = tags
    self.url = url
    self.author = author
    self.language = language
    self.published = published
    self.kinds = kinds
    self.engagement = engagement
    self.sourceAddress = sourceAddress
    self.sourceName = sourceName
    self.sourceTags = sourceTags
  }

  /// The facts of an item of a source.
  package init(_ item: Item, from source: Source) {
    self.init(
      title: item.title, text: item.text, tags: item.tags, url: item.url, author: item.author,
      language: item.language, published: item.published, kinds: RuleKind.of(item, from: source),
      engagement: item.engagement, sourceAddress: source.address, sourceName: source.name,
      sourceTags: source.tags)
  }
}
