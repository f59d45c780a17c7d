// What a run is told of judges: whom to ask, for how much, and how far to believe them.

package import Models
package import Taste

/// The judge of a run.
package struct JudgeOrder: Sendable {
  /// In the order in which they are asked; none for no judge.
  package var providers: [KeyedProvider]
  package var budget: Budget
  package var settings: JudgeSettings

  package init(
    _ providers: [KeyedProvider] = [], budget: Budget = .standard,
    settings: JudgeSettings = JudgeSettings()
  ) {
    self.providers = providers
    self.budget = budget
    self.settings = settings
  }

  /// Why nobody is asked, whatever the item; nil where somebody is.
  package var hindrance: String? {
    if providers.isEmpty { return "no language model is configured" }
    if let refusal = budget.refusal(of: 0, after: Budget.Spent()) { return "\(refusal)" }
    return budget.questions > 0 ? nil : "the budget of questions is 0, so nothing is asked"
  }

  /// Who may answer: a part of what an answer is kept by.
  package var models: String {
    providers.map { "\($0.provider.name)/\($0.provider.model)" }.joined(separator: ", ")
  }
}
