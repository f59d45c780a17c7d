// A whole pipeline on a workbench: a folder of feeds, a database of its own, the real model, a clock that the test
// turns. Two themes that no scorer could confuse, so that a test can say what must come out.

import Digest
import Embedding
import Feed
import Foundation
import HTTP
import Memory
import Pipeline
import Postgres
import Store
import Synchronization
import Taste
import TestSupport
import Workspace

/// Everything that a run needs.
struct Bench: Sendable {
  let database: Database
  /// For what no stage writes yet.
  let pool: Pool
  let root: String
  /// A Tuesday, 8 o'clock.
  static let start = Date(timeIntervalSince1970: 1_768_896_000)
  var now = start
  var rules: [Rule] = []
  /// Names that are not looked up.
  var addresses: [String: String] = [:]
  var sources: [Source] = [Source(address: "feeds/one.xml")]
  /// Nobody, unless a test sets some.
  var judge = JudgeOrder()
  var thresholds = Thresholds.standard
  /// Nobody is signed in, unless a test says who.
  var accounts = PipelineRun.noAccounts
  /// Whose likes are learned from.
  var learning = LearningRules()
  /// The model of this machine, unless a test sets another.
  var embedding: EmbeddingOrder?

  /// Gives `body` a bench whose folder is removed afterwards.
  static func with(_ body: (inout Bench) async throws -> Void) async throws {
    let root = NSTemporaryDirectory() + "gleaner-bench-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: "\(root)/feeds", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: root) }
    try await TestStore.with { database, pool in
      var bench = Bench(database: database, pool: pool, root: root)
      try await body(&bench)
    }
  }

  func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(root)/\(path)"))
  }

  /// Remembers a few notes about bread.
  func rememberBread() async throws {
    for (index, note) in Self.notes.enumerated() {
      try write(note, to: "note\(index).md")
    }
    try await remember(Self.notes.indices.map { "note\($0).md" })
  }

  /// Remembers files of the folder.
  func remember(_ files: [String]) async throws {
    _ = try await Import(database: database, now: now)
      .run(ImportRequest(files.map { "\(root)/\($0)" })) { _, _ in }
  }

  var settings: PipelineSettings {
    var settings = PipelineSettings(
      root: root, sources: sources, rules: RuleBook(rules), thresholds: thresholds, prior: 0.3,
      digest: DigestSettings(
        person: "Robin", items: 5, timeZone: .gmt, model: "all-MiniLM-L6-v2"), judge: judge)
    settings.learning = learning
    return settings
  }

  func run(
    until: PipelineStage = .digest, observe: @escaping RunObserver = { _ in }
  ) async throws -> RunReport {
    try await pipeline(observe).run(until: until)
  }

  func rehearse() async throws -> RunReport {
    try await pipeline { _ in }.rehearse()
  }

  func pipeline(_ observe: @escaping RunObserver) -> PipelineRun {
    var client = Client.Settings(userAgent: "Gleaner/test")
    client.lane.gap = .zero
    client.addresses = addresses
    return PipelineRun(
      database: database, client: Client(client),
      settings: settings, now: now,
      embedding: embedding ?? EmbeddingOrder(.standard) { _ in try InstalledModel.encoder() },
      observe: observe, accounts: accounts)
  }

  static let notes = [
    "# Sourdough\nMy starter doubles in six hours at twenty-four degrees. Rye flour wakes it up when it is slow.",
    "# Rye bread\nA three-stage sourdough with scalded rye keeps the crumb moist for a week, and it needs no yeast.",
    "# Oven\nSteam in the first ten minutes gives the loaf its spring; then the lid comes off and the crust browns.",
  ]

  /// An RSS feed of these stories.
  static func feed(_ stories: [(title: String, text: String)]) -> String {
    let items = stories.enumerated().map { index, story in
      """
      <item><title>\(story.title)</title><guid>\(story.title)</guid>
      <link>https://example.org/\(story.title.replacing(" ", with: "-"))</link>
      <pubDate>Mon, 19 Jan 2026 \(10 + index % 10):00:00 GMT</pubDate>
      <description>\(story.text)</description></item>
      """
    }
    return
      "<rss version=\"2.0\"><channel><title>A feed</title>\(items.joined())</channel></rss>"
  }

  static let bread = [
    (
      "Baking with a rye starter", "How to feed a sourdough starter with rye flour and bake a loaf."
    ),
    (
      "Steam in a home oven",
      "A crackling crust on sourdough bread needs steam in the first minutes."
    ),
  ]

  static let other = [
    ("Striker signs for Rovers", "The football club paid a record fee for the young forward."),
    (
      "Shares fall on rate fears",
      "Stock markets closed lower as traders waited for the central bank."
    ),
    ("Pop star cancels tour", "The singer apologised to fans after doctors ordered her to rest."),
    (
      "New phone has a third camera", "The handset maker showed its flagship with a folding screen."
    ),
    (
      "Council argues about parking",
      "Residents want permits; shop owners fear for their customers."
    ),
    ("Sprinter breaks the record", "The hundred metres were run in under ten seconds once more."),
  ]
}
