// One entry of `rules/*.yaml`: a name, a condition, and what then.

import Service
import Taste

/// Decodes one rule.
enum RuleDecoder {
  private static let boostShape = "a number from -5 to 5"
  private static let thenShape =
    "mute, keep, require, judge, {boost: \(boostShape)}, or {expire: a length of time such as 7d}"

  /// The rule, or nil when something in it was reported.
  static func rule(_ map: inout SettingsMap) -> Rule? {
    let name = map.string("name")
    if !map.has("name") { map.requires("name", "a text") }
    let when = RuleConditionDecoder.condition("when", &map)
    if !map.has("when") { map.requires("when", "a condition such as {term: bitcoin}") }
    let unless = RuleConditionDecoder.condition("unless", &map)
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

  private static func effect(_ map: inout SettingsMap) -> RuleEffect? {
    guard let pair = map.pair("then") else {
      map.requires("then", thenShape)
      return nil
    }
    guard case .mapping = pair.value.content else {
      return map.value("then", expected: thenShape) { effect(named: $0.text) }
    }
    return map.section("then") { section in
      let boost = section.double("boost", in: -5...5).map(RuleEffect.boost)
      let expire = section.duration("expire").map(RuleEffect.expire)
      if section.has("boost"), let second = section.pair("expire") {
        section.report("one rule does one thing, expected boost or expire", at: second.keyPosition)
      } else if !section.hasKeys {
        section.report("'then' is empty, expected \(thenShape)", at: pair.value.position)
      }
      return boost ?? expire
    } ?? nil
  }

  private static func effect(named text: String?) -> RuleEffect? {
    switch text {
    case "mute": .mute
    case "keep": .keep
    case "require": .require
    case "judge": .judge
    default: nil
    }
  }
}
