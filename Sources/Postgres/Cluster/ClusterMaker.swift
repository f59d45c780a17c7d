// Makes a new cluster in a draft directory and renames it when it is complete, so that a directory called `data` is
// always a whole cluster, whenever the machine stops.
//
// pgvector and the database are put in after the first start, not in single-user mode: there, objects get numbers below
// 16384, which pg_dump takes for PostgreSQL's own and leaves out.

import FoundationEssentials
import Glibc

/// Runs initdb, and furnishes the running cluster.
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
      + locale + synchronisation
  }

  /// One call for the whole file system is five times quicker than one for each of a thousand files.
  private var synchronisation: [String] {
    guard isDurable else { return ["--no-sync"] }
    return binaries.major >= 17 ? ["--sync-method=syncfs"] : []
  }

  private func run(_ chore: Chore, _ arguments: [String]) async throws(ClusterError) {
    let (status, output) = try await chore.output(
      arguments, environment: binaries.environment, user: place.server, directory: place.home)
    guard status != 0 else { return }
    let lines = output.split(separator: "\n").map(String.init)
    let complaint = lines.last { $0.contains("FATAL:") || $0.contains("error:") } ?? lines.last
    throw ClusterError(
      .initialise, "initdb failed: \(complaint ?? "exit \(status)")", context: place.home)
  }

  /// Gives a running cluster pgvector and the database, once; a file in the data directory says that it was done.
  func furnish(sockets: String) async throws(ClusterError) {
    let mark = "\(place.data)/gleaner.furnished"
    guard Ownership.of(mark) == nil else { return }
    let address = ClusterLease.address(sockets: sockets, database: "template1")
    do {
      let session = try Session(ConnectionSettings(address))
      try await session.open()
      try await session.script("CREATE EXTENSION IF NOT EXISTS vector")
      let known = try await session.query("SELECT 1 FROM pg_database WHERE datname = \(Self.role)")
      if known.isEmpty { try await session.execute("CREATE DATABASE \(identifier: Self.role)") }
      await session.close()
    } catch {
      throw ClusterError(
        .initialise, "cannot furnish the new database: \(error)", context: place.home, cause: error)
    }
    try ClusterFloor(place: place).write("", to: mark)
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
    _ arguments: [String], environment: [String: String], user: SystemUser, directory: String
  ) throws(ClusterError) -> (status: Int32, text: String) {
    try ChildProcess.output(
      arguments, environment: environment, user: user, directory: directory)
  }
}
