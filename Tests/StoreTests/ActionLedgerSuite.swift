// What the tests of the ledger share: one account, posts that are kept, and the ways of a row.

import Feed
import FoundationEssentials
import Store
import Taste
import TestSupport
import Testing

/// Tests of the ledger.
protocol ActionLedgerSuite {}

/// A claim that is no order.
private struct UnexpectedClaim: Error { let claim: ActionClaim }

extension ActionLedgerSuite {
  var now: Date { StoreFixture.now }
  var expires: Date { now.addingTimeInterval(48 * 3_600) }

  func account() throws -> AccountName {
    try #require(AccountName("matt@social.example"))
  }

  func posts(_ database: Database) throws -> KeptPosts {
    KeptPosts(database, account: try account(), now: now)
  }

  func terms(
    _ holder: String = "here", automatic: Set<ActionKind> = [],
    policies: [ActionKind: ActionPolicy] = [.like: .propose, .repost: .propose],
    lease: Duration = .seconds(60)
  ) throws -> ActionTerms {
    var limits = ActionLimits()
    limits.quiet = nil
    return ActionTerms(
      account: try account(),
      rules: ActionRules(policies: [try account(): policies], limits: limits),
      automatic: automatic, zone: .gmt, holder: holder, lease: lease)
  }

  /// Proposes likes of posts; gives the rows, in the order of the names.
  func proposed(
    _ database: Database, _ names: [String], approvedFrom: Date? = nil
  ) async throws -> [ActionRow] {
    _ = try await posts(database).add(names)
    try await propose(database, approvedFrom: approvedFrom)
    let rows = try await database.actions(ActionQuery())
    return names.compactMap { name in rows.first { $0.target.uri == KeptPosts.uri(name) } }
  }

  @discardableResult
  func propose(
    _ database: Database, approvedFrom: Date? = nil
  ) async throws -> [ActionState] {
    try await posts(database).propose(approvedFrom: approvedFrom)
  }

  func approve(_ database: Database, _ row: ActionRow) async throws -> ActionReceipt {
    try await database.approve(
      row.id, version: row.version, by: .person, expires: expires, at: now)
  }

  func claimed(
    _ database: Database, _ terms: ActionTerms, token: String = UUID().uuidString, after: Double = 0
  ) async throws -> ActionOrder {
    let claim = try await database.claimAction(
      terms, token: token, at: now.addingTimeInterval(after))
    guard case .order(let order) = claim else { throw UnexpectedClaim(claim: claim) }
    return order
  }

  func state(_ database: Database, _ id: Int64) async throws -> ActionState? {
    try await database.action(id)?.state
  }
}
