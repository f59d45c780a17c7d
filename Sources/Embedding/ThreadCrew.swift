// Threads of our own. Dispatch and Swift's tasks share pools of as many threads as there are processors: a computation of
// seconds on those would hold up everything else in the process, a signal handler included.

import Glibc

/// Runs work on threads outside of every pool.
enum ThreadCrew {
  private final class Job: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Runs `body` on `count` threads and waits for all of them; each is told its number.
  static func perform(_ count: Int, _ body: @Sendable (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      let threads = (0..<count).map { index in start { body(index) } }
      for thread in threads { if let thread { pthread_join(thread, nil) } }
    }
  }

  /// Runs `body` on a thread that nobody waits for.
  static func detach(_ body: @escaping @Sendable () -> Void) {
    if let thread = start(body) { pthread_detach(thread) }
  }

  /// Starts a thread; where the system has none to give, does the work at once and gives nil.
  private static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    var thread = pthread_t()
    let job = unsafe Unmanaged.passRetained(Job(body))
    let status = unsafe pthread_create(
      &thread, nil,
      { context in
        if let context = unsafe context {
          unsafe Unmanaged<Job>.fromOpaque(context).takeRetainedValue().body()
        }
        return nil
      }, job.toOpaque())
    guard status != 0 else { return thread }
    unsafe job.takeRetainedValue().body()
    return nil
  }
}
