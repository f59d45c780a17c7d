// A progress bar over rounds whose number nobody knows: each adds its part when it begins.

import Service
import Synchronization

/// Tells a progress bar of rounds that each begin anew.
final class RoundCounter: Sendable {
  private let progress: Progress
  private let before = Mutex((done: 0, base: 0, total: 0))

  init(_ progress: Progress) { self.progress = progress }

  func tell(_ done: Int, of total: Int) {
    before.withLock { state in
      if done <= state.done { state = (0, state.base + state.total, total) }
      state.total = total
      progress.setTotal(state.base + total)
      progress.advance(by: done - state.done)
      state.done = done
    }
  }
}
