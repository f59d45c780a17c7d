// Time, as a dispatch has it: it looks at a clock, or waits a little for a gap to pass, or, rehearsing, turns the clock
// forward to see when everything would be sent.

package import FoundationEssentials
import Synchronization

/// The clock of one dispatch on one account.
package protocol DispatchClock: Sendable {
  /// Domain time.
  func now() -> Date
  /// Waits until `moment`; false where that is too far away, and nothing was waited.
  func wait(until moment: Date) async throws -> Bool
}

/// The time that a command was given, or the machine's; waits for moments before `end`.
package struct PlainClock: DispatchClock {
  private let time: @Sendable () -> Date
  private let end: Date?

  /// Without `end` it waits for nothing.
  package init(until end: Date? = nil, _ time: @escaping @Sendable () -> Date) {
    self.time = time
    self.end = end
  }

  package func now() -> Date { time() }

  package func wait(until moment: Date) async throws -> Bool {
    guard let end, moment < end else { return false }
    while true {
      let left = moment.timeIntervalSince(time())
      guard left > 0 else { return true }
      // In short pieces: the machine may sleep, or its clock be set.
      try await Task.sleep(for: .seconds(min(left, 5)))
    }
  }
}

/// A clock that is turned to the moment that is waited for.
package final class TurnedClock: DispatchClock {
  private let time: Mutex<Date>
  private let end: Date

  /// Is turned no further than `end`.
  package init(from start: Date, until end: Date) {
    time = Mutex(start)
    self.end = end
  }

  package func now() -> Date { time.withLock { $0 } }

  package func wait(until moment: Date) async throws -> Bool {
    time.withLock { time in
      guard moment < end else { return false }
      time = max(time, moment)
      return true
    }
  }
}
