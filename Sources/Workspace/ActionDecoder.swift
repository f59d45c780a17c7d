// `actions` in `gleaner.yaml`: for each account what may happen, and the limits of all. What a network forbids is refused
// here already, with the reason: silence would be taken for leave.

import Feed
import Foundation
import Service
import Taste

/// Decodes what may be done in the person's name.
enum ActionDecoder {
  private static let limitsKey = "limits"
  private static let day = 86_400.0

  static func actions(_ map: inout SettingsMap) -> ActionRules? {
    guard case .mapping(let pairs)? = map.pair("actions")?.value.content else {
      return map.section("actions") { _ in ActionRules() }
    }
    return map.section("actions") { map in
      var rules = ActionRules()
      if let limits = map.section(limitsKey, limits) { rules.limits = limits }
      for pair in pairs where pair.key != limitsKey { policies(pair, &map, &rules) }
      return rules
    }
  }

  private static func policies(
    _ pair: YAMLPair, _ map: inout SettingsMap, _ rules: inout ActionRules
  ) {
    guard let account = AccountName(pair.key) else {
      _ = map.pair(pair.key)
      let shown = TerminalText.excerpt(pair.key, limit: 60)
      map.report(
        "'\(shown)' is no account, expected \(AccountName.shape), or limits"
          + Nearest.hint(pair.key, among: [limitsKey]), at: pair.keyPosition)
      return
    }
    guard rules.policies[account] == nil else {
      _ = map.pair(pair.key)
      map.report("'\(account)' is there twice, expected it once", at: pair.keyPosition)
      return
    }
    rules.policies[account] = map.section(pair.key) { kinds(&$0, on: account) } ?? [:]
  }

  private static func kinds(
    _ map: inout SettingsMap, on account: AccountName
  ) -> [ActionKind: ActionPolicy] {
    var policies: [ActionKind: ActionPolicy] = [:]
    for kind in ActionKind.allCases {
      let policy = map.value(kind.rawValue, expected: "off, propose or auto") {
        $0.text.flatMap(ActionPolicy.init(rawValue:))
      }
      guard let policy else { continue }
      if policy == .auto, let bar = kind.bar(on: account.network),
        let place = map.pair(kind.rawValue)?.value.position
      {
        map.report(
          "'\(kind.rawValue)' is auto on \(account), expected propose or off: \(bar)", at: place)
        continue
      }
      policies[kind] = policy
    }
    return policies
  }

  private static func limits(_ map: inout SettingsMap) -> ActionLimits {
    var limits = ActionLimits()
    if let count = map.int("per_hour", in: 0...100) { limits.perHour = count }
    if let count = map.int("per_day", in: 0...500) { limits.perDay = count }
    if let count = map.int("per_author", in: 0...100) { limits.perAuthor = count }
    if let count = map.int("per_thread", in: 0...100) { limits.perThread = count }
    if let gap = span("gap", 0...day, "0s to 24h", &map) { limits.gap = gap }
    if let undo = span("undo", 0...day, "0s to 24h", &map) { limits.undo = undo }
    if let expiry = span("expire", 3_600...14 * day, "1h to 14d", &map) { limits.expiry = expiry }
    if let sum = map.double("spend", in: 0...1_000) { limits.spendPerDay = sum }
    quiet(&map, &limits)
    if limits.undo >= limits.expiry, map.problems.isEmpty {
      let place = map.pair("undo")?.value.position ?? map.position
      map.report("'undo' is not shorter than 'expire', expected a shorter time", at: place)
    }
    return limits
  }

  private static func quiet(_ map: inout SettingsMap, _ limits: inout ActionLimits) {
    let expected = "two times of the day such as \"22:00-07:00\", or none"
    guard map.has("quiet") else { return }
    if let text = map.value(
      "quiet", expected: expected,
      { scalar -> String? in
        guard let text = scalar.text, text == "none" || QuietHours(text) != nil else { return nil }
        return text
      })
    {
      limits.quiet = QuietHours(text)
    }
  }

  private static func span(
    _ key: String, _ range: ClosedRange<TimeInterval>, _ words: String, _ map: inout SettingsMap
  ) -> TimeInterval? {
    map.value(key, expected: "a length of time from \(words)") { scalar in
      guard let span = scalar.text.flatMap(TimeSpan.parse) else { return nil }
      let seconds = TimeInterval(span.components.seconds)
      return range.contains(seconds) ? seconds : nil
    }
  }
}
