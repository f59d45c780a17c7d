// The tabs of the ledger.

import Taste

/// Which part of the ledger is looked at.
enum ActionShelf: String, Sendable, Hashable, CaseIterable {
  case proposed, waiting, unknown, sent, undone, over

  /// What lies there.
  var states: Set<ActionState> {
    switch self {
    case .proposed: [.proposed]
    case .waiting: [.approved, .sending]
    case .unknown: [.unknown]
    case .sent: [.done]
    case .undone: [.undoing, .undone]
    case .over: [.rejected, .expired, .failed]
    }
  }

  var name: String {
    switch self {
    case .proposed: "Proposed"
    case .waiting: "Waiting"
    case .unknown: "Unknown"
    case .sent: "Sent"
    case .undone: "Undone"
    case .over: "Not done"
    }
  }

  /// What to say, and what to do next, where nothing lies there.
  var emptiness: String {
    switch self {
    case .proposed:
      "Nothing waits for your yes. What the next run keeps of your timelines is proposed here."
    case .waiting: "Nothing is approved and not sent yet."
    case .unknown: "Nothing is unclear: of every call it is known whether it happened."
    case .sent: "Nothing was sent yet. What you approve under “Proposed” is, when its time comes."
    case .undone: "Nothing was taken back."
    case .over: "Nothing was rejected, refused by a network, or left until it expired."
    }
  }

  /// Where it is.
  var path: String { "/actions?show=\(rawValue)" }
}
