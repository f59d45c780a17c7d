// Standard error, shared by the log and by progress: a line of the log must not be glued to a half-drawn bar, and the
// bar has to be there again after it.

private import Synchronization

/// Writes whole lines, and keeps one status line below them on a terminal.
package final class StandardError: Sendable {
  package let terminal: Terminal
  private let status = Mutex("")
  private let write: @Sendable ([UInt8]) -> Void

  /// `write` takes each piece in one call; it is called under a lock and must not call back.
  package init(terminal: Terminal, write: @escaping @Sendable ([UInt8]) -> Void) {
    self.terminal = terminal
    self.write = write
  }

  /// The process's own standard error; a write that fails is lost, since there is nowhere to say so.
  package convenience init(environment: [String: String]) {
    self.init(terminal: Terminal(descriptor: 2, environment: environment)) { bytes in
      _ = Descriptor.write(bytes, to: 2)
    }
  }

  /// Writes a line above the status.
  package func line(_ text: String) {
    status.withLock { status in
      write(Array((status.isEmpty ? text + "\n" : "\r\u{1B}[K\(text)\n\(status)").utf8))
    }
  }

  /// Draws the status line anew, in one write and over the old one, so that nothing flickers; empty takes it away.
  package func setStatus(_ text: String) {
    guard terminal.canRedraw else { return }
    status.withLock { status in
      guard status != text else { return }
      status = text
      write(Array("\r\(text)\u{1B}[K".utf8))
    }
  }
}
