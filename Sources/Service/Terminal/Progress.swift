// Progress for whoever waits: a bar on a terminal, a plain line now and then elsewhere. Always on standard error, so
// results can be piped.

private import Synchronization

/// Shows how far a piece of work has come; may be told so from several tasks.
package final class Progress: Sendable {
  private struct State {
    var meter: ProgressMeter
    var shownAt: Duration?
    var isFinished = false
  }

  /// Between two drawings of the bar.
  private static let redrawInterval = Duration.milliseconds(100)
  /// Between two plain lines.
  private static let lineInterval = Duration.seconds(10)

  private let console: StandardError
  private let elapsed: @Sendable () -> Duration
  private let state: Mutex<State>

  /// `elapsed` is the time since the start of the work; `total` is nil while it is not known.
  package init(
    _ title: String, total: Int? = nil, unit: String = "", on console: StandardError,
    elapsed: @escaping @Sendable () -> Duration
  ) {
    self.console = console
    self.elapsed = elapsed
    state = Mutex(State(meter: ProgressMeter(title, total: total, unit: unit)))
  }

  /// The same, measured by the continuous clock from now on.
  package convenience init(
    _ title: String, total: Int? = nil, unit: String = "", on console: StandardError
  ) {
    let clock = ContinuousClock()
    let start = clock.now
    self.init(title, total: total, unit: unit, on: console) { start.duration(to: clock.now) }
  }

  /// Counts what was done, and says what is being done now.
  package func advance(by count: Int = 1, note: String? = nil) {
    show { meter in
      meter.advance(by: count)
      if let note { meter.note = note }
    }
  }

  /// Sets the total once it is known.
  package func setTotal(_ total: Int) {
    show { $0.total = total }
  }

  /// Takes the bar away and writes the summary; further calls do nothing.
  package func finish() {
    let now = elapsed()
    state.withLock { state in
      guard !state.isFinished else { return }
      state.isFinished = true
      console.setStatus("")
      console.line(state.meter.summary(after: now))
    }
  }

  private func show(_ change: (inout ProgressMeter) -> Void) {
    let now = elapsed()
    state.withLock { state in
      guard !state.isFinished else { return }
      change(&state.meter)
      let canRedraw = console.terminal.canRedraw
      let interval = canRedraw ? Self.redrawInterval : Self.lineInterval
      // A bar is there at once; plain lines only for work that takes its time.
      let next = state.shownAt.map { $0 + interval } ?? (canRedraw ? .zero : interval)
      guard now >= next else { return }
      state.shownAt = now
      if canRedraw {
        console.setStatus(state.meter.bar(after: now, columns: console.terminal.columns))
      } else {
        console.line(state.meter.sentence(after: now))
      }
    }
  }
}
