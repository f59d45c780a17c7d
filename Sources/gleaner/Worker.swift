// What the loop of `gleaner work` does: reads the files anew, runs a pass as `gleaner run` would, and says what came of
// it. Between passes it holds one connection and no model.

import Digest
import Feed
import Foundation
import HTTP
import Pipeline
import Service
import Social
import Store
import Synchronization
import Taste
import Workspace

/// The scheduled worker of a workspace.
final class Worker: WorkJob {
  private struct State {
    /// As they were when they were last without a mistake.
    var files: WorkspaceFiles
    /// Of the files; empty while there is none.
    var complaint = ""
    /// The database that the lock is held on; nil for the private cluster.
    var database: String?
    /// The last error of each source, so that each is told once.
    var errors: [String: String] = [:]
    var hasBegun = false
    /// Told, and not over yet.
    var isOffline = false
  }

  private let workspace: OpenWorkspace
  private let environment: [String: String]
  private let log: WorkLog
  private let state: Mutex<State>

  /// Reads the files, which must be without a mistake to begin with.
  init(_ workspace: OpenWorkspace, _ log: WorkLog, environment: [String: String]) throws {
    let files = try WorkspaceFiles.load(workspace.location, environment: environment)
    guard !files.sources.entries.isEmpty else { throw workspace.withoutSources() }
    for warning in files.sources.warnings { log.write("warning", "\(warning)") }
    self.workspace = workspace.telling(log.notes)
    self.environment = environment
    self.log = log
    state = Mutex(State(files: files))
  }

  func times() -> DigestTimes {
    let settings = state.withLock { $0.files.settings }
    return DigestTimes(cron: settings.digestSchedule, timeZone: settings.timeZone)
  }

  func alone(_ body: (Database) async throws -> Void) async throws {
    let settings = state.withLock { state in
      state.database = state.files.settings.database
      return state.files.settings
    }
    try await workspace.at(Date(), settings).withDatabase { database in
      try await database.exclusively(.worker) {
        greet()
        try await body(database)
      }
    }
  }

  func pass(until stage: PipelineStage, at now: Date) async throws {
    let files = try reread()
    let current = workspace.at(now, files.settings)
    let settings = current.pipeline(files.sources.pulled, files.rules.book)
    let (report, paths, mailed) = try await current.withDatabase {
      database -> (RunReport, [String], [DeliveryEvent]) in
      let client = OpenWorkspace.client
      defer { client.close() }
      let run = PipelineRun(
        database: database, client: client, settings: settings, now: now,
        embedding: current.embedding, observe: { self.hear($0) },
        accounts: current.accountLines(database, client))
      let report = try await run.run(until: stage)
      let paths = try await current.deliverDigests(from: database)
      return (report, paths, try await current.sendDigests(from: database, client))
    }
    tell(report, paths)
    for event in mailed {
      if case .object(let members) = event.row { log.write("delivery", event.line, members) }
    }
  }

  func dispatch(on database: Database, at now: Date) async throws -> Date? {
    let current = workspace.at(now, try reread().settings)
    let client = OpenWorkspace.client
    defer { client.close() }
    do {
      let report = try await current.dispatcher(
        database, client, makeClock: { PlainClock { Date() } }, tell: { self.hear($0) }
      ).run()
      return report.nextWait
    } catch let error as SocialError {
      tellOnce("actions", "actions_stopped", "nothing is sent: \(error)")
      return nil
    }
  }

  func failed(_ error: any Error, again: Date) {
    let seconds = Int(again.timeIntervalSince(Date()).rounded())
    log.write(
      "failed", "\(error); trying again in \(max(1, seconds)) s",
      [JSONMember("error", .string("\(error)")), JSONMember("again", .time(again))])
  }

  /// The files as they are now; or, while one of them has a mistake, as they were before.
  private func reread() throws -> WorkspaceFiles {
    var complaint = ""
    do throws(SettingsError) {
      let files = try WorkspaceFiles.load(workspace.location, environment: environment)
      state.withLock { $0.files = files }
    } catch {
      complaint = error.problems.map(\.description).joined(separator: "; ")
    }
    let (isNew, isMended, files, isElsewhere) = state.withLock { state in
      defer { state.complaint = complaint }
      return (
        !complaint.isEmpty && complaint != state.complaint,
        complaint.isEmpty && !state.complaint.isEmpty, state.files,
        state.files.settings.database != state.database
      )
    }
    if isNew { log.write("settings", "\(complaint); the settings before it go on") }
    if isMended { log.write("settings", "the settings are read again") }
    if isElsewhere { throw MovedDatabase() }
    return files
  }

  private func greet() {
    let isFirst = state.withLock { state in
      defer { state.hasBegun = true }
      return !state.hasBegun
    }
    let files = state.withLock { $0.files }
    guard isFirst else { return log.write("resumed", "at work again") }
    let cron = files.settings.digestSchedule?.text
    let digests =
      cron.map { "digests at \"\($0)\" in \(files.settings.timeZone.identifier)" }
      ?? "no digests, as schedule.digest is not set"
    log.write(
      "started",
      "at work for \(files.settings.person): \(Count.of(files.sources.entries.count, "source")), \(digests)",
      [
        JSONMember("sources", .int(files.sources.entries.count)), JSONMember("digest", .text(cron)),
      ])
  }

  private func hear(_ event: RunEvent) {
    switch event {
    case .indexing(let count):
      log.write("indexing", "building the index of \(Count.of(count, "passage"))")
    case .waiting(let other): log.write("waiting", "\(other): waiting for it to end")
    case .sourceFailed(let source, let why, let cause):
      guard state.withLock({ $0.errors.updateValue(why, forKey: source) }) != why else { return }
      log.write(
        "source_failed", "\(source): \(why)",
        [
          JSONMember("source", .string(source)), JSONMember("error", .string(why)),
          JSONMember("cause", .string(cause.rawValue)),
        ])
    case .syncFailed(let account, let why):
      guard state.withLock({ $0.errors.updateValue(why, forKey: account) }) != why else { return }
      log.write(
        "sync_failed", "\(account): \(why)",
        [JSONMember("account", .string(account)), JSONMember("error", .string(why))])
    case .noted(let words): log.write("note", words)
    case .modelFailed(let why): log.write("model_failed", "\(why) (not asked any more)")
    case .textRefused(let text, let why):
      log.write("text_refused", "\(text) is left out: \(why)", [JSONMember("text", .string(text))])
    case .reembedding(let progress) where progress.isOver || progress.embedded > 0: tell(progress)
    case .reembedding(let progress):
      if let why = progress.halt { tellWaiting(progress.total - progress.done, why) }
    case .offline(let count, let why):
      guard state.withLock({ !$0.isOffline }) else { return }
      state.withLock { $0.isOffline = true }
      log.write(
        "offline", RunListener.offline(count, why), [JSONMember("sources", .int(count))])
    case .began, .advanced, .ended: break
    }
  }

  /// What is done is told each time, what holds it back once.
  private func hear(_ event: DispatchEvent) {
    let words = DispatchWords(now: Date())
    var members: [JSONMember] = []
    if case .object(let row) = words.row(event) {
      members = row.filter { $0.key != "event" }
    }
    switch event {
    case .sent(let order, _, _), .readBack(let order, _), .late(let order):
      state.withLock { $0.errors["actions \(order.account)"] = nil }
      log.write("action", "\(order.account): action \(words.line(event))", members)
    case .stopped(let account, _), .signedOut(let account):
      tellOnce("actions \(account)", "actions_stopped", words.line(event), members)
    case .waiting, .busy: break
    }
  }

  /// Says something that lasts when it begins; `place` is what it is about.
  private func tellOnce(
    _ place: String, _ event: String, _ line: String, _ members: [JSONMember] = []
  ) {
    guard state.withLock({ $0.errors.updateValue(line, forKey: place) }) != line else { return }
    log.write(event, line, members)
  }

  private func tell(_ progress: SpaceProgress) {
    log.write(
      progress.isOver ? "space_changed" : "reembedding", progress.line,
      [
        JSONMember("space", .string(progress.space)),
        JSONMember("working", .string(progress.working)),
        JSONMember("done", .int(progress.done)), JSONMember("total", .int(progress.total)),
      ])
  }

  private func tell(_ report: RunReport, _ paths: [String]) {
    if report.unchanged + report.parsed > 0 { state.withLock { $0.isOffline = false } }
    if !report.isQuiet {
      let verdicts = report.verdicts
      log.write(
        "pass",
        "\(Count.of(report.added, "new item")), \(report.changed) changed; \(report.decided) decided: "
          + "\(verdicts[.keep] ?? 0) kept, \(verdicts[.skip] ?? 0) skipped, "
          + "\(verdicts[.review] ?? 0) for review"
          + (report.sync.added > 0
            ? "; \(Count.of(report.sync.added, "label")) from your accounts" : ""),
        report.counts.map { JSONMember($0.name, .int($0.value)) })
    }
    if let why = report.embedHalt { tellWaiting(report.unembedded, why) }
    guard report.edition != nil || !paths.isEmpty else { return }
    let name = report.edition.map {
      "digest \($0.number) with \(Count.of($0.stories.count, "story", plural: "stories"))"
    }
    log.write(
      "digest", ([name ?? "a digest that was not written yet"] + paths).joined(separator: ", "),
      [
        JSONMember("digest", .optional(report.edition) { .int(Int($0.number)) }),
        JSONMember("files", .texts(paths)),
      ])
  }

  /// Each reason once, as long as it lasts.
  private func tellWaiting(_ count: Int, _ why: String) {
    let words = "\(Count.of(count, "text")) without a vector for now: \(why)"
    guard state.withLock({ $0.errors.updateValue(why, forKey: "embedding") }) != why else { return }
    log.write(
      "unembedded", words, [JSONMember("texts", .int(count)), JSONMember("error", .string(why))])
  }

  /// Ends the work on one database, so that it goes on with the other.
  private struct MovedDatabase: Error, CustomStringConvertible {
    let description = "the settings name another database"
  }
}
