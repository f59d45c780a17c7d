// What happens to a screen: keys, and what the terminal or its shell does.

/// One thing that happened.
package enum ScreenEvent: Sendable, Hashable {
  /// `at` is measured from the start.
  case key(TerminalKey, at: Duration)
  case resized
  /// The person pressed Ctrl-Z, or a shell asks to stop.
  case stopped
  /// It goes on after a stop: whatever the terminal shows now is not ours.
  case continued
  /// The terminal is gone.
  case ended
}
