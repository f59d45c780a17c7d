// Actions before the person: yes, no, take it back, and the switch that holds everything. The terminal, the pages and the
// API say these words here, so that they mean the same everywhere.

package import Feed
package import FoundationEssentials
package import Store
package import Taste
package import Workspace

/// An action as the person saw it: a yes is about that content and no other.
package struct SeenAction: Sendable, Hashable {
  package let id: Int64
  /// Of the post's content.
  package let version: String

  package init(id: Int64, version: String) {
    self.id = id
    self.version = version
  }

  package init(_ row: ActionRow) {
    self.init(id: row.id, version: row.version)
  }
}

/// Takes the person's words about actions.
package struct ActionDesk: Sendable {
  private let database: Database
  private let limits: ActionLimits
  private let file: ActionSwitch
  private let now: Date

  package init(
    database: Database, limits: ActionLimits, location: WorkspaceLocation, now: Date
  ) {
    self.database = database
    self.limits = limits
    file = ActionSwitch(location)
    self.now = now
  }

  private var expires: Date { now.addingTimeInterval(limits.expiry) }

  /// A yes to one action, which is a label of its item too.
  package func approve(_ seen: SeenAction) async throws -> ActionReceipt {
    try await database.approve(
      seen.id, version: seen.version, by: .person, expires: expires, at: now)
  }

  /// A yes to one of several at once: no word about each, so it waits for the undo window and teaches nothing.
  ///
  /// What a network wants the person to do one by one stays as it is.
  package func approve(withOthers seen: SeenAction) async throws -> ActionReceipt {
    guard let row = try await database.action(seen.id) else { return .missing }
    guard row.bar == nil else { return .unchanged(row.state) }
    return try await database.approve(
      seen.id, version: seen.version, by: .bulk, notBefore: now.addingTimeInterval(limits.undo),
      expires: expires, at: now)
  }

  /// A no to what is not sent yet; it never comes back.
  package func reject(_ id: Int64, reason: String? = nil) async throws -> ActionReceipt {
    try await database.reject(id, reason: reason, at: now)
  }

  /// Has what was done taken back by the next dispatch.
  package func undo(_ id: Int64) async throws -> ActionReceipt {
    try await database.undo(id, at: now)
  }

  // MARK: The switch

  /// Everything that holds actions back, a stop of all first.
  package func stops() async throws -> [ActionStop] {
    let stored = try await database.actionStops()
    let ownFile = stored.contains { $0.account == nil && $0.isPersons } ? nil : file.stop(now: now)
    return [ownFile].compactMap(\.self) + stored
  }

  /// Holds back what an account would send, or everything; gives whether that is news.
  @discardableResult
  package func stop(_ account: AccountName?, why: String?) async throws -> Bool {
    let why = why ?? Self.noReason
    if account == nil { try file.set(why) }
    return try await database.stop(
      ActionStop(account: account, isPersons: true, why: why, at: now))
  }

  /// What is written down where the person gives no reason.
  package static let noReason = "you stopped it"

  /// Lifts the stops of an account, or all of them, the file too; gives what was lifted.
  package func resume(_ account: AccountName?) async throws -> (stops: [ActionStop], file: Bool) {
    let lifted = try await database.resume(account, at: now)
    return (lifted, account == nil ? try file.lift() : false)
  }
}

extension ActionRow {
  /// Why it has to be approved by itself; nil where it may be approved with others.
  package var bar: String? { kind.bar(on: account.network) }
}
