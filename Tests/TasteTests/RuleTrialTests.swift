// Rules over the past: what changes, who has the last word, and who never gets one.

import Foundation
import Taste
import Testing

struct RuleTrialTests {
  private let now = Date(timeIntervalSince1970: 1_000_000)

  private func past(
    _ id: Int64, _ title: String, logOdds: Double? = 2, _ verdict: Verdict = .keep,
    isPersons: Bool = false, daysOld: Double = 1
  ) -> PastDecision {
    PastDecision(
      id: id,
      facts: RuleFacts(
        title: title, text: "", published: now.addingTimeInterval(-daysOld * 86_400),
        sourceAddress: "s"),
      logOdds: logOdds, verdict: verdict, isPersons: isPersons, at: now)
  }

  private func rule(_ name: String, _ word: String, _ effect: RuleEffect) -> Rule {
    var condition = RuleCondition()
    condition.titles = [word]
    return Rule(name: name, when: condition, effect: effect)
  }

  private func trial(
    _ rules: [Rule], trying names: [String]? = nil, _ past: [PastDecision]
  ) -> RuleTrial {
    RuleTrial(
      RuleBook(rules), trying: Set(names ?? rules.map(\.name)), over: past, thresholds: .standard)
  }

  @Test func `a rule is held against the same without it`() {
    let found = trial(
      [rule("m", "a", .mute), rule("up", "b", .boost(1)), rule("j", "c", .judge)],
      [
        past(1, "a"), past(2, "a b", logOdds: -3), past(3, "b", logOdds: 0), past(4, "c"),
        past(5, "d"),
      ])
    #expect(found.items == 5)
    #expect(found.findings.map(\.fired) == [2, 2, 1])
    #expect(found.findings.map(\.decided) == [2, 0, 1])
    #expect(found.findings[0].changes == [.init(from: .keep, to: .skip): 1])
    #expect(found.findings[0].examples.map(\.id) == [1])
    #expect(found.findings[1].changes == [.init(from: .review, to: .keep): 1])
    #expect(found.findings[2].changes == [.init(from: .keep, to: .review): 1])
    #expect(found.together.values.reduce(0, +) == 3)
  }

  @Test func `what never fires and what is always overruled is named`() {
    let found = trial(
      [rule("first", "a", .keep), rule("late", "b", .mute), rule("no", "z", .mute)],
      [past(1, "a b"), past(2, "b a"), past(3, "a")])
    #expect(found.findings.map(\.neverFires) == [false, false, true])
    #expect(found.findings.map(\.isAlwaysOverruled) == [false, true, false])
    #expect(found.findings[1].overruledBy == ["first": 2])
    #expect(found.disagreements.map(\.count) == [2])
    #expect(found.disagreements[0].first.name == "first")
    #expect(found.disagreements[0].second.name == "late")
  }

  @Test func `only the rules that are tried are reported`() {
    let found = trial(
      [rule("a", "a", .mute), rule("b", "b", .mute)], trying: ["b"], [past(1, "a"), past(2, "b")])
    #expect(found.findings.map(\.rule.name) == ["b"])
    #expect(found.together == [.init(from: .keep, to: .skip): 1])
  }

  @Test func `what the person decided is not changed, but told`() {
    let found = trial(
      [rule("m", "a", .mute)],
      [past(1, "a", .keep, isPersons: true), past(2, "a", .skip, isPersons: true)])
    #expect(found.findings[0].fired == 2 && found.findings[0].changed == 0)
    #expect(found.findings[0].againstPerson == 1)
    #expect(found.together.isEmpty)
  }

  @Test func `without a score an item waits, and ages count from the decision`() {
    let found = trial(
      [rule("old", "a", .expire(.seconds(2 * 86_400)))],
      [past(1, "a", logOdds: nil, daysOld: 3), past(2, "a", daysOld: 1)])
    #expect(found.findings[0].fired == 1)
    #expect(found.findings[0].changes == [.init(from: .review, to: .skip): 1])
  }
}
