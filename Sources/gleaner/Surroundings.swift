// What the process finds around it: the command line, the environment and the working directory meet here and go on as
// values.

import Foundation
import Service
import Workspace

extension Terminal {
  /// Where results go.
  static var output: Terminal { .output(ProcessInfo.processInfo.environment) }
}

extension WorkspaceLocation {
  /// The workspace that a command line means.
  static func current(_ invocation: Invocation) throws(UsageError) -> WorkspaceLocation {
    try find(
      option: invocation.value("--dir"), environment: ProcessInfo.processInfo.environment,
      currentDirectory: FileManager.default.currentDirectoryPath)
  }
}
