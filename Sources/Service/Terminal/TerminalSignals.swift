// Signals that concern a screen. Those that can be answered (another size, stop, go on) become bytes in a pipe, which is
// read like keys; those that end the process put the terminal right first. Handlers do nothing but what POSIX allows them
// to (async-signal-safety): write, tcsetattr, signal, raise.

private import Glibc
private import Synchronization

/// Watches signals while a screen is shown.
enum TerminalSignals {
  private static let answered = [SIGWINCH, SIGTSTP, SIGCONT]
  private static let ending = [
    SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE,
  ]
  /// The pipe's end that handlers write to; -1 for none.
  private static let mouth = Atomic<Int32>(-1)
  private static let before = Mutex<[(number: Int32, action: sigaction)]>([])

  /// Begins; gives the pipe's end to read the numbers of signals from, or nil where there is no pipe to be had.
  static func watch() -> Int32? {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    mouth.store(ends[1], ordering: .releasing)
    before.withLock { before in
      for number in answered { before.append((number, set(number, answer))) }
      for number in ending { before.append((number, set(number, end))) }
    }
    return ends[0]
  }

  /// Ends; whoever reads closes that end.
  static func unwatch() {
    before.withLock { before in
      for (number, action) in before {
        var action = action
        _ = unsafe sigaction(number, &action, nil)
      }
      before = []
    }
    let end = mouth.exchange(-1, ordering: .acquiringAndReleasing)
    if end >= 0 { close(end) }
  }

  /// Stops this process as Ctrl-Z would without us; returns when it goes on, or at once where nobody could make it go on
  /// (the kernel knows: an orphaned process group is not stopped).
  static func stop() {
    var (wanted, mask) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&wanted)
    unsafe sigaddset(&wanted, SIGTSTP)
    var ours = set(SIGTSTP, nil)
    unsafe pthread_sigmask(SIG_UNBLOCK, &wanted, &mask)
    raise(SIGTSTP)
    unsafe pthread_sigmask(SIG_SETMASK, &mask, nil)
    _ = unsafe sigaction(SIGTSTP, &ours, nil)
  }

  /// Sets a handler, nil for the default; gives what was there.
  private static func set(
    _ number: Int32, _ handler: (@convention(c) (Int32) -> Void)?
  ) -> sigaction {
    var (action, before) = (sigaction(), sigaction())
    unsafe action.__sigaction_handler.sa_handler = handler
    action.sa_flags = SA_RESTART
    _ = unsafe sigaction(number, &action, &before)
    return before
  }

  private static let answer: @convention(c) (Int32) -> Void = { number in
    let kept = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = unsafe write(TerminalSignals.mouth.load(ordering: .acquiring), &byte, 1)
    errno = kept
  }

  private static let end: @convention(c) (Int32) -> Void = { number in
    TerminalMode.restore()
    _ = signal(number, SIG_DFL)
    raise(number)
  }
}
