// What the process finds around it: arguments, environment, working directory and its own path meet here and go on as
// values.

import Foundation
import Service
import Workspace

extension WorkspaceLocation {
  /// The workspace that a command line means.
  static func current(_ invocation: Invocation) throws(UsageError) -> WorkspaceLocation {
    try find(
      option: invocation.value("--dir"), environment: ProcessInfo.processInfo.environment,
      currentDirectory: FileManager.default.currentDirectoryPath)
  }
}

extension LibraryFolders {
  /// Where this process looks for models and binaries; the filters have no workspace.
  static func current(_ workspace: WorkspaceLocation?) -> LibraryFolders {
    LibraryFolders(
      workspace: workspace, environment: ProcessInfo.processInfo.environment,
      executable: Bundle.main.executablePath,
      currentDirectory: FileManager.default.currentDirectoryPath)
  }
}

extension Log {
  /// The log of this process; `GLEANER_LOG` names a level, `json`, or both (`debug,json`).
  static func current(to console: StandardError) throws(UsageError) -> Log {
    try Log(
      choice: ProcessInfo.processInfo.environment["GLEANER_LOG"] ?? "", to: console,
      now: { Date() })
  }
}
