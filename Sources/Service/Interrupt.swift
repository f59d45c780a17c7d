// Stopping when asked. The first signal cancels the work, which then has the time to leave things in order; the second
// ends the process at once, for whoever asked twice means it.

private import Dispatch
private import Glibc
private import Synchronization

/// Thrown by work that a signal stopped.
package struct Interruption: Error, Sendable, CustomStringConvertible {
  /// What the work threw when it was cancelled, where that was more than the cancellation.
  package let cause: (any Error)?

  package var description: String { cause.map { "interrupted: \($0)" } ?? "interrupted" }
}

/// Runs work that SIGINT and SIGTERM cancel.
package enum Interrupt {
  /// The exit code of a process that was told to stop twice.
  private static let exitCode: Int32 = 130

  /// Runs `operation` as a child task; the first signal cancels it, the second exits with 130.
  ///
  /// A result that arrives after the signal is still the result. An error that arrives after it is an
  /// ``Interruption``. The operation starts when signals are watched, so none is missed.
  package static func run<Value: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let watch = SignalWatch([SIGINT, SIGTERM]) { count in
      if count > 1 { _exit(exitCode) }
    }
    defer { watch.stop() }
    await watch.isReady()
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await operation() }
      group.addTask {
        await watch.first()
        return nil
      }
      return try await outcome(of: &group)
    }
  }

  private static func outcome<Value: Sendable>(
    of group: inout ThrowingTaskGroup<Value?, any Error>
  ) async throws -> Value {
    if let value = try await group.next() ?? nil {
      group.cancelAll()
      return value
    }
    group.cancelAll()
    do {
      if let value = try await group.next() ?? nil { return value }
      throw Interruption(cause: nil)
    } catch {
      throw Interruption(cause: error is CancellationError ? nil : error)
    }
  }
}

/// Counts signals while it lives.
///
/// The handlers run on a queue of Dispatch, so they work even when every thread of the cooperative pool is busy. Until
/// a source is registered the default action stands, which ends the process: also what was asked for.
// Unchecked: everything is set once in `init`, and a dispatch source is a thread-safe object that says it nowhere.
private final class SignalWatch: @unchecked Sendable {
  private let sources: [any DispatchSourceSignal]
  private let registrations = AsyncStream<Void>.makeStream()
  private let arrivals = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(1))

  init(_ signals: [Int32], onSignal: @escaping @Sendable (Int) -> Void) {
    let queue = DispatchQueue(label: "gleaner.signals")
    let count = SignalCount()
    let (registered, arrived) = (registrations.continuation, arrivals.continuation)
    sources = signals.map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setRegistrationHandler { registered.yield() }
      source.setEventHandler {
        onSignal(count.next())
        arrived.yield()
      }
      source.activate()
      return source
    }
  }

  /// Returns when every signal is watched.
  func isReady() async {
    var waiting = sources.count
    for await _ in registrations.stream {
      waiting -= 1
      if waiting == 0 { return }
    }
  }

  /// Returns after the first signal, or when the task is cancelled.
  func first() async {
    for await _ in arrivals.stream { return }
  }

  func stop() {
    arrivals.continuation.finish()
    for source in sources { source.cancel() }
  }
}

/// How many signals have come.
private final class SignalCount: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock {
      $0 += 1
      return $0
    }
  }
}
