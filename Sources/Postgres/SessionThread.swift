// libpq blocks, and so does the name server it asks. Each session has a thread of its own as its executor, so that
// neither ever holds one of the few threads that run all other tasks.

import Dispatch
import Glibc
import Synchronization

/// A serial executor on one thread, which ends with ``finish()``.
final class SessionThread: SerialExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var isFinished = false
  }

  private let state = Mutex(State())
  private let work = DispatchSemaphore(value: 0)
  /// Enough for libpq and the resolver below it.
  private static let stackBytes = 1 << 20

  /// Starts the thread.
  static func start() throws(PostgresError) -> SessionThread {
    let thread = SessionThread()
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    unsafe pthread_attr_setstacksize(&attributes, stackBytes)
    var handle = pthread_t()
    let context = unsafe Unmanaged.passRetained(thread)
    let result = unsafe pthread_create(
      &handle, &attributes,
      { context in
        guard let context = unsafe context else { return nil }
        unsafe Unmanaged<SessionThread>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, unsafe context.toOpaque())
    guard result == 0 else {
      unsafe context.release()
      throw PostgresError(.unavailable, "no thread is left for a connection")
    }
    return thread
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    state.withLock { $0.jobs.append(unowned) }
    work.signal()
  }

  /// Ends the thread after the work that is queued.
  func finish() {
    state.withLock { $0.isFinished = true }
    work.signal()
  }

  private func run() {
    while true {
      work.wait()
      let (jobs, isFinished) = state.withLock { state in
        defer { state.jobs = [] }
        return (state.jobs, state.isFinished)
      }
      for job in jobs { unsafe job.runSynchronously(on: asUnownedSerialExecutor()) }
      if isFinished && jobs.isEmpty { return }
      if isFinished { work.signal() }
    }
  }
}
