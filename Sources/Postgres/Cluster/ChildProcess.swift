// Short-lived programs: initdb, and `postgres --version`. Foundation's Process cannot change the user.

import CKeeper
import FoundationEssentials
import Glibc

/// Runs a program to its end.
enum ChildProcess {
  /// Exit status (or 128 + signal) and what the program wrote, at most 64 KiB; blocks.
  static func output(
    _ arguments: [String], environment: [String: String], user: SystemUser? = nil,
    directory: String = "/"
  ) throws(ClusterError) -> (status: Int32, text: String) {
    let pipe = try Pipe()
    let change = user?.change ?? keeper_user(change: false, uid: 0, gid: 0)
    let pid = unsafe withArguments(arguments, environment) { arguments, environment in
      unsafe keeper_spawn(
        arguments, environment, change, directory, pipe.input, pipe.output)
    }
    guard pid > 0 else { throw ClusterError(.start, "cannot run \(arguments[0]): \(reason(-pid))") }
    let text = pipe.finish()
    var status: Int32 = 0
    while unsafe waitpid(pid, &status, 0) < 0 { guard errno == EINTR else { break } }
    return (status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f, text)
  }

  /// What an errno means.
  static func reason(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }

  /// C arrays of the arguments and of the environment, valid during the call.
  static func withArguments<Result>(
    _ arguments: [String], _ environment: [String: String],
    _ body: (
      UnsafePointer<UnsafeMutablePointer<CChar>?>, UnsafePointer<UnsafeMutablePointer<CChar>?>
    ) -> Result
  ) -> Result {
    let words = CStrings(arguments)
    let settings = CStrings(environment.map { "\($0)=\($1)" }.sorted())
    return unsafe words.withPointers { words in
      unsafe settings.withPointers { settings in
        unsafe body(
          UnsafeRawPointer(words).assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self),
          UnsafeRawPointer(settings).assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self))
      }
    }
  }
}

/// What a child writes, and nothing for it to read.
private struct Pipe: ~Copyable {
  let input: Int32
  let output: Int32
  private let reader: Int32
  private static let limit = 65_536

  init() throws(ClusterError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe keeper_pipe(&ends) == 0 else {
      throw ClusterError(.start, "no descriptor is left to run a program")
    }
    input = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
    (output, reader) = (ends[1], ends[0])
  }

  /// Reads until the child closes its end; what is beyond the limit is read and dropped.
  consuming func finish() -> String {
    Glibc.close(output)
    Glibc.close(input)
    defer { Glibc.close(reader) }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe read(reader, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return String(decoding: text, as: UTF8.self) }
      if text.count < Self.limit { text += buffer.prefix(count) }
    }
  }
}
