// An item made ready for many conditions: its texts are folded once, and each is searched for all words of all rules in
// one walk.

import Feed
import FoundationEssentials

/// An item's facts, folded.
struct RuleSubject {
  let title: RuleFieldText
  let text: RuleFieldText
  let tagWords: RuleFieldText
  let author: RuleFieldText
  let url: RuleFieldText
  let source: [[Unicode.Scalar]]
  let tags: [[Unicode.Scalar]]
  let interests: [[Unicode.Scalar]]
  let language: LanguageTag?
  let kinds: Set<RuleKind>
  let engagement: Engagement
  let age: Double?

  init(_ facts: RuleFacts, lexicon: RuleLexicon, now: Date) {
    let language = facts.language.flatMap { LanguageTag($0) }
    func read(_ texts: [String], _ field: RuleField) -> RuleFieldText {
      lexicon.read(texts, of: field, language: language)
    }
    title = read([facts.title], .title)
    text = read([facts.text], .text)
    tagWords = read(facts.tags, .tags)
    author = read([facts.author ?? ""], .author)
    url = read([facts.url ?? ""], .url)
    source = ([facts.sourceAddress, facts.sourceName].compactMap(\.self) + facts.sourceTags)
      .map(RuleGlob.folded)
    tags = facts.tags.map(RuleGlob.folded)
    interests = facts.interests.map(RuleGlob.folded)
    self.language = language
    kinds = facts.kinds
    engagement = facts.engagement
    age = facts.published.map { now.timeIntervalSince($0) }
  }

  /// Whether it was published longer ago than that; false for an item without a date.
  func isOlder(than span: Double) -> Bool { age.map { $0 > span } ?? false }
}
