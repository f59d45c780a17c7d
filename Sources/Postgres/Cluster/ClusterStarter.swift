// Brings the server up, or finds it up. Called with start.lock held, so nobody else decides at the same time.

import CKeeper
import FoundationEssentials
import Glibc

/// One attempt to have the server running.
struct ClusterStarter {
  let place: ClusterPlace
  let binaries: PostgresBinaries
  let settings: ClusterSettings

  /// Gives the directory of the server's socket once it accepts connections and has its database.
  func ensureRunning() async throws(ClusterError) -> String {
    let sockets = try await ensureServer()
    try await maker(binaries).furnish(sockets: sockets)
    return sockets
  }

  private func maker(_ binaries: PostgresBinaries) -> ClusterMaker {
    ClusterMaker(place: place, binaries: binaries, isDurable: settings.isDurable)
  }

  /// Waits as long as a server lives that is starting, stopping or about to die; starts one when there is none.
  private func ensureServer() async throws(ClusterError) -> String {
    let deadline = ContinuousClock.now + settings.startLimit
    while true {
      let file = PostmasterFile.read(place.data)
      let isLive = try file.map(isLive) ?? false
      if isLive, let file, isReady(file) { return file.socketDirectory }
      // A killed server's children outlive it for a moment, and a young one has no file yet.
      let left = isLive ? [] : Residents.of(place.data)
      if !isLive && left.isEmpty { return try await start() }
      guard ContinuousClock.now < deadline else {
        throw ClusterError(
          .busy,
          "its server is not ready after \(settings.startLimit) and still runs; stop process "
            + (isLive ? "\(file?.pid ?? 0)" : left.map(String.init).joined(separator: ", ")),
          context: place.log)
      }
      try await Pause.short()
    }
  }

  private func isLive(_ file: PostmasterFile) throws(ClusterError) -> Bool {
    switch PostmasterVerdict(ProcessFacts.of(file.pid), data: place.data) {
    case .live: return true
    case .stale: return false
    case .unknown:
      throw ClusterError(
        .unknown,
        "process \(file.pid) may be its server, but may not be looked at; run as \(place.server.name) "
          + "or root, or stop that process", context: "\(place.data)/postmaster.pid")
    }
  }

  /// Whether it says that it is ready, and answers.
  private func isReady(_ file: PostmasterFile) -> Bool {
    guard file.status == "ready" else { return false }
    return unsafe keeper_answers(file.socketDirectory + ClusterPlace.socketName)
  }

  private func start() async throws(ClusterError) -> String {
    let floor = ClusterFloor(place: place)
    floor.sweep()
    let reachable = try BinariesShelter(binaries: binaries, user: place.server).reachable()
    if try isMissing() { try await maker(reachable).make() }
    clearStale()
    try configure(floor)
    let logged = ClusterLog.size(place.log)
    let watch = try startKeeper(reachable)
    defer { close(watch) }
    return try await awaitReady(watch: watch, logged: logged)
  }

  /// Whether there is no cluster yet; throws when there is one that these binaries cannot run.
  private func isMissing() throws(ClusterError) -> Bool {
    guard Ownership.of(place.data) != nil else { return true }
    guard let version = ClusterStatus.dataVersion(place.data) else {
      throw ClusterError(
        .foreign, "holds something that is not a PostgreSQL cluster; move it away",
        context: place.data)
    }
    guard version == binaries.major else {
      throw ClusterError(
        .foreign,
        "was made by PostgreSQL \(version), and \(binaries.root) is \(binaries.version): install "
          + "PostgreSQL \(version) for one `gleaner backup`, then restore it into a new directory",
        context: place.data)
    }
    return false
  }

  /// Removes the marks of a server of which no process is left.
  private func clearStale() {
    for name in [
      "\(place.data)/postmaster.pid", "\(place.sockets)/.s.PGSQL.5432.lock",
      "\(place.sockets)/.s.PGSQL.5432",
    ] {
      unsafe unlink(name)
    }
  }

  /// Written at every start, so that a cluster that was moved or got another owner still admits the right people.
  private func configure(_ floor: ClusterFloor) throws(ClusterError) {
    let role = ClusterMaker.role
    let map = place.people.map { "gleaner \"\($0)\" \(role)\n" }.joined()
    try floor.write(map, to: "\(place.data)/pg_ident.conf")
    try floor.write("local all all peer map=gleaner\n", to: "\(place.data)/pg_hba.conf")
    if ClusterLog.size(place.log) > ClusterLog.limit {
      unsafe rename(place.log, "\(place.log).old")
    }
  }

  private func startKeeper(_ binaries: PostgresBinaries) throws(ClusterError) -> Int32 {
    let arguments =
      [binaries.program("postgres"), "-D", place.data]
      + settings.options(binaries.major, sockets: place.sockets)
    var watch: Int32 = -1
    let keeper = unsafe ChildProcess.withArguments(arguments, binaries.environment) {
      arguments, environment in
      unsafe withPlan { plan in
        unsafe plan.arguments = unsafe arguments
        unsafe plan.environment = unsafe environment
        return unsafe keeper_start(&plan, &watch)
      }
    }
    guard keeper > 0 else {
      throw ClusterError(
        .start, "cannot start the keeper: \(ChildProcess.reason(-keeper))", context: place.home)
    }
    return watch
  }

  /// A plan whose strings live during the call.
  private func withPlan(_ body: (inout keeper_plan) -> Int32) -> Int32 {
    unsafe place.startLock.withCString { startLock in
      unsafe place.useLock.withCString { useLock in
        unsafe place.log.withCString { log in
          unsafe place.data.withCString { data in
            var plan = unsafe keeper_plan()
            unsafe (plan.start_lock, plan.use_lock, plan.log, plan.directory) = unsafe (
              startLock, useLock, log, data
            )
            unsafe plan.user = place.server.change
            unsafe plan.linger_seconds = Int32(clamping: settings.lingerSeconds)
            return unsafe body(&plan)
          }
        }
      }
    }
  }

  /// Waits until the server that was just started accepts connections; recovery after a crash may take its time.
  private func awaitReady(watch: Int32, logged: Int) async throws(ClusterError) -> String {
    let deadline = ContinuousClock.now + settings.startLimit
    while true {
      if let file = PostmasterFile.read(place.data), isReady(file) { return file.socketDirectory }
      let isOver = hasEnded(watch)
      guard !isOver, ContinuousClock.now < deadline else {
        let what =
          isOver
          ? "the server ended while starting"
          : "the server is not ready after \(settings.startLimit)"
        let reason = ClusterLog.complaint(place.log, after: logged)
        throw ClusterError(.start, "\(what): \(reason ?? "see the log")", context: place.log)
      }
      try await Pause.short()
    }
  }

  /// Whether the keeper has closed its end, which it does by ending.
  private func hasEnded(_ watch: Int32) -> Bool {
    var watched = pollfd(fd: watch, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&watched, 1, 0) > 0
  }
}

/// The server's own log.
enum ClusterLog {
  /// Beyond this many bytes a new one is begun at the next start; one old one is kept.
  static let limit = 1 << 20

  static func size(_ path: String) -> Int {
    var facts = stat()
    return unsafe lstat(path, &facts) == 0 ? Int(facts.st_size) : 0
  }

  /// The last line that says what is wrong.
  static func complaint(_ path: String, after offset: Int) -> String? {
    guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
    return String(decoding: bytes.dropFirst(offset), as: UTF8.self).split(separator: "\n")
      .last { $0.contains("FATAL:") || $0.contains("PANIC:") }.map(String.init)
  }
}
