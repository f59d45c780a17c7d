// A condition made ready for many items: words numbered, patterns folded and compiled.

import Feed

/// A condition, ready.
struct RuleMatcher: Sendable {
  private let isEmpty: Bool
  private let terms: RuleNeedle?
  private let titles: RuleNeedle?
  private let texts: RuleNeedle?
  private let urls: RuleNeedle?
  private let authors: RuleNeedle?
  private let sources: [RuleGlob]
  private let tags: [RuleGlob]
  private let interests: [RuleGlob]
  private let languages: [LanguageTag]?
  private let kinds: [RuleKind]
  private let ages: (older: Double?, newer: Double?)
  private let least: Engagement
  private let any: [RuleMatcher]
  private let all: [RuleMatcher]
  private let not: [RuleMatcher]

  init(_ condition: RuleCondition, lexicon: inout RuleLexicon) {
    isEmpty = condition.isEmpty
    terms = lexicon.add(condition.terms, in: [.title, .text, .tags])
    titles = lexicon.add(condition.titles, in: [.title])
    texts = lexicon.add(condition.texts, in: [.text])
    urls = lexicon.add(condition.urls, in: [.url])
    authors = lexicon.add(condition.authors, in: [.author])
    sources = condition.sources.map(RuleGlob.init)
    tags = condition.tags.map(RuleGlob.init)
    interests = condition.interests.map(RuleGlob.init)
    languages =
      condition.languages.isEmpty ? nil : condition.languages.compactMap { LanguageTag($0) }
    kinds = condition.kinds
    ages = (
      condition.olderThan.map { $0 / .seconds(1) }, condition.newerThan.map { $0 / .seconds(1) }
    )
    least = Engagement(
      likes: condition.likes, boosts: condition.boosts, comments: condition.comments)
    any = condition.any.map { RuleMatcher($0, lexicon: &lexicon) }
    all = condition.all.map { RuleMatcher($0, lexicon: &lexicon) }
    not = condition.not.map { RuleMatcher($0, lexicon: &lexicon) }
  }

  /// Every kind that was given has to match; a condition without any matches nothing.
  ///
  /// What costs most is asked last.
  func matches(_ subject: RuleSubject) -> Bool {
    !isEmpty && matchesFacts(subject) && matchesWords(subject)
      && (any.isEmpty || any.contains { $0.matches(subject) })
      && all.allSatisfy { $0.matches(subject) }
      && !not.contains { $0.matches(subject) }
  }

  private func matchesFacts(_ subject: RuleSubject) -> Bool {
    if let older = ages.older, !subject.isOlder(than: older) { return false }
    if let newer = ages.newer, subject.age.map({ $0 > newer }) ?? true { return false }
    return Self.reaches(subject.engagement, least)
      && (kinds.isEmpty || kinds.contains { subject.kinds.contains($0) })
      && (languages.map { Self.speaks(subject.language, $0) } ?? true)
      && (sources.isEmpty || Self.any(sources, subject.source))
      && (tags.isEmpty || Self.any(tags, subject.tags))
      && (interests.isEmpty || Self.any(interests, subject.interests))
  }

  private func matchesWords(_ subject: RuleSubject) -> Bool {
    if let titles, !titles.isIn(subject.title) { return false }
    if let urls, !urls.isIn(subject.url) { return false }
    if let authors, !authors.isIn(subject.author) { return false }
    if let texts, !texts.isIn(subject.text) { return false }
    guard let terms else { return true }
    return terms.isIn(subject.title) || terms.isIn(subject.tagWords) || terms.isIn(subject.text)
  }

  static func any(_ globs: [RuleGlob], _ texts: [[Unicode.Scalar]]) -> Bool {
    globs.contains { glob in texts.contains { glob.matches($0) } }
  }

  private static func speaks(_ language: LanguageTag?, _ wanted: [LanguageTag]) -> Bool {
    guard let language else { return false }
    return wanted.contains { $0.covers(language) }
  }

  private static func reaches(_ counts: Engagement, _ least: Engagement) -> Bool {
    func reaches(_ count: Int?, _ least: Int?) -> Bool {
      guard let least else { return true }
      return count.map { $0 >= least } ?? false
    }
    return reaches(counts.likes, least.likes) && reaches(counts.boosts, least.boosts)
      && reaches(counts.comments, least.comments)
  }
}
