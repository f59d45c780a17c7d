// What a trial of rules found, in words.

package import Foundation
import Service
package import Taste

/// Tells a trial.
package enum RuleTrialStory {
  /// The lines of `gleaner rules test`.
  package static func lines(_ trial: RuleTrial, since: Date, zone: TimeZone) -> [String] {
    let rules = Count.of(trial.findings.count, "rule")
    var lines = [
      "\(rules) on \(Count.of(trial.items, "item")) since \(Figures.day(since, in: zone))"
    ]
    for finding in trial.findings { lines += [""] + self.lines(finding) }
    if trial.findings.count > 1 { lines += ["", together(trial)] }
    guard !trial.disagreements.isEmpty else { return lines }
    lines += ["", "rules that disagree, the first has its way:"]
    return lines
      + trial.disagreements.map { pair in
        "  \(words(pair))"
      }
  }

  /// Which of two has its way, and over how many items.
  package static func words(_ pair: RuleTrial.Disagreement) -> String {
    let example = pair.examples.first.map { ", such as \(title($0))" } ?? ""
    return "'\(pair.first.name)' (\(pair.first.effect.name)) before '\(pair.second.name)' "
      + "(\(pair.second.effect.name)): \(Count.of(pair.count, "item"))\(example)"
  }

  /// What all rules that were tried change.
  package static func together(_ trial: RuleTrial) -> String {
    let changed = trial.together.values.reduce(0, +)
    let how = changed > 0 ? ": \(words(trial.together))" : ""
    return "all together change \(Count.of(changed, "decision"))\(how)"
  }

  private static func lines(_ finding: RuleTrial.Finding) -> [String] {
    ["'\(finding.rule.name)' (\(finding.rule.effect.name)) \(state(finding))"]
      + finding.examples.map { "  \(words($0.change))  \(title($0))" }
      + notes(finding).map { "  \($0)" }
  }

  /// Who decided in its place: other rules, and the person.
  package static func notes(_ finding: RuleTrial.Finding) -> [String] {
    let overruled =
      finding.isAlwaysOverruled
      ? [] : finding.overruledBy.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    let person =
      finding.againstPerson > 0
      ? ["you decided \(Count.of(finding.againstPerson, "item")) otherwise yourself"] : []
    return overruled.map { name, count in
      "overruled \(Count.of(count, "time")) by '\(name)', which comes first"
    } + person
  }

  /// `fires 2 times and changes 1 decision: 1 keep → skip`.
  package static func state(_ finding: RuleTrial.Finding) -> String {
    guard !finding.neverFires else { return "never fires" }
    let fired = "fires \(Count.of(finding.fired, "time"))"
    if finding.isAlwaysOverruled {
      let names = finding.overruledBy.keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
      return "\(fired) and is always overruled by \(names)"
    }
    guard finding.changed > 0 else { return "\(fired) and changes nothing" }
    return
      "\(fired) and changes \(Count.of(finding.changed, "decision")): \(words(finding.changes))"
  }

  /// `keep → skip`.
  package static func words(_ change: RuleTrial.Change) -> String {
    "\(change.from.rawValue) → \(change.to.rawValue)"
  }

  /// `2 keep → skip, 1 review → skip`, the most frequent first.
  package static func words(_ changes: [RuleTrial.Change: Int]) -> String {
    RuleTrialRow.sorted(changes).map { change, count in "\(count) \(words(change))" }.joined(
      separator: ", ")
  }

  private static func title(_ example: RuleTrial.Example) -> String {
    "“\(TerminalText.excerpt(example.title, limit: 90))” (\(example.id))"
  }
}
