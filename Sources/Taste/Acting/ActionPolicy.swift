// How much leave the person gives: for each account and kind one of three words.

package import Feed

/// Whether a kind of action happens by itself, after a question, or not at all.
package enum ActionPolicy: String, Sendable, Hashable, CaseIterable {
  case off, propose, auto
}

/// What may be done on which account, and how much of it.
package struct ActionRules: Sendable, Hashable {
  package var policies: [AccountName: [ActionKind: ActionPolicy]]
  /// For every account by itself.
  package var limits: ActionLimits

  package init(
    policies: [AccountName: [ActionKind: ActionPolicy]] = [:],
    limits: ActionLimits = ActionLimits()
  ) {
    self.policies = policies
    self.limits = limits
  }

  /// The policy of a kind; where nothing is said, a like is proposed and all else is off.
  ///
  /// Never automatic where the network forbids it, whatever is said.
  package func policy(_ account: AccountName, _ kind: ActionKind) -> ActionPolicy {
    let said = policies[account]?[kind] ?? (kind == .like ? .propose : .off)
    return said == .auto && kind.bar(on: account.network) != nil ? .propose : said
  }

  /// The kinds that are not off.
  package func kinds(of account: AccountName) -> [ActionKind] {
    ActionKind.allCases.filter { policy(account, $0) != .off }
  }

  /// The kinds that may happen by themselves.
  package func automatic(of account: AccountName) -> [ActionKind] {
    ActionKind.allCases.filter { policy(account, $0) == .auto }
  }
}
