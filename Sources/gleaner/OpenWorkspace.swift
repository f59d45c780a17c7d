// What most commands begin with: the workspace, its settings and its sources; and, for those that need one, the
// database and the encoder.

import Digest
import Embedding
import Feed
import Files
import Foundation
import Pipeline
import Postgres
import Service
import Store
import Taste
import Workspace

/// A workspace with its files read.
struct OpenWorkspace: Sendable {
  static let nowOption = OptionSpec(
    "--now", "TIME", "take this as the present, e.g. 2026-01-31T08:00:00Z")
  static let jsonOption = OptionSpec("--json", nil, "print JSON, one object a line")

  let location: WorkspaceLocation
  let settings: Settings
  let folders: LibraryFolders
  /// Domain time.
  let now: Date
  /// For what is said beside the results.
  let console: StandardError

  /// Finds the workspace that the invocation means and reads its settings.
  init(_ invocation: Invocation) throws {
    let environment = ProcessInfo.processInfo.environment
    location = try WorkspaceLocation.current(invocation)
    console = StandardError(environment: environment)
    settings = try Settings.load(location, environment: environment)
    folders = Self.folders(location, environment)
    now = try invocation.time("--now") ?? Date()
  }

  private init(_ other: OpenWorkspace, settings: Settings, now: Date, console: StandardError) {
    (location, folders) = (other.location, other.folders)
    self.settings = settings
    self.now = now
    self.console = console
  }

  /// The same workspace, saying what it has to say elsewhere.
  func telling(_ console: StandardError) -> OpenWorkspace {
    OpenWorkspace(self, settings: settings, now: now, console: console)
  }

  /// The same workspace as its files are read later.
  func at(_ now: Date, _ settings: Settings) -> OpenWorkspace {
    OpenWorkspace(self, settings: settings, now: now, console: console)
  }

  /// Where models and binaries are looked for.
  static func folders(
    _ location: WorkspaceLocation?, _ environment: [String: String]
  ) -> LibraryFolders {
    LibraryFolders(
      workspace: location, environment: environment,
      executable: try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
  }

  /// The sources that are pulled.
  func sources() throws -> [Source] {
    let list = try SourceList.load(location)
    for warning in list.warnings { say("\(warning) (warning)") }
    return list.pulled
  }

  /// Says one line on standard error.
  func say(_ line: String) {
    console.line(TerminalText.clean(line))
  }

  func rules() throws -> RuleBook {
    try RuleList.load(location).book
  }

  /// The space of vectors that everything is compared in.
  func space(in database: Database) async throws -> String {
    try await database.workingSpace(wanted: settings.embedding.space)
  }

  /// What digests are made with, in a space of vectors.
  func digestSettings(in space: String) -> DigestSettings {
    DigestSettings(
      person: settings.person, items: settings.digestItems, timeZone: settings.timeZone,
      model: space, perSource: settings.digestPerSource,
      hasWildCard: settings.digestWildCard, thresholds: settings.thresholds)
  }

  /// What a pass is told of the present files, in the space that everything is compared in.
  func pipeline(in database: Database) async throws -> PipelineSettings {
    var settings = pipeline(try sources(), try rules())
    settings.digest.model = try await space(in: database)
    return settings
  }

  /// What a pass is told; it finds out by itself in which space to work.
  func pipeline(_ sources: [Source], _ rules: RuleBook) -> PipelineSettings {
    var pipeline = PipelineSettings(
      root: location.root, sources: sources, rules: rules, thresholds: settings.thresholds,
      prior: settings.prior, digest: digestSettings(in: settings.embedding.space),
      judge: JudgeOrder(
        keyedProviders, budget: settings.budget,
        settings: settings.judge), actions: settings.actions)
    pipeline.x = settings.x
    pipeline.learning = learning
    return pipeline
  }

  /// What is wrong with a workspace that lists nothing.
  func withoutSources() -> UsageError {
    UsageError(
      "no sources in \(location.feeds): 'gleaner feeds add URL' adds one, or write some into "
        + "feeds.yaml, one a line: - {feed: \"https://example.org/feed.xml\"}")
  }

  /// Runs `body` with the migrated database: the configured one, or the private cluster for as long as it takes.
  func withDatabase<Value: Sendable>(
    _ body: (Database) async throws -> Value
  ) async throws -> Value {
    let cluster =
      settings.database == nil ? OpenCluster(at: location.cluster, folders.postgres) : nil
    let ours = try await cluster?.address()
    let pool = Pool(
      ConnectionSettings(
        settings.database ?? ours ?? "", applicationName: Self.applicationName))
    let ground = PatientGround(pool) {
      _ = try await cluster?.address()
    } onLoss: { error in
      say("\(error.message); waiting for it to come back")
    }
    let outcome: Result<Value, any Error>
    do {
      try await Database.migrate(pool)
      outcome = .success(try await body(Database(pool: ground)))
    } catch {
      outcome = .failure(error)
    }
    await pool.close()
    return try withExtendedLifetime(cluster) { try outcome.get() }
  }

  /// What a connection calls itself: whoever waits for us may want to look us up.
  private static var applicationName: String {
    // Not Foundation's host name, which asks the network for it.
    let host = try? String(contentsOfFile: "/proc/sys/kernel/hostname", encoding: .utf8)
    let place = host?.split(whereSeparator: \.isWhitespace).first.map { " on \($0)" } ?? ""
    return "gleaner \(ProcessInfo.processInfo.processIdentifier)\(place)"
  }
}
