// The whole story of one action: why it is there, what was known then and now, and what happened to it.

import Feed
package import FoundationEssentials
package import Service
package import Store
package import Taste

/// Everything known of an action.
package struct ActionStory: Sendable {
  package let row: ActionRow
  /// As of now; what was known then stands in the row.
  package let certificate: Certificate
  package let policy: ActionPolicy
  /// Oldest first.
  package let audit: [AuditRow]

  package init(
    row: ActionRow, certificate: Certificate, policy: ActionPolicy, audit: [AuditRow]
  ) {
    self.row = row
    self.certificate = certificate
    self.policy = policy
    self.audit = audit
  }

  /// The story of the action with this number; nil where there is none.
  package static func load(
    _ id: Int64, _ database: Database, rules: ActionRules, keep: Double, model: String
  ) async throws -> ActionStory? {
    guard let row = try await database.action(id) else { return nil }
    return ActionStory(
      row: row, certificate: try await database.certificate(row.kind, keep: keep, model: model),
      policy: rules.policy(row.account, row.kind), audit: try await database.audit(of: id))
  }

  /// For other programs.
  package var json: JSONValue {
    .object(
      ActionListing.members(row) + [
        JSONMember("policy", .string(policy.rawValue)),
        JSONMember("certificate_then", ActionListing.certificate(row.certificate)),
        JSONMember("certificate", ActionListing.certificate(certificate)),
        JSONMember("history", .array(audit.map(ActionListing.event))),
      ])
  }

  /// As the terminal says it.
  package func lines(now: Date) -> [String] {
    [
      "\(row.id): \(ActionWords.name(row))",
      "  \([row.author.map { "by \($0)" }, row.url ?? row.target.uri].compactMap(\.self).joined(separator: ", "))",
      "  \(ActionWords.standing(row, now: now))",
    ] + reasons.map { "  \($0)" } + ["\(leave)."]
      + audit.map { "  \(UTCTime.text($0.at) ?? "")  \(Self.words($0))" }
  }

  /// Why it is there, and what happened last.
  package var reasons: [String] {
    [
      "kept because: \(row.because ?? "nobody knows any more")",
      "\(row.approvedBy == "policy" ? "done without asking" : "asked about") because: \(row.reason)",
    ] + (row.note.map { ["last: \($0)"] } ?? [])
  }

  /// How much leave the person gives, and how far it is earned.
  package var leave: String {
    "The policy for \(row.kind.rawValue) on \(row.account) is \(policy.rawValue). "
      + "Certificate now: \(certificate.words)"
  }

  /// `person approved: with others`.
  package static func words(_ event: AuditRow) -> String {
    "\(event.who) \(event.what)" + (event.detail.map { ": \($0)" } ?? "")
  }
}
