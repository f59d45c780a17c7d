// Listening to a child until it is silent, late or too loud.

internal import Glibc

/// What is read of a running program.
struct ProgramReading {
  private(set) var output: [UInt8] = []
  private(set) var isTooLong = false
  private(set) var isTooLate = false
  private var said: [UInt8] = []
  private let limits: ProgramLimits
  private let child: pid_t
  private let deadline: Int

  private static let longestComplaint = 4_096

  init(limits: ProgramLimits, child: pid_t) {
    self.limits = limits
    self.child = child
    deadline = Self.milliseconds() + limits.seconds * 1_000
  }

  /// The first line of what the program said on its standard error.
  var complaint: String {
    let text = String(decoding: said, as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).first.map { String($0.prefix(200)) } ?? ""
  }

  /// Reads both ends until they close, or ends the child.
  mutating func drain(_ readers: (Int32, Int32)) {
    var ends = [
      pollfd(fd: readers.0, events: Int16(POLLIN), revents: 0),
      pollfd(fd: readers.1, events: Int16(POLLIN), revents: 0),
    ]
    while ends.contains(where: { $0.fd >= 0 }), !isTooLong {
      let rest = deadline - Self.milliseconds()
      guard rest > 0 else {
        isTooLate = true
        break
      }
      guard unsafe poll(&ends, 2, Int32(clamping: rest)) > 0 else { continue }
      for place in ends.indices where ends[place].fd >= 0 && ends[place].revents != 0 {
        if !take(ends[place].fd, isOutput: place == 0) { ends[place].fd = -1 }
      }
    }
    close(readers.0)
    close(readers.1)
    if isTooLate || isTooLong { kill(-child, SIGKILL) }
  }

  /// False at the end.
  private mutating func take(_ end: Int32, isOutput: Bool) -> Bool {
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    let count = unsafe read(end, &piece, piece.count)
    guard count > 0 else { return count < 0 && errno == EINTR }
    if isOutput {
      isTooLong = output.count + count > limits.outputBytes
      if !isTooLong { output += piece.prefix(count) }
    } else if said.count < Self.longestComplaint {
      said += piece.prefix(count)
    }
    return true
  }

  /// Waits for the child: its status, or 128 and the signal that ended it.
  ///
  /// One that closed its output may still be busy: it has until the deadline.
  mutating func end() -> Int32 {
    var status: Int32 = 0
    while true {
      let ended = unsafe waitpid(child, &status, isTooLate || isTooLong ? 0 : WNOHANG)
      if ended == child { break }
      if ended < 0, errno != EINTR { return -1 }
      if ended == 0, Self.milliseconds() > deadline {
        isTooLate = true
        kill(-child, SIGKILL)
      } else if ended == 0 {
        usleep(1_000)
      }
    }
    return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
  }

  private static func milliseconds() -> Int {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1_000 + now.tv_nsec / 1_000_000
  }
}
