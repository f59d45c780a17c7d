// The mode in which a terminal gives single keys and shows a screen of ours, and the way back. The way back is one call
// that may be made from anywhere, a signal's handler included: a shell that shows nothing of what is typed is the worst that
// a program can leave behind.

private import Glibc
private import Synchronization

/// The mode of the process's own terminal.
enum TerminalMode {
  /// The other screen, pastes marked as such, no cursor, nothing wrapped.
  private static let entering: StaticString = "\u{1B}[?1049h\u{1B}[?2004h\u{1B}[?25l\u{1B}[?7l"
  /// All that back; a terminal without another screen goes on below what was drawn.
  private static let leaving: StaticString =
    "\u{1B}[?2026l\u{1B}[0m\u{1B}[?7h\u{1B}[?25h\u{1B}[?2004l\u{1B}[999;1H\r\n\u{1B}[?1049l"
  /// More tries than this at an interrupted call are none.
  private static let triesMax = 100

  /// As it was found; on the heap and never freed, for a handler may read it at any time.
  private nonisolated(unsafe) static let before = UnsafeMutablePointer<termios>.allocate(
    capacity: 1)
  private static let isTaken = Atomic(false)

  /// Takes the terminal of standard input and output; false where there is none.
  static func take() -> Bool {
    if !isTaken.load(ordering: .acquiring) {
      guard unsafe tcgetattr(0, before) == 0 else { return false }
    }
    isTaken.store(true, ordering: .releasing)
    var raw = unsafe before.pointee
    // Ctrl-C and Ctrl-Z stay signals; Ctrl-S stops nothing.
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
    raw.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR | ISTRIP)
    // A read never waits: what was there when it was announced may have been forgotten since.
    unsafe withUnsafeMutableBytes(of: &raw.c_cc) { keys in
      unsafe keys[Int(VMIN)] = 0
      unsafe keys[Int(VTIME)] = 0
    }
    unsafe set(&raw, TCSAFLUSH)
    write(entering)
    return true
  }

  /// Gives it back as it was found; what was typed and not read is forgotten, so that no shell takes it for a command.
  static func restore() {
    guard isTaken.exchange(false, ordering: .acquiringAndReleasing) else { return }
    write(leaving)
    unsafe set(before, TCSAFLUSH)
  }

  private static func set(_ mode: UnsafePointer<termios>, _ when: Int32) {
    for _ in 0..<triesMax {
      if unsafe tcsetattr(0, when, mode) == 0 || errno != EINTR { return }
    }
  }

  private static func write(_ text: StaticString) {
    _ = unsafe Glibc.write(1, text.utf8Start, text.utf8CodeUnitCount)
  }
}
