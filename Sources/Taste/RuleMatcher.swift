// A condition made ready for many items, and an item made ready for many conditions: texts are folded once on each
// side.

import Feed
import FoundationEssentials

/// An item's facts, folded; each row of words is matched against all phrases once.
struct RuleSubject {
  let body: [Bool]
  let title: [Bool]
  let author: [Bool]
  let source: [[Unicode.Scalar]]
  let tags: [[Unicode.Scalar]]
  let language: LanguageTag?
  let age: Double?

  init(_ facts: RuleFacts, phrases: RulePhrases, now: Date) {
    let titleWords = RuleWords.words(facts.title)
    var bodyWords = titleWords
    for text in [facts.text] + facts.tags {
      bodyWords.append(RuleWords.boundary)
      RuleWords.append(text, to: &bodyWords)
    }
    body = phrases.found(in: bodyWords)
    title = phrases.found(in: titleWords)
    author = phrases.found(in: RuleWords.words(facts.author ?? ""))
    source = ([facts.sourceAddress, facts.sourceName].compactMap(\.self) + facts.sourceTags)
      .map(RuleGlob.folded)
    tags = facts.tags.map(RuleGlob.folded)
    language = facts.language.flatMap { LanguageTag($0) }
    age = facts.published.map { now.timeIntervalSince($0) }
  }
}

/// A condition with its phrases numbered and its patterns folded.
struct RuleMatcher: Sendable {
  private let terms: [Int]?
  private let titles: [Int]?
  private let authors: [Int]?
  private let sources: [RuleGlob]?
  private let tags: [RuleGlob]?
  private let languages: [LanguageTag]?
  private let olderThan: Double?

  init(_ condition: RuleCondition, phrases: inout RulePhrases) {
    func numbers(_ texts: [String]) -> [Int]? {
      texts.isEmpty ? nil : texts.compactMap { phrases.add($0) }
    }
    terms = numbers(condition.terms)
    titles = numbers(condition.titles)
    authors = numbers(condition.authors)
    sources = condition.sources.isEmpty ? nil : condition.sources.map(RuleGlob.init)
    tags = condition.tags.isEmpty ? nil : condition.tags.map(RuleGlob.init)
    languages =
      condition.languages.isEmpty ? nil : condition.languages.compactMap { LanguageTag($0) }
    olderThan = condition.olderThan.map { $0 / .seconds(1) }
  }

  /// Every kind that was given has to match; a condition without any matches nothing.
  func matches(_ subject: RuleSubject) -> Bool {
    let kinds = [
      terms.map { $0.contains { subject.body[$0] } },
      titles.map { $0.contains { subject.title[$0] } },
      authors.map { $0.contains { subject.author[$0] } },
      sources.map { RuleMatcher.any($0, subject.source) },
      tags.map { RuleMatcher.any($0, subject.tags) },
      languages.map { RuleMatcher.speaks(subject.language, $0) },
      olderThan.map { limit in subject.age.map { $0 > limit } ?? false },
    ].compactMap(\.self)
    return !kinds.isEmpty && kinds.allSatisfy(\.self)
  }

  static func any(_ globs: [RuleGlob], _ texts: [[Unicode.Scalar]]) -> Bool {
    globs.contains { glob in texts.contains { glob.matches($0) } }
  }

  private static func speaks(_ language: LanguageTag?, _ wanted: [LanguageTag]) -> Bool {
    guard let language else { return false }
    return wanted.contains { $0.covers(language) }
  }
}
