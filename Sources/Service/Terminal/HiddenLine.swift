// A password while it is typed: the terminal does not show it, and shows the next line again, whatever ends the typing.

private import Glibc

/// Reads a line without showing it.
package enum HiddenLine {
  /// Runs `body` while the terminal behind a descriptor shows nothing of what is typed; elsewhere it just runs it.
  package static func reading<Value>(
    from descriptor: Int32 = 0, _ body: () throws -> Value
  ) throws -> Value {
    var before = termios()
    guard unsafe tcgetattr(descriptor, &before) == 0 else { return try body() }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    // The line feed alone is shown, so that what comes next begins a line.
    silent.c_lflag |= tcflag_t(ECHONL)
    unsafe tcsetattr(descriptor, TCSAFLUSH, &silent)
    defer { unsafe tcsetattr(descriptor, TCSAFLUSH, &before) }
    return try body()
  }
}
