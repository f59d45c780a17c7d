// What an item has to be for a rule to match it.

import Feed

/// All kinds that are given have to match, and of each kind any of its values.
package struct RuleCondition: Sendable, Hashable {
  /// In the title, the text or one of the tags.
  package var terms = RuleText()
  package var titles = RuleText()
  package var texts = RuleText()
  /// In the address: the words of `example.org/sport` in this order.
  package var urls = RuleText()
  package var authors = RuleText()
  /// Patterns (`*`, `?`) for the source's address, name or one of its tags.
  package var sources: [String] = []
  /// Patterns for one of the item's own tags.
  package var tags: [String] = []
  /// Patterns for the label of an interest that the item belongs to.
  package var interests: [String] = []
  /// Language codes; `de` covers `de-AT`.
  package var languages: [String] = []
  package var kinds: [RuleKind] = []
  /// Published longer ago than this; an item without a date is not.
  package var olderThan: Duration?
  /// Published since; an item without a date is not.
  package var newerThan: Duration?
  /// At least so many; an item that nobody counted has none.
  package var likes: Int?
  package var boosts: Int?
  package var comments: Int?
  /// Any one of these, each of these, none of these.
  package var any: [RuleCondition] = []
  package var all: [RuleCondition] = []
  package var not: [RuleCondition] = []

  package init() {}

  package var isEmpty: Bool { self == RuleCondition() }

  /// The condition with its values folded, sorted and without repetition.
  var canonical: RuleCondition {
    func globs(_ texts: [String]) -> [String] {
      Set(texts.map { String(String.UnicodeScalarView(RuleGlob.folded($0))) }).sorted()
    }
    func parts(_ conditions: [RuleCondition]) -> [RuleCondition] {
      Set(conditions.map(\.canonical)).sorted { "\($0)" < "\($1)" }
    }
    var condition = self
    condition.terms = terms.canonical
    condition.titles = titles.canonical
    condition.texts = texts.canonical
    condition.urls = urls.canonical
    condition.authors = authors.canonical
    condition.sources = globs(sources)
    condition.tags = globs(tags)
    condition.interests = globs(interests)
    condition.languages = Set(languages.map { LanguageTag($0)?.description ?? $0 }).sorted()
    condition.kinds = Set(kinds).sorted { $0.rawValue < $1.rawValue }
    condition.any = parts(any)
    condition.all = parts(all)
    condition.not = parts(not)
    return condition
  }
}
