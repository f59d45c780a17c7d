// An action as `--json` shows it, the same wherever actions are listed.

import Feed
import Foundation
import Service
import Store
import Taste

enum ActionListing {
  static func row(_ row: ActionRow) -> JSONValue { .object(members(row)) }

  static func members(_ row: ActionRow) -> [JSONMember] {
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

  static func certificate(_ certificate: Certificate) -> JSONValue {
    [
      "right": .int(certificate.right), "count": .int(certificate.count),
      "bound": .double(certificate.bound), "required": .double(Certificate.required),
      "sufficient": .bool(certificate.isSufficient),
    ]
  }

  static func stop(_ stop: ActionStop) -> JSONValue {
    [
      "account": .text(stop.account?.text), "kind": .text(stop.kind?.rawValue),
      "by": .string(stop.isPersons ? "person" : "gleaner"), "why": .string(stop.why),
      "since": .time(stop.at),
    ]
  }
}
