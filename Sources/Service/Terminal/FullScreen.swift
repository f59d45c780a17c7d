// A screen of our own on the person's terminal: entered, drawn, and left as it was found, whatever happens in between.

private import Synchronization

/// No terminal that could show a screen.
package struct ScreenError: Error, Sendable, CustomStringConvertible {
  package var description: String {
    "this terminal cannot be taken over: TERM=dumb asks line by line"
  }
}

/// Shows frames on standard output and gives what happens at standard input.
package final class FullScreen: Sendable {
  private struct State {
    var input: ScreenInput?
    /// What is shown; nil for who knows what.
    var frame: ScreenFrame?
  }

  private let environment: [String: String]
  private let hasStyle: Bool
  private let state = Mutex(State())

  package init(environment: [String: String]) {
    self.environment = environment
    hasStyle = Terminal.output(environment).hasColor
  }

  /// Whether a person sits at both ends of a terminal that can be drawn on.
  package static func isPossible(_ environment: [String: String]) -> Bool {
    [0, 1].allSatisfy { Terminal(descriptor: $0, environment: environment).canRedraw }
  }

  package var size: ScreenSize { ScreenSize(descriptor: 1, environment: environment) }

  /// Takes the terminal; gives what happens from now on.
  package func enter() throws -> AsyncStream<ScreenEvent> {
    guard let signals = TerminalSignals.watch() else { throw ScreenError() }
    guard TerminalMode.take() else {
      TerminalSignals.unwatch()
      throw ScreenError()
    }
    let input = ScreenInput(signals: signals)
    state.withLock { state in
      state.input = input
      state.frame = nil
    }
    return input.events
  }

  /// Gives the terminal back; does nothing where it was given back.
  package func leave() {
    state.withLock { state in
      guard let input = state.input else { return }
      input.stop()
      TerminalMode.restore()
      TerminalSignals.unwatch()
      state.input = nil
    }
  }

  /// Shows a frame, in one write.
  package func draw(_ frame: ScreenFrame) throws(OutputError) {
    try state.withLock { (state) throws(OutputError) in
      let bytes = frame.bytes(over: state.frame, hasStyle: hasStyle)
      guard !bytes.isEmpty, state.input != nil else { return }
      let number = Descriptor.write(bytes, to: 1)
      guard number == 0 else {
        throw OutputError(code: .failed, message: SystemError.text(number))
      }
      state.frame = frame
    }
  }

  /// The next frame is drawn whole.
  package func forget() {
    state.withLock { $0.frame = nil }
  }

  /// Stops the process until its shell goes on with it.
  package func stop() {
    TerminalMode.restore()
    TerminalSignals.stop()
    resume()
  }

  /// Takes the terminal again after a stop.
  package func resume() {
    state.withLock { state in
      guard state.input != nil else { return }
      _ = TerminalMode.take()
      state.frame = nil
    }
  }

  /// A console for what is said while the screen is shown: in its last row, until the next frame; before and after, on
  /// standard error.
  package func console() -> StandardError {
    StandardError(terminal: .none) { [self] bytes in
      state.withLock { state in
        guard state.input != nil else {
          _ = Descriptor.write(bytes, to: 2)
          return
        }
        let text = TerminalText.clean(String(decoding: bytes, as: UTF8.self))
        let shown = TerminalText.fit(text, columns: size.columns)
        _ = Descriptor.write(Array("\u{1B}[\(size.rows);1H\(shown)\u{1B}[K".utf8), to: 1)
        state.frame = nil
      }
    }
  }
}
