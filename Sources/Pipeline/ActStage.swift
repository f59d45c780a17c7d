// From decisions to wishes: what is kept and is a post becomes a row of the ledger, once. What there is to do is a query,
// so a kill between the decision and the wish loses nothing: the next pass finds it.

import Feed
package import FoundationEssentials
package import Store
package import Taste

/// What a pass wished.
package struct ActReport: Sendable, Hashable {
  /// Proposed, for the person to say yes or no.
  package var proposed = 0
  /// To be done without asking.
  package var approved = 0

  package init() {}
}

/// Writes the wishes of one pass.
package struct ActStage: Sendable {
  /// Kept posts of one kind that are looked at in a pass; older ones wait for the next.
  private static let openingsMax = 1_000

  private let database: Database
  private let rules: ActionRules
  private let keep: Double
  private let model: String
  private let now: Date

  /// `keep` is the probability at and above which an item is kept.
  package init(
    database: Database, rules: ActionRules, keep: Double, model: String, now: Date
  ) {
    self.database = database
    self.rules = rules
    self.keep = keep
    self.model = model
    self.now = now
  }

  /// Wishes for every account that has posts of late.
  package func run() async throws -> ActReport {
    let since = now.addingTimeInterval(-rules.limits.expiry)
    var report = ActReport()
    for account in try await database.accountsWithPosts(since: since) {
      for kind in rules.kinds(of: account) {
        try Task.checkCancellation()
        let states = try await database.propose(drafts(account, kind, since: since), at: now)
        report.approved += states.count { $0 == .approved }
        report.proposed += states.count { $0 == .proposed }
      }
    }
    return report
  }

  private func drafts(
    _ account: AccountName, _ kind: ActionKind, since: Date
  ) async throws -> [ActionDraft] {
    let openings = try await database.actionOpenings(
      account, kind, since: since, limit: Self.openingsMax)
    guard !openings.isEmpty else { return [] }
    let certificate = try await database.certificate(kind, keep: keep, model: model)
    let policy = rules.policy(account, kind)
    return openings.compactMap { opening in
      let wish = ActionWish.wish(
        kind, on: opening.candidate, policy: policy, certificate: certificate)
      let (reason, from): (String, Date?)
      switch wish {
      case .leave: return nil
      case .ask(let why): (reason, from) = (why, nil)
      case .act(let why): (reason, from) = (why, now.addingTimeInterval(rules.limits.undo))
      }
      return ActionDraft(
        account: account, kind: kind, opening: opening, approvedFrom: from,
        expires: now.addingTimeInterval(rules.limits.expiry), certificate: certificate,
        reason: reason)
    }
  }
}
