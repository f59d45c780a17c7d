// `gleaner work`: stays, and does at the right time what `gleaner run` does at once.

import Foundation
import Pipeline
import Service
import Workspace

enum WorkCommand: Command {
  static let spec = CommandSpec(
    ["work"], "Stay, run passes as sources are due, and make the digest at its time",
    options: [OptionSpec("--json", nil, "print one JSON object for each event on standard output")],
    details: """
      A source is asked when it is due, files are looked at every 15 minutes, and digests come at the times of \
      schedule.digest in gleaner.yaml. One that was missed while the machine was off is made up for, once. Changed \
      files of the workspace count from the next pass on.

      What is approved is sent when its time comes, within the limits. What you approve or take back meanwhile goes within \
      a minute; 'gleaner actions stop' holds from the next call on.

      One worker serves a database; a second one ends at once and names the first. When the database is away, or a \
      pass fails, it waits and tries again. Ctrl-C or SIGTERM stops it cleanly; a second signal ends it at once.
      """)

  static let isService = true

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let log = WorkLog(workspace.console, asJSON: invocation.has("--json")) { Date() }
    let worker = try Worker(workspace, log, environment: ProcessInfo.processInfo.environment)
    do {
      try await WorkLoop(worker, clock: .system).run()
    } catch  where Task.isCancelled {
      log.write("stopped", "stopped")
      throw CancellationError()
    }
    return .done
  }
}
