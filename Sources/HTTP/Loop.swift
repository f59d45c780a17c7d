// One libcurl loop on one thread of its own. libcurl's blocking parts (polling, TLS) stay off the
// cooperative pool, and since one thread owns every handle, no lock is needed around libcurl.

internal import Glibc
private import Synchronization

/// A running loop; `close` ends its transfers and joins its thread.
final class Loop: Sendable {
  private let inbox = Inbox()
  private let multi: Multi
  private let thread: Mutex<pthread_t?>

  /// Starts the thread; nil if there is no memory or no thread left.
  init?(_ gate: Gate) {
    guard let multi = Multi() else { return nil }
    let inbox = inbox
    guard
      let thread = Self.start({
        var runner = Runner(inbox: inbox, multi: multi, gate: gate)
        runner.run()
      })
    else { return nil }
    self.multi = multi
    self.thread = Mutex(thread)
  }

  deinit { close() }

  /// Lets the thread look at the gate and its letters now.
  func wake() { multi.wake() }

  /// Carries out one leg; `onStart` is called when its request is sent, and cancelling the task ends the transfer.
  func perform(_ leg: Leg, onStart: @escaping @Sendable () -> Void) async -> Job.Outcome {
    let id = inbox.expect()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { reply in
        if inbox.submit(Job(id: id, leg: leg, onStart: onStart, reply: reply)) { multi.wake() }
      }
    } onCancel: {
      inbox.cancel(id)
      multi.wake()
    }
  }

  /// Ends every transfer with `closed` and waits for the thread; safe to call again.
  func close() {
    _ = inbox.close()
    multi.wake()
    let joinable = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    if let joinable { pthread_join(joinable, nil) }
  }

  /// Runs `body` on a thread of its own, to be joined or detached; nil where there is none left.
  static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    let box = ThreadBody(body)
    let retained = unsafe Unmanaged.passRetained(box)
    var thread = pthread_t()
    let failed = unsafe pthread_create(
      &thread, nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, unsafe retained.toOpaque())
    guard failed == 0 else {
      unsafe retained.release()
      return nil
    }
    return thread
  }
}

/// What a thread runs, as an object that a C pointer can carry.
private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}
