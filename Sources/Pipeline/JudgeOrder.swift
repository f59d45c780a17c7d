// What a run is told of judges: whom to ask, for how much, and how far to believe them.

import HTTP
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

  static let nobody = "no language model is configured"

  /// Why nobody is asked, whatever the item; nil where somebody is.
  package var hindrance: String? {
    if providers.isEmpty { return Self.nobody }
    if let refusal = budget.refusal(of: 0, after: Budget.Spent()) { return "\(refusal)" }
    guard budget.questions > 0 else { return "the budget of questions is 0, so nothing is asked" }
    let keys = providers.map { ($0.provider.name, $0.key) }
    let missing = keys.compactMap { name, key in
      if case .missing(let why) = key { "\(name): \(why)" } else { nil }
    }
    return missing.count < keys.count ? nil : missing.first
  }

  /// What to do about ``hindrance``, to be put behind it.
  var remedy: String {
    if providers.isEmpty { return "; 'models' in gleaner.yaml names some" }
    let isBroke = budget.questions <= 0 || budget.refusal(of: 0, after: Budget.Spent()) != nil
    return isBroke ? "; 'budget' in gleaner.yaml allows more" : ""
  }

  /// What the shortest question costs at most, at whoever asks least for it; nil where nobody can be asked.
  var least: Double? {
    let shortest = JudgeQuestion(
      card: PersonCard(), evidence: [], item: JudgeItem(title: "", text: ""))
    guard let request = try? ChatRequest(judging: shortest.prompt(delimiter: "")) else {
      return nil
    }
    return providers.filter(\.hasKey).map { $0.costMost(of: request) }.min()
  }

  /// A router over all of them, for one run.
  func router(
    _ purse: some Purse, _ client: Client, onNote: @escaping @Sendable (String) -> Void
  ) -> Router {
    Router(
      Lineup(providers, client: client, purse: purse, onNote: onNote), questions: budget.questions)
  }

  /// Who may answer: a part of what an answer is kept by.
  package var models: String {
    providers.map { "\($0.provider.name)/\($0.provider.model)" }.joined(separator: ", ")
  }
}
