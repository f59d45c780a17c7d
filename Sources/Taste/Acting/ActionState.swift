// The life of an action, as one table. Whoever writes a state asks it, so that no statement can take a way that is not
// here: what was rejected or undone has no way back.

/// Where an action stands.
package enum ActionState: String, Sendable, Hashable, CaseIterable {
  /// Waits for the person.
  case proposed
  /// Waits for its time.
  case approved
  /// The person said no.
  case rejected
  /// Nobody said yes in time, or its time did not come.
  case expired
  /// A call is under way, or was when its process ended.
  case sending
  case done
  /// The network said no.
  case failed
  /// A call may have had its effect or not.
  case unknown
  /// Is being taken back.
  case undoing
  case undone

  /// The states that may follow.
  package var followers: Set<ActionState> {
    switch self {
    case .proposed: [.approved, .rejected, .expired]
    // Back to proposed when the post, or the leave to act without asking, is another by now.
    case .approved: [.sending, .rejected, .expired, .proposed]
    // Back to proposed when a look shows that the post was edited.
    case .sending: [.done, .failed, .unknown, .approved, .proposed]
    // By reading back, or by the person; never by trying again.
    case .unknown: [.done, .approved, .failed, .undoing]
    case .done: [.undoing]
    // Back to done when the network will not take it back.
    case .undoing: [.undone, .done]
    case .rejected, .expired, .failed, .undone: []
    }
  }

  /// How an action may begin.
  package static let beginnings: Set<ActionState> = [.proposed, .approved]

  /// Whether nothing will ever change about it by itself.
  package var isFinal: Bool { followers.isEmpty }

  package func allows(_ next: ActionState) -> Bool { followers.contains(next) }
}
