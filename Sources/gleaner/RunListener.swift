// Shows a run while it goes on: a bar for each stage that takes time, and each failed source by name.

import Pipeline
import Service
import Synchronization

final class RunListener: Sendable {
  private let console: StandardError
  private let progress = Mutex<Progress?>(nil)

  init(_ console: StandardError) {
    self.console = console
  }

  /// Takes events from any task.
  func hear(_ event: RunEvent) {
    switch event {
    case .began(let stage, let total):
      let fresh = total > 0 ? Progress(stage.rawValue, total: total, on: console) : nil
      progress.withLock { $0 = fresh }
    case .advanced(_, let count): progress.withLock { $0 }?.advance(by: count)
    case .ended: finish()
    case .indexing(let count):
      console.line(
        "building the index of \(Count.of(count, "passage")); it takes some minutes, once")
    case .waiting(let other): console.line(TerminalText.clean("\(other): waiting for it to end"))
    case .sourceFailed(let source, let why, _):
      console.line(TerminalText.clean("\(source): \(why)"))
    case .syncFailed(let account, let why):
      console.line(TerminalText.clean("\(account): \(why)"))
    case .noted(let words): console.line(TerminalText.clean(words))
    case .modelFailed(let why): console.line(TerminalText.clean("\(why) (not asked any more)"))
    case .textRefused(let text, let why):
      console.line(TerminalText.clean("\(text) is left out: \(why)"))
    case .reembedding(let progress):
      finish()
      console.line(TerminalText.clean(progress.line))
    case .offline(let count, let why): console.line(TerminalText.clean(Self.offline(count, why)))
    }
  }

  /// `the network seems to be down (3 sources out of reach): no address found for example.org`.
  static func offline(_ count: Int, _ why: String) -> String {
    "the network seems to be down (\(Count.of(count, "source")) out of reach): \(why)"
  }

  /// Takes the bar away, also when the run did not come to its end.
  func finish() {
    progress.withLock { progress in
      progress?.finish()
      progress = nil
    }
  }
}
