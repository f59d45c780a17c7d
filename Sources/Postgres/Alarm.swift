// How another thread reaches a session that waits for the server: a descriptor that poll() watches beside the socket.

import Glibc
import Synchronization

/// Wakes the thread of one session: a pipe that says nothing but that it was rung.
final class Alarm: Sendable {
  /// The end to poll.
  let descriptor: Int32
  private let bell: Int32

  init() throws(PostgresError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else {
      throw PostgresError(.unavailable, "no descriptor is left for a connection")
    }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (descriptor, bell) = (ends[0], ends[1])
  }

  deinit {
    close(descriptor)
    close(bell)
  }

  /// A full pipe is rung already.
  func ring() {
    var byte: UInt8 = 1
    _ = unsafe write(bell, &byte, 1)
  }

  /// Forgets earlier rings: whoever waits looks at its own ``Stop`` and not at who rang.
  func silence() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while unsafe read(descriptor, &bytes, bytes.count) > 0 {}
  }
}

/// The wish that one statement ends early.
final class Stop: Sendable {
  private let wanted = Atomic(false)
  private let alarm: Alarm

  init(_ alarm: Alarm) { self.alarm = alarm }

  var isWanted: Bool { wanted.load(ordering: .acquiring) }

  func request() {
    wanted.store(true, ordering: .releasing)
    alarm.ring()
  }
}
