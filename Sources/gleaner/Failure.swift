// The last word on an error: one line on standard error, and the exit code that goes with it.

import Foundation
import Service

/// Turns an error into one line and an exit code.
enum Failure {
  static func report(_ error: any Error) -> ExitCode {
    let code = exitCode(error)
    if !isQuiet(error) {
      // The settings' problems begin with their file, so that an editor can jump to each.
      let text = error is SettingsError ? "\(error)\n" : "gleaner: \(words(error))\n"
      FileHandle.standardError.write(Data(text.utf8))
    }
    return code
  }

  /// What was going on when the person pressed Ctrl-C is no news to them.
  private static func words(_ error: any Error) -> String {
    error is Interruption ? "interrupted" : "\(error)"
  }

  private static func exitCode(_ error: any Error) -> ExitCode {
    switch error {
    case is CancellationError, is Interruption: .interrupted
    case is UsageError, is SettingsError: .usage
    case let error as OutputError where error.code == .closed: .done
    default: .failed
    }
  }

  /// An interruption was asked for, and a reader that went away is not there to be told.
  private static func isQuiet(_ error: any Error) -> Bool {
    switch error {
    case is CancellationError: true
    case let error as OutputError: error.code == .closed
    default: false
    }
  }
}
