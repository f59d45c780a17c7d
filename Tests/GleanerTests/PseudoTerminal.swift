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
  /// The first thing to be read is its number.
  func start(_ process: Process) throws {
    let program = try #require(process.executableURL).path(percentEncoded: false)
    process.arguments =
      ["--ctty", "--wait", "sh", "-c", "echo $$; exec \"$0\" \"$@\"", program]
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
