// Results, on standard output and nowhere else. Buffered, because a row at a time is a system call at a time; and when
// the reader has gone (`| head`), the command ends quietly, as it should.

private import Glibc
private import Synchronization

/// Why output could not be written.
package struct OutputError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: Sendable, Hashable {
    /// The reader went away: no failure of ours.
    case closed
    /// A full disk, say.
    case failed
  }

  package let code: Code
  package let message: String
  package var description: String { "cannot write the output: \(message)" }
}

/// A buffered writer of standard output, or of any other descriptor.
package final class StandardOutput: Sendable {
  private static let bufferBytes = 64 << 10
  private let descriptor: Int32
  private let buffer = Mutex<[UInt8]>([])

  package init(descriptor: Int32 = 1) {
    self.descriptor = descriptor
  }

  /// Runs `body` with standard output and flushes after it, after an error too.
  package static func write<Value>(
    descriptor: Int32 = 1, _ body: (StandardOutput) async throws -> Value
  ) async throws -> Value {
    let output = StandardOutput(descriptor: descriptor)
    let value: Value
    do {
      value = try await body(output)
    } catch {
      try? output.flush()
      throw error
    }
    try output.flush()
    return value
  }

  /// Makes a broken pipe an error of the write instead of the end of the process; once, at the start of the program.
  package static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// Appends text as it is.
  package func text(_ text: String) throws(OutputError) {
    try append { $0 += text.utf8 }
  }

  /// Appends text and a line feed.
  package func line(_ text: String) throws(OutputError) {
    try append {
      $0 += text.utf8
      $0.append(0x0A)
    }
  }

  /// Appends lines for people, without what a terminal must not be told, wrapped where `terminal` has an edge.
  package func lines(_ lines: [String], for terminal: Terminal) throws(OutputError) {
    for line in lines {
      let clean = TerminalText.clean(line)
      guard terminal.hasEdge, !clean.isEmpty else {
        try self.line(clean)
        continue
      }
      for part in TextWrap.row(clean, width: terminal.columns) { try self.line(part) }
    }
  }

  /// Appends one row of JSON Lines.
  package func row(_ value: JSONValue) throws(OutputError) {
    try append {
      value.write(to: &$0)
      $0.append(0x0A)
    }
  }

  /// Appends bytes as they are.
  package func bytes(_ more: [UInt8]) throws(OutputError) {
    guard more.count >= Self.bufferBytes else { return try append { $0 += more } }
    try buffer.withLock { (bytes) throws(OutputError) in
      try drain(&bytes)
      try write(more)
    }
  }

  /// Writes what is buffered.
  package func flush() throws(OutputError) {
    try buffer.withLock { (bytes) throws(OutputError) in try drain(&bytes) }
  }

  private func append(_ add: (inout [UInt8]) -> Void) throws(OutputError) {
    try buffer.withLock { (bytes) throws(OutputError) in
      add(&bytes)
      if bytes.count >= Self.bufferBytes { try drain(&bytes) }
    }
  }

  private func drain(_ bytes: inout [UInt8]) throws(OutputError) {
    defer { bytes.removeAll(keepingCapacity: true) }
    try write(bytes)
  }

  private func write(_ bytes: [UInt8]) throws(OutputError) {
    let number = Descriptor.write(bytes, to: descriptor)
    guard number != 0 else { return }
    throw OutputError(
      code: number == EPIPE ? .closed : .failed, message: SystemError.text(number))
  }
}

/// Whole writes on a descriptor.
enum Descriptor {
  /// Writes all of `bytes`; returns 0, or the error number.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    unsafe bytes.withUnsafeBytes { buffer in
      var rest = unsafe buffer[...]
      while unsafe !rest.isEmpty {
        let count = unsafe Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count >= 0 {
          unsafe rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = unsafe Glibc.poll(&poll, 1, -1)
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
  }
}
