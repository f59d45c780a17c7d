// What a trial of rules looks like on the terminal and as JSON.

import Foundation
import Pipeline
import Service
import Taste
import Testing

struct RuleTrialStoryTests {
  private static let now = Date(timeIntervalSince1970: 1_768_896_000)

  private static let trial: RuleTrial = {
    func rule(_ name: String, _ word: String, _ effect: RuleEffect) -> Rule {
      var condition = RuleCondition()
      condition.titles = [word]
      return Rule(name: name, when: condition, effect: effect)
    }
    let past = ["coins and cats", "coins", "cats", "a cat\u{1B}[2J"].enumerated().map {
      PastDecision(
        id: Int64($0 + 1), facts: RuleFacts(title: $1, text: "", sourceAddress: "s"), logOdds: 2,
        verdict: .skip, isPersons: $0 == 1, at: now)
    }
    return RuleTrial(
      RuleBook([
        rule("no coins", "coins", .mute), rule("cats", "cats", .keep),
        rule("a cat", "cat", .judge), rule("none", "dog", .mute), rule("late", "coins", .keep),
      ]), trying: ["no coins", "cats", "a cat", "none", "late"], over: past, thresholds: .standard)
  }()

  @Test func `every rule is said to do what it does`() {
    let lines = RuleTrialStory.lines(Self.trial, since: Self.now, zone: .gmt)
    #expect(
      lines == [
        "5 rules on 4 items since 2026-01-20", "",
        "'no coins' (mute) fires 2 times and changes 1 decision: 1 keep → skip",
        "  keep → skip  “coins and cats” (1)", "",
        "'cats' (keep) fires 2 times and changes nothing",
        "  overruled 1 time by 'no coins', which comes first", "",
        "'a cat' (judge) fires 1 time and changes 1 decision: 1 keep → review",
        "  keep → review  “a cat” (4)", "", "'none' (mute) never fires", "",
        "'late' (keep) fires 2 times and is always overruled by 'no coins'",
        "  you decided 1 item otherwise yourself", "",
        "all together change 2 decisions: 1 keep → review, 1 keep → skip", "",
        "rules that disagree, the first has its way:",
        "  'no coins' (mute) before 'late' (keep): 2 items, such as “coins and cats” (1)",
        "  'no coins' (mute) before 'cats' (keep): 1 item, such as “coins and cats” (1)",
      ])
  }

  @Test func `the same as one object`() {
    let row = RuleTrialRow.row(Self.trial, Self.now)
    let rules = row["rules"]?.array ?? []
    #expect(
      rules.map { $0["state"]?.string } == ["changes", "idle", "changes", "silent", "overruled"])
    #expect(row["items"]?.int == 4 && row["disagreements"]?.array?.count == 2)
    #expect(rules[0]["changes"]?.array?[0]["to"]?.string == "skip")
  }
}
