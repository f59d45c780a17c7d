// A progress bar over rounds whose number nobody knows: each adds its part when it begins. Before the first there is no
// bar, so that what never began is not summed up.

import Service
import Synchronization

/// Tells a progress bar of rounds that each begin anew.
final class RoundCounter: Sendable {
  private struct State {
    var progress: Progress?
    var done = 0
    var base = 0
    var total = 0
  }

  private let title: String
  private let unit: String
  private let console: StandardError
  private let state = Mutex(State())

  init(_ title: String, unit: String, on console: StandardError) {
    self.title = title
    self.unit = unit
    self.console = console
  }

  func tell(_ done: Int, of total: Int) {
    state.withLock { state in
      let progress = state.progress ?? Progress(title, unit: unit, on: console)
      state.progress = progress
      if done <= state.done { (state.done, state.base) = (0, state.base + state.total) }
      state.total = total
      progress.setTotal(state.base + total)
      progress.advance(by: done - state.done)
      state.done = done
    }
  }

  /// Takes the bar away, where there is one.
  func finish() {
    state.withLock { $0.progress?.finish() }
  }
}
