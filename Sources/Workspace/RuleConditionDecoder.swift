// What stands under `when` and `unless`: every kind of condition, and conditions within conditions.

import Feed
import Service
import Taste

/// Decodes conditions.
enum RuleConditionDecoder {
  /// Conditions within conditions, beyond which nobody can say what a rule means.
  private static let deepest = 4

  static func condition(_ key: String, _ map: inout SettingsMap) -> RuleCondition? {
    guard let pair = map.pair(key) else { return nil }
    return map.section(key) { section in
      condition(of: &section, key, at: pair.value.position, depth: 1)
    }
  }

  private static func condition(
    of section: inout SettingsMap, _ key: String, at place: YAMLPosition, depth: Int
  ) -> RuleCondition {
    var condition = RuleCondition()
    condition.terms = RuleTextDecoder.text("term", &section)
    condition.titles = RuleTextDecoder.text("title", &section)
    condition.texts = RuleTextDecoder.text("text", &section)
    condition.urls = RuleTextDecoder.text("url", &section)
    condition.sources = section.strings("source") ?? []
    condition.authors = RuleTextDecoder.text("author", &section)
    condition.languages = languages(&section)
    condition.kinds = kinds(&section)
    condition.olderThan = section.duration("older_than")
    condition.newerThan = section.duration("newer_than")
    condition.tags = section.strings("tag") ?? []
    condition.interests = section.strings("interest") ?? []
    let counts = 0...2_000_000_000
    condition.likes = section.int("likes", in: counts)
    condition.boosts = section.int("boosts", in: counts)
    condition.comments = section.int("comments", in: counts)
    condition.any = parts("any", &section, depth: depth)
    condition.all = parts("all", &section, depth: depth)
    condition.not = parts("not", &section, depth: depth)
    if !section.hasKeys {
      section.report("'\(key)' is empty, expected a condition such as {term: bitcoin}", at: place)
    }
    return condition
  }

  private static func parts(
    _ key: String, _ section: inout SettingsMap, depth: Int
  ) -> [RuleCondition] {
    guard let pair = section.pair(key) else { return [] }
    guard depth < deepest else {
      section.report(
        "conditions within conditions, expected no more than \(deepest) deep", at: pair.keyPosition)
      return []
    }
    return section.sections(key) { part in
      condition(of: &part, key, at: part.position, depth: depth + 1)
    } ?? []
  }

  private static func kinds(_ section: inout SettingsMap) -> [RuleKind] {
    let all = RuleKind.allCases.map(\.rawValue).joined(separator: ", ")
    return section.strings("kind", expected: "one or several of \(all)") {
      RuleKind(rawValue: $0)
    } ?? []
  }

  private static func languages(_ section: inout SettingsMap) -> [String] {
    let isLong = section.has("language")
    if let short = section.pair("lang"), isLong {
      section.report("'lang' is short for 'language', expected one of them", at: short.keyPosition)
    }
    let key = isLong ? "language" : "lang"
    return section.strings(key, expected: "a language code such as en or pt-BR") { text in
      let parts = text.split(separator: "-", omittingEmptySubsequences: false)
      let isCode = parts.allSatisfy { (1...8).contains($0.count) && $0.allSatisfy(isCodeLetter) }
      return isCode && LanguageTag(text) != nil ? text : nil
    } ?? []
  }

  private static func isCodeLetter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
  }
}
