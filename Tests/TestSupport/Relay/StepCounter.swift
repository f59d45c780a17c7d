// Numbers every message that crosses the relays, and kills the process that they stand before at the one that it was told
// to: so a program is killed at numbered steps without knowing of it.

import Glibc
import Synchronization

/// Where a life ends: right before the message of this number is let through, or right after.
package struct KillOrder: Sendable, Hashable, CustomStringConvertible {
  package enum Moment: String, Sendable, Hashable { case before, after }

  package let step: Int
  package let moment: Moment

  package init(_ moment: Moment, _ step: Int) { (self.moment, self.step) = (moment, step) }

  package var description: String { "\(moment.rawValue) step \(step)" }
}

/// The steps of one process at a time.
package final class StepCounter: Sendable {
  private struct State {
    /// Which process: what an earlier one has left in a relay is nobody's any more.
    var life = 0
    var count = 0
    var order: KillOrder?
    var victim: Int32?
    /// The message that it was killed at.
    var struck: String?
  }

  private enum Verdict { case pass, passAndKill, drop }

  private let state = Mutex(State())

  package init() {}

  /// A new process begins, whose steps are counted from 1.
  package func begin(_ order: KillOrder?) {
    state.withLock { state in
      state = State(life: state.life + 1, order: order)
    }
  }

  /// Messages of this life so far.
  package var count: Int { state.withLock { $0.count } }

  /// The message at which it was killed; nil while it lives.
  package var struck: String? { state.withLock { $0.struck } }

  /// A connection of the process; gives the life that it belongs to.
  func meet(_ process: Int32?) -> Int {
    state.withLock { state in
      if let process { state.victim = process }
      return state.life
    }
  }

  /// Lets one message through, or not; false where nothing more is to be let through.
  func pass(_ life: Int, _ name: @autoclosure () -> String, forward: () -> Bool) -> Bool {
    let verdict = state.withLock { Self.verdict(life, &$0, name) }
    switch verdict {
    case .drop: return false
    case .pass: return forward()
    case .passAndKill:
      _ = forward()
      state.withLock { Self.strike(&$0) }
      return false
    }
  }

  private static func verdict(_ life: Int, _ state: inout State, _ name: () -> String) -> Verdict {
    guard life == state.life, state.struck == nil else { return .drop }
    state.count += 1
    guard let order = state.order, order.step == state.count else { return .pass }
    state.struck = name()
    guard order.moment == .before else { return .passAndKill }
    strike(&state)
    return .drop
  }

  private static func strike(_ state: inout State) {
    if let victim = state.victim { _ = kill(victim, SIGKILL) }
  }
}
