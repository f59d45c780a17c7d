// What a trial of rules found, in words.

import Foundation
import Pipeline
import Service
import Taste

enum RuleTrialStory {
  static func lines(_ trial: RuleTrial, since: Date, zone: TimeZone) -> [String] {
    let rules = Count.of(trial.findings.count, "rule")
    var lines = [
      "\(rules) on \(Count.of(trial.items, "item")) since \(Figures.day(since, in: zone))"
    ]
    for finding in trial.findings { lines += [""] + self.lines(finding) }
    if trial.findings.count > 1 {
      let changed = trial.together.values.reduce(0, +)
      let how = changed > 0 ? ": \(words(trial.together))" : ""
      lines += ["", "all together change \(Count.of(changed, "decision"))\(how)"]
    }
    guard !trial.disagreements.isEmpty else { return lines }
    lines += ["", "rules that disagree, the first has its way:"]
    return lines
      + trial.disagreements.map { pair in
        let example = pair.examples.first.map { ", such as \(title($0))" } ?? ""
        return "  '\(pair.first.name)' (\(pair.first.effect.name)) before '\(pair.second.name)' "
          + "(\(pair.second.effect.name)): \(Count.of(pair.count, "item"))\(example)"
      }
  }

  private static func lines(_ finding: RuleTrial.Finding) -> [String] {
    var lines = ["'\(finding.rule.name)' (\(finding.rule.effect.name)) \(state(finding))"]
    lines += finding.examples.map {
      "  \($0.change.from.rawValue) → \($0.change.to.rawValue)  \(title($0))"
    }
    let overruled = finding.overruledBy.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    for (name, count) in overruled where !finding.isAlwaysOverruled {
      lines.append("  overruled \(Count.of(count, "time")) by '\(name)', which comes first")
    }
    if finding.againstPerson > 0 {
      lines.append(
        "  you decided \(Count.of(finding.againstPerson, "item")) otherwise yourself")
    }
    return lines
  }

  private static func state(_ finding: RuleTrial.Finding) -> String {
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

  private static func words(_ changes: [RuleTrial.Change: Int]) -> String {
    RuleTrialRow.sorted(changes).map { change, count in
      "\(count) \(change.from.rawValue) → \(change.to.rawValue)"
    }.joined(separator: ", ")
  }

  private static func title(_ example: RuleTrial.Example) -> String {
    "“\(TerminalText.excerpt(example.title, limit: 90))” (\(example.id))"
  }
}
