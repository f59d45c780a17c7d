// A trial of rules as one JSON object.

package import FoundationEssentials
package import Service
package import Taste

/// Trials for other programs.
package enum RuleTrialRow {
  /// `gleaner rules test --json`.
  package static func row(_ trial: RuleTrial, _ since: Date) -> JSONValue {
    [
      "items": .int(trial.items), "since": .text(UTCTime.text(since)),
      "rules": .array(trial.findings.map(finding)), "together": changes(trial.together),
      "disagreements": .array(
        trial.disagreements.map {
          [
            "first": .string($0.first.name), "second": .string($0.second.name),
            "count": .int($0.count), "examples": examples($0.examples),
          ]
        }),
    ]
  }

  private static func finding(_ finding: RuleTrial.Finding) -> JSONValue {
    let overruled = finding.overruledBy.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    return [
      "name": .string(finding.rule.name), "effect": .string(finding.rule.effect.name),
      "fired": .int(finding.fired), "decided": .int(finding.decided),
      "changed": .int(finding.changed), "changes": changes(finding.changes),
      "examples": examples(finding.examples),
      "overruled_by": .array(
        overruled.map { ["rule": .string($0.key), "count": .int($0.value)] }),
      "against_you": .int(finding.againstPerson), "state": .string(state(finding)),
    ]
  }

  private static func state(_ finding: RuleTrial.Finding) -> String {
    if finding.neverFires { return "silent" }
    if finding.isAlwaysOverruled { return "overruled" }
    return finding.changed > 0 ? "changes" : "idle"
  }

  private static func changes(_ changes: [RuleTrial.Change: Int]) -> JSONValue {
    .array(
      sorted(changes).map { change, count in
        [
          "from": .string(change.from.rawValue), "to": .string(change.to.rawValue),
          "count": .int(count),
        ]
      })
  }

  /// The most frequent first.
  static func sorted(
    _ changes: [RuleTrial.Change: Int]
  ) -> [(change: RuleTrial.Change, count: Int)] {
    changes.map { (change: $0.key, count: $0.value) }.sorted {
      ($0.count, $1.change.from.rawValue + $1.change.to.rawValue)
        > ($1.count, $0.change.from.rawValue + $0.change.to.rawValue)
    }
  }

  private static func examples(_ examples: [RuleTrial.Example]) -> JSONValue {
    .array(
      examples.map {
        [
          "id": .int(Int($0.id)), "title": .string($0.title),
          "from": .string($0.change.from.rawValue), "to": .string($0.change.to.rawValue),
        ]
      })
  }
}
