// The last word on an error: one line on standard error, and the exit code that goes with it.

import Foundation
import Service

/// Turns an error into one line and an exit code.
enum Failure {
  static func report(_ error: any Error) -> ExitCode {
    if error is CancellationError { return .interrupted }
    FileHandle.standardError.write(Data("gleaner: \(error)\n".utf8))
    return error is UsageError ? .usage : .failed
  }
}
