// How a command ends. Four codes, the same for every command.

/// The exit code of a command.
package enum ExitCode: Int32, Sendable {
  /// Done; single feeds may have failed and were named.
  case done = 0
  /// Failed, or a check with a finding.
  case failed = 1
  /// Wrong usage or configuration.
  case usage = 2
  /// Stopped by Ctrl-C or a termination signal.
  case interrupted = 130
}
