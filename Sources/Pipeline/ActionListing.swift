// An action as `--json` shows it, the same wherever actions are listed.

import Feed
package import Service
package import Store
package import Taste

/// Actions for other programs.
package enum ActionListing {
  /// The row of a list.
  package static func row(_ row: ActionRow) -> JSONValue { .object(members(row)) }

  /// The members of a row.
  package static func members(_ row: ActionRow) -> [JSONMember] {
    [
      JSONMember("id", .int(Int(row.id))),
      JSONMember("account", .string(row.account.text)),
      JSONMember("network", .string(row.account.network.rawValue)),
      JSONMember("kind", .string(row.kind.rawValue)),
      JSONMember("state", .string(row.state.rawValue)),
      JSONMember("target", .string(row.target.uri)),
      JSONMember("item", .optional(row.item) { .int(Int($0)) }),
      JSONMember("title", .text(row.title)),
      JSONMember("url", .text(row.url)),
      JSONMember("author", .text(row.author)),
      JSONMember("probability", .optional(row.probability, JSONValue.double)),
      JSONMember("because", .text(row.because)),
      JSONMember("reason", .string(row.reason)),
      JSONMember("approved_by", .text(row.approvedBy)),
      JSONMember("proposed_at", .time(row.proposedAt)),
      JSONMember("decided_at", .time(row.decidedAt)),
      JSONMember("not_before", .time(row.notBefore)),
      JSONMember("expires_at", .time(row.expires)),
      JSONMember("settled_at", .time(row.settledAt)),
      JSONMember("attempts", .int(row.attempts)),
      JSONMember("remote", .text(row.remote)),
      JSONMember("by_hand", .bool(row.isByHand)),
      JSONMember("note", .text(row.note)),
    ]
  }

  /// How often Gleaner was right, and how often it has to be.
  package static func certificate(_ certificate: Certificate) -> JSONValue {
    [
      "right": .int(certificate.right), "count": .int(certificate.count),
      "bound": .double(certificate.bound), "required": .double(Certificate.required),
      "sufficient": .bool(certificate.isSufficient),
    ]
  }

  /// What holds actions back.
  package static func stop(_ stop: ActionStop) -> JSONValue {
    [
      "account": .text(stop.account?.text), "kind": .text(stop.kind?.rawValue),
      "by": .string(stop.isPersons ? "person" : "gleaner"), "why": .string(stop.why),
      "since": .time(stop.at),
    ]
  }

  /// What happened to an action.
  package static func event(_ event: AuditRow) -> JSONValue {
    [
      "at": .time(event.at), "who": .string(event.who), "what": .string(event.what),
      "detail": .text(event.detail),
    ]
  }
}
