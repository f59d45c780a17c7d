// The table of states keeps the promise: no way leads back from no.

import Taste
import Testing

struct ActionStateTests {
  @Test func `the table is the design's`() {
    let ways: [(ActionState, Set<ActionState>)] = [
      (.proposed, [.approved, .rejected, .expired]),
      (.approved, [.sending, .rejected, .expired, .proposed]),
      (.sending, [.done, .failed, .unknown, .approved, .proposed]),
      (.unknown, [.done, .approved, .failed, .undoing]),
      (.done, [.undoing]), (.undoing, [.undone, .done]),
      (.rejected, []), (.expired, []), (.failed, []), (.undone, []),
    ]
    #expect(ways.count == ActionState.allCases.count)
    for (state, followers) in ways { #expect(state.followers == followers, "\(state)") }
  }

  @Test func `what was refused or taken back never comes to a call again`() {
    for state in [ActionState.rejected, .expired, .failed, .undone] {
      #expect(reachable(from: state) == [])
    }
  }

  @Test func `nothing is sent that was not approved`() {
    let before = ActionState.allCases.filter { $0.allows(.sending) }
    #expect(before == [.approved])
  }

  @Test func `every state can be reached`() {
    let all = ActionState.beginnings.reduce(into: ActionState.beginnings) {
      $0.formUnion(reachable(from: $1))
    }
    #expect(all == Set(ActionState.allCases))
  }

  private func reachable(from start: ActionState) -> Set<ActionState> {
    var found: Set<ActionState> = []
    var open = Array(start.followers)
    while let state = open.popLast() {
      if found.insert(state).inserted { open += state.followers }
    }
    return found
  }
}
