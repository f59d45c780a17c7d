// Makes a new cluster in a draft directory and renames it when it is complete, so that a directory called `data` is
// always a whole cluster, whenever the machine stops.

import FoundationEssentials
import Glibc

/// Runs initdb and puts pgvector and the database into the new cluster.
struct ClusterMaker {
  static let draftPrefix = "data.new."
  /// The superuser inside the cluster, and the name of the database.
  static let role = "gleaner"

  let place: ClusterPlace
  let binaries: PostgresBinaries
  let isDurable: Bool

  func make() async throws(ClusterError) {
    let draft = "\(place.home)/\(Self.draftPrefix)\(getpid())"
    let chore = try Chore()
    try await run(chore, [binaries.program("initdb")] + initdbOptions(draft))
    let statements = "CREATE EXTENSION vector\nCREATE DATABASE \(Self.role)\n"
    let durable = isDurable ? "on" : "off"
    try await run(
      chore,
      [
        binaries.program("postgres"), "--single", "-D", draft, "-c", "fsync=\(durable)",
        "template1",
      ],
      input: statements)
    guard unsafe rename(draft, place.data) == 0 else {
      throw ClusterError(
        .initialise, "cannot rename the new cluster: \(ChildProcess.reason(errno))",
        context: place.data)
    }
    synchronise(place.home)
  }

  private func initdbOptions(_ draft: String) -> [String] {
    let locale =
      binaries.major >= 17
      ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"] : ["--locale=C"]
    return ["-D", draft, "-U", Self.role, "-A", "peer", "--encoding=UTF8", "--no-instructions"]
      + locale + (isDurable ? [] : ["--no-sync"])
  }

  private func run(
    _ chore: Chore, _ arguments: [String], input: String = ""
  ) async throws(ClusterError) {
    let (status, output) = try await chore.output(
      arguments, environment: binaries.environment, user: place.server, directory: place.home,
      input: input)
    // In single-user mode a refused statement does not change the exit status.
    let complaint = output.split(separator: "\n").last {
      $0.contains("ERROR:") || $0.contains("FATAL:") || $0.contains("error:")
    }
    guard status == 0, complaint == nil else {
      let what = complaint.map(String.init) ?? output.split(separator: "\n").last.map(String.init)
      throw ClusterError(
        .initialise, "cannot make the database: \(what ?? "exit \(status)")", context: place.home)
    }
  }

  /// A rename is on the disk when its directory is.
  private func synchronise(_ directory: String) {
    let descriptor = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

/// A thread of its own for programs that run for a second, so that waiting for them blocks no task.
actor Chore {
  private let thread: SessionThread

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

  init() throws(ClusterError) {
    do { thread = try SessionThread.start() } catch {
      throw ClusterError(.start, error.message, cause: error)
    }
  }

  deinit { thread.finish() }

  func output(
    _ arguments: [String], environment: [String: String], user: SystemUser, directory: String,
    input: String
  ) throws(ClusterError) -> (status: Int32, text: String) {
    try ChildProcess.output(
      arguments, environment: environment, user: user, directory: directory, input: input)
  }
}
