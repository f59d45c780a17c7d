// Stopping when asked. The first signal cancels the work, which then has the time to leave things in order; the second
// ends the process at once, for whoever asked twice means it.

private import Dispatch
private import Glibc
private import Synchronization

/// Thrown by work that a signal stopped.
package struct Interruption: Error, Sendable, CustomStringConvertible {
  /// What the work threw when it was cancelled, where that was more than the cancellation.
  package let cause: (any Error)?
  /// Whether it was asked to end (SIGTERM), as a service is, and not stopped at the keyboard.
  package let isTermination: Bool

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
      guard count > 1 else { return }
      TerminalMode.restore()
      _exit(exitCode)
    }
    defer { watch.stop() }
    await watch.isReady()
    return try await withThrowingTaskGroup(of: Ending<Value>.self) { group in
      group.addTask { .value(try await operation()) }
      group.addTask { .signal(await watch.first()) }
      return try await outcome(of: &group)
    }
  }

  private enum Ending<Value: Sendable>: Sendable {
    case value(Value)
    /// Nil when the watch was called off.
    case signal(Int32?)
  }

  private static func outcome<Value: Sendable>(
    of group: inout ThrowingTaskGroup<Ending<Value>, any Error>
  ) async throws -> Value {
    var isTermination = false
    switch try await group.next() {
    case .value(let value):
      group.cancelAll()
      return value
    case .signal(let number): isTermination = number == SIGTERM
    case nil: break
    }
    group.cancelAll()
    do {
      if case .value(let value) = try await group.next() { return value }
      throw Interruption(cause: nil, isTermination: isTermination)
    } catch {
      let isPlain = error is CancellationError || error is Interruption
      throw Interruption(cause: isPlain ? nil : error, isTermination: isTermination)
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
  private let arrivals = AsyncStream<Int32>.makeStream(bufferingPolicy: .bufferingOldest(1))

  init(_ signals: [Int32], onSignal: @escaping @Sendable (Int) -> Void) {
    let queue = DispatchQueue(label: "gleaner.signals")
    let count = SignalCount()
    let (registered, arrived) = (registrations.continuation, arrivals.continuation)
    sources = signals.map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setRegistrationHandler { registered.yield() }
      source.setEventHandler {
        onSignal(count.next())
        arrived.yield(number)
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

  /// The first signal; nil when the task is cancelled before.
  func first() async -> Int32? {
    for await number in arrivals.stream { return number }
    return nil
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
