// What a dispatch did, in the order in which it happened on each account.

package import Feed
package import FoundationEssentials
package import Store

/// Something that a dispatch did, or why it did nothing.
package enum DispatchEvent: Sendable, Hashable {
  case sent(ActionOrder, ActionOutcome, at: Date)
  case readBack(ActionOrder, ActionStanding)
  /// Nothing may go before.
  case waiting(AccountName, until: Date)
  /// Another process has a call under way there.
  case busy(AccountName)
  case stopped(AccountName, ActionStop)
  /// There is something to send, and nobody is signed in.
  case signedOut(AccountName)
  /// Somebody else settled it in the meantime.
  case late(ActionOrder)
}

/// The events of one dispatch.
package struct DispatchReport: Sendable, Hashable {
  package var events: [DispatchEvent] = []
  /// Calls whose process was found to be gone.
  package var lapsed = 0
  package var expired = 0

  package init() {}

  /// The earliest moment for which an account waits; nil where none does.
  package var nextWait: Date? {
    events.compactMap { event in
      if case .waiting(_, let until) = event { until } else { nil }
    }.min()
  }

  /// Orders that were carried out with this effect.
  package func done(_ effect: ActionEffect) -> Int {
    events.count { event in
      guard case .sent(let order, let outcome, _) = event, order.effect == effect else {
        return false
      }
      return switch outcome {
      case .done, .alreadyDone: true
      default: false
      }
    }
  }
}
