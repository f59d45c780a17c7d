// One entry of `rules/*.yaml`: a name, a condition, and what then.

import Feed
import Service
import Taste

/// Decodes one rule.
enum RuleDecoder {
  private static let thenShape = "mute, keep, require, or {boost: a number from -5 to 5}"

  /// The rule, or nil when something in it was reported.
  static func rule(_ map: inout SettingsMap) -> Rule? {
    let name = map.string("name")
    if !map.has("name") { map.requires("name", "a text") }
    let when = condition("when", &map)
    if !map.has("when") { map.requires("when", "a condition such as {term: bitcoin}") }
    let unless = condition("unless", &map)
    let effect = effect(&map)
    let scope = map.strings("in") ?? []
    if let effect, effect != .require, let pair = map.pair("in") {
      map.report(
        "'in' belongs to 'then: require'; expected 'source' under 'when' here", at: pair.keyPosition
      )
    }
    guard map.problems.isEmpty, let name, let when, let effect else { return nil }
    return Rule(name: name, when: when, unless: unless, effect: effect, scope: scope)
  }

  private static func condition(_ key: String, _ map: inout SettingsMap) -> RuleCondition? {
    guard let pair = map.pair(key) else { return nil }
    let condition = map.section(key) { section in
      var condition = RuleCondition()
      condition.terms = phrases("term", &section)
      condition.titles = phrases("title", &section)
      condition.sources = section.strings("source") ?? []
      condition.authors = phrases("author", &section)
      condition.languages = languages(&section)
      condition.olderThan = section.duration("older_than")
      condition.tags = section.strings("tag") ?? []
      if condition.isEmpty, section.problems.isEmpty, !section.hasKeys {
        section.report(
          "'\(key)' is empty, expected at least one of term, title, source, author, language, "
            + "older_than, tag", at: pair.value.position)
      }
      return condition
    }
    return condition
  }

  private static func phrases(_ key: String, _ section: inout SettingsMap) -> [String] {
    let expected = "words (a text or a list of texts, each with a letter or digit)"
    return section.strings(key, expected: expected) { Rule.isFindable($0) ? $0 : nil } ?? []
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

  private static func effect(_ map: inout SettingsMap) -> RuleEffect? {
    guard let pair = map.pair("then") else {
      map.requires("then", thenShape)
      return nil
    }
    guard case .mapping = pair.value.content else {
      return map.value("then", expected: thenShape) { effect(named: $0.text) }
    }
    let boost = map.section("then") { section in
      if !section.has("boost") { section.requires("boost", "a number from -5 to 5") }
      return section.double("boost", in: -5...5)
    }
    return (boost ?? nil).map(RuleEffect.boost)
  }

  private static func effect(named text: String?) -> RuleEffect? {
    switch text {
    case "mute": .mute
    case "keep": .keep
    case "require": .require
    default: nil
    }
  }
}
