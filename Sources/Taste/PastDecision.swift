// What was decided of one item, as far as other rules could have made it otherwise.

package import FoundationEssentials

/// An item with its facts, its score and what was decided.
package struct PastDecision: Sendable, Hashable {
  package let id: Int64
  package let facts: RuleFacts
  /// Of the score alone, without any rule; nil where there was none.
  package let logOdds: Double?
  package let verdict: Verdict
  /// Whether the person decided: no rule changes that.
  package let isPersons: Bool
  /// Ages are measured from here.
  package let at: Date

  package init(
    id: Int64, facts: RuleFacts, logOdds: Double?, verdict: Verdict, isPersons: Bool, at: Date
  ) {
    self.id = id
    self.facts = facts
    self.logOdds = logOdds
    self.verdict = verdict
    self.isPersons = isPersons
    self.at = at
  }
}
