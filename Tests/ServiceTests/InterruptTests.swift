// Real signals in real processes: each case runs in a child of its own.

import Foundation
import Service
import Testing

struct InterruptTests {
  @Test func `work that nobody stops gives its result`() async throws {
    #expect(try await Interrupt.run { 7 } == 7)
    await #expect(throws: UsageError.self) {
      try await Interrupt.run { throw UsageError("x") }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `the first signal cancels the work`() async {
    await #expect(processExitsWith: .exitCode(42)) {
      do {
        try await Interrupt.run {
          kill(getpid(), SIGTERM)
          try await Task.sleep(for: .seconds(30))
        }
      } catch let error as Interruption where error.cause == nil && error.isTermination {
        exit(42)
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `work may leave things in order and still give its result`() async {
    await #expect(processExitsWith: .exitCode(43)) {
      let code: Int32 = try await Interrupt.run {
        kill(getpid(), SIGINT)
        try? await Task.sleep(for: .seconds(20))
        return 43
      }
      exit(code)
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `an error after the signal is kept as its cause`() async {
    await #expect(processExitsWith: .exitCode(44)) {
      do {
        try await Interrupt.run {
          kill(getpid(), SIGINT)
          try? await Task.sleep(for: .seconds(20))
          throw UsageError("half done")
        }
      } catch let error as Interruption {
        exit("\(error)" == "interrupted: half done" && !error.isTermination ? 44 : 1)
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `the second signal ends the process at once`() async {
    await #expect(processExitsWith: .exitCode(130)) {
      try await Interrupt.run {
        kill(getpid(), SIGINT)
        try? await Task.sleep(for: .seconds(20))
        kill(getpid(), SIGINT)
        // Blocks the thread, as a call that knows nothing of tasks would.
        sleep(20)
      }
    }
  }
}
