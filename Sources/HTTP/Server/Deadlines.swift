// Slow clients. The library closes a connection that says nothing; one that says a little now and then is closed here.

private import Glibc
private import Synchronization

/// Until when each open connection has to get on.
final class Deadlines: Sendable {
  private let open = Mutex<[Int32: ContinuousClock.Instant?]>([:])

  /// Begins to watch a connection.
  func opened(_ descriptor: Int32, until deadline: ContinuousClock.Instant) {
    open.withLock { $0[descriptor] = .some(deadline) }
  }

  /// Gives a connection more time; nil: as long as it likes, since it is waiting for us.
  func extend(_ descriptor: Int32, until deadline: ContinuousClock.Instant?) {
    open.withLock { open in
      if open[descriptor] != nil { open[descriptor] = .some(deadline) }
    }
  }

  /// Ends the watch; the descriptor is somebody else's soon.
  func closed(_ descriptor: Int32) {
    open.withLock { _ = $0.removeValue(forKey: descriptor) }
  }

  /// Cuts the connections whose time is over; the library finds them at an end and closes them.
  func sweep(at now: ContinuousClock.Instant) {
    open.withLock { open in
      for case (let descriptor, .some(let deadline)) in open where deadline < now {
        shutdown(descriptor, Int32(SHUT_RDWR))
      }
    }
  }
}
