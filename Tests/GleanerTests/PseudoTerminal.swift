// A terminal without a screen: what a person types and sees, for programs that only talk to people.

import Foundation
import Glibc
import Testing

/// Both ends of a pseudo-terminal; the program gets the one, the test has the other.
final class PseudoTerminal {
  private let own: Int32
  private let other: String

  /// What the C library's `posix_openpt`, `unlockpt` and `ptsname` do; Swift does not see them.
  init() throws {
    let (unlock, number) = (UInt(0x4004_5431), UInt(0x8004_5430))
    own = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (isLocked, place) = (Int32(0), UInt32(0))
    try #require(own >= 0 && ioctl(own, unlock, &isLocked) == 0 && ioctl(own, number, &place) == 0)
    other = "/dev/pts/\(place)"
  }

  deinit { close(own) }

  /// Starts a process whose three streams are the terminal, which is its controlling one: so Ctrl-C is a signal.
  ///
  /// The first thing to be read is its number. Another `script` finds the program in `$0` and its arguments in `$@`.
  func start(
    _ process: Process, script: String = "echo $$; exec \"$0\" \"$@\""
  ) throws {
    let program = try #require(process.executableURL).path(percentEncoded: false)
    process.arguments =
      ["--ctty", "--wait", "sh", "-c", script, program]
      + (process.arguments ?? [])
    process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
    let descriptor = open(other, O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(descriptor >= 0)
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    process.standardInput = handle
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    try handle.close()
  }

  func type(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(own, $0.baseAddress, $0.count) }
  }

  /// Makes it another size, which the program is told by a signal.
  func resize(rows: UInt16, columns: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(own, UInt(TIOCSWINSZ), &size)
  }

  /// Whether it collects lines, shows what is typed, and makes signals of keys.
  var mode: [Bool] {
    var mode = termios()
    guard tcgetattr(own, &mode) == 0 else { return [] }
    return [ICANON, ECHO, ISIG, IEXTEN].map { mode.c_lflag & tcflag_t($0) != 0 }
      + [IXON, ICRNL].map { mode.c_iflag & tcflag_t($0) != 0 }
  }

  /// Reads into `screen` until it is as it should be; false where the program is gone or nothing comes for long.
  func read(into screen: inout TerminalReplay, until isReached: (TerminalReplay) -> Bool) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while !isReached(screen) {
      var request = pollfd(fd: own, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, 30_000) == 1 else { return false }
      let count = Glibc.read(own, &chunk, chunk.count)
      guard count > 0 else { return false }
      screen.take(chunk[..<count])
    }
    return true
  }

  /// What appears up to and with `mark`, or until the program is gone.
  func read(until mark: String?) -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = Glibc.read(own, &chunk, chunk.count)
      guard count > 0 else { break }
      bytes += chunk[..<count]
      // Bytes, because a terminal ends its lines with CR LF, which is one character and not a line feed.
      if let mark, bytes.suffix(mark.utf8.count).elementsEqual(mark.utf8) { break }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
