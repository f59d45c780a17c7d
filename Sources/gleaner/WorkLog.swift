// What the worker tells: a line with its time on standard error, or an object on standard output. Nothing happened,
// nothing said.

import Foundation
import Service

/// Writes the events of a worker.
struct WorkLog: Sendable {
  private let console: StandardError
  private let output: StandardOutput?
  private let now: @Sendable () -> Date

  init(_ console: StandardError, asJSON: Bool, now: @escaping @Sendable () -> Date) {
    self.console = console
    output = asJSON ? StandardOutput() : nil
    self.now = now
  }

  /// A console each of whose lines becomes an event.
  var notes: StandardError {
    StandardError(terminal: .none) { bytes in
      let line = String(decoding: bytes, as: UTF8.self)
      write("note", line.hasSuffix("\n") ? String(line.dropLast()) : line)
    }
  }

  /// Writes one event; `members` are for programs and repeat what the line says.
  func write(_ event: String, _ line: String, _ members: [JSONMember] = []) {
    guard let output else {
      return console.line("\(UTCTime.text(now()) ?? "-") \(TerminalText.clean(line))")
    }
    let head = [
      JSONMember("time", .time(now())), JSONMember("event", .string(event)),
      JSONMember("message", .string(line)),
    ]
    // A reader that went away is no reason to stop working.
    try? output.row(.object(head + members))
    try? output.flush()
  }
}
