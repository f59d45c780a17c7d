// How a call reaches a network. The dispatcher knows nothing of networks, and a network's client nothing of the ledger.

package import Feed
import FoundationEssentials

/// Carries out orders on one account.
///
/// A call ends within the dispatcher's lease, whatever the network does. What is cancelled has an outcome too: unclear, where
/// something may have been sent.
package protocol ActionTransport: Sendable {
  /// Makes the order's effect true, and says what came of it.
  func perform(_ order: ActionOrder) async -> ActionAnswer
  /// Asks the network whether the order's effect is there; for an undo, whether what it takes back is.
  func lookUp(_ order: ActionOrder) async -> ActionStanding
}

/// A transport that sends nothing: a rehearsal goes the whole way up to here.
package struct RehearsedTransport: ActionTransport {
  package init() {}

  package func perform(_ order: ActionOrder) async -> ActionAnswer {
    ActionAnswer(.done(remote: order.remote))
  }

  package func lookUp(_ order: ActionOrder) async -> ActionStanding {
    .unclear(why: "a rehearsal asks nobody")
  }
}
