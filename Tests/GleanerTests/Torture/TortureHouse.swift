// A workspace that stays, while the processes in it come and go: its database and its network are behind relays.

import Foundation
import Glibc
import Postgres
import TestSupport

/// How a process is to end.
enum Death: Sendable, Hashable, CustomStringConvertible {
  case none
  case step(KillOrder)
  /// So long after its start.
  case moment(Duration)

  var description: String {
    switch self {
    case .none: "left alone"
    case .step(let order): "killed \(order)"
    case .moment(let duration): "killed after \(duration)"
    }
  }

  fileprivate var order: KillOrder? { if case .step(let order) = self { order } else { nil } }
  fileprivate var moment: Duration? { if case .moment(let time) = self { time } else { nil } }
}

/// How a process ended.
struct Life: Sendable {
  let isKilled: Bool
  /// Zero where it ended well by itself.
  let code: Int32
  let steps: Int
  /// The message that it was killed at.
  let struck: String?
  let duration: Duration
  let output: String
  let errors: String
}

/// Where lives take place.
struct TortureHouse: Sendable {
  let root: String
  /// The database itself, for looking at it.
  let pool: Pool
  let web: WebRelay
  private let counter: StepCounter
  private let environment: [String: String]

  static func with<Value: Sendable>(
    _ network: any TortureNetwork, _ body: (TortureHouse) async throws -> Value
  ) async throws -> Value {
    let counter = StepCounter()
    let web = try WebRelay(to: network.port, counter)
    defer { web.close() }
    let root = NSTemporaryDirectory() + "gleaner-torture-\(UUID())"
    try write(network, site: web.address, to: root)
    defer { try? FileManager.default.removeItem(atPath: root) }
    return try await TestStore.with { _, pool in
      let name = try await pool.query("SELECT current_database()::text AS name")[0]
        .decode("name", as: String.self)
      let relay = try PostgresRelay(
        to: try await TestCluster.shared.settings(database: name).address, counter)
      defer { relay.close() }
      let library = ProcessInfo.processInfo.environment["GLEANER_LIB"] ?? "\(TestCluster.root)/var"
      let environment = [
        "DATABASE_URL": relay.address, "GLEANER_LIB": library, "GLEANER_KEY": AccountHouse.key,
      ]
      return try await body(
        TortureHouse(
          root: root, pool: pool, web: web, counter: counter, environment: environment))
    }
  }

  /// Settings in which nothing is held back, and a rule that keeps everything.
  private static func write(
    _ network: any TortureNetwork, site: String, to root: String
  ) throws {
    let directory = network.account.contains("@") ? "" : ", directory: \"\(site)\""
    let files = [
      "gleaner.yaml": """
      schedule: {timezone: UTC}
      x: {per_pull: 100}
      accounts:
        \(network.account): {server: "\(site)", allow_private: true\(directory)}
      actions:
        \(network.account): {like: propose, repost: propose, bookmark: propose}
        limits: {per_hour: 100, per_day: 500, per_author: 100, per_thread: 100, gap: 0s, quiet: none, undo: 0s, expire: 14d, spend: 1000}
      """,
      "feeds/timelines.yaml": "- \(network.source)",
      "rules/all.yaml":
        "- {name: all, when: {kind: [mastodon, bluesky, x]}, then: keep}",
    ]
    for (path, text) in files {
      let url = URL(fileURLWithPath: "\(root)/\(path)")
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("\(text)\n".utf8).write(to: url)
    }
  }

  /// One process, from its start to its end.
  func live(
    _ words: [String], _ death: Death = .none, _ secrets: [String: String] = [:]
  ) async throws -> Life {
    counter.begin(death.order)
    let process = try Program.process(
      ["--dir", root] + words, environment: environment.merging(secrets) { $1 }, in: root)
    let begin = ContinuousClock.now
    let moment = death.moment
    // Not on a thread of the pool, which other tests are waiting for.
    let ended = try await withCheckedThrowingContinuation { reply in
      Thread.detachNewThread {
        reply.resume(with: Result { try Self.finish(process, killedAfter: moment) })
      }
    }
    let isKilled =
      process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
    let (steps, struck) = (counter.count, counter.struck)
    counter.begin(nil)
    return Life(
      isKilled: isKilled, code: ended.code, steps: steps, struck: struck,
      duration: ContinuousClock.now - begin, output: ended.output, errors: ended.errors)
  }

  private static func finish(_ process: Process, killedAfter moment: Duration?) throws
    -> Program.Ended
  {
    guard let moment else { return try Program.finish(process) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    Thread.sleep(forTimeInterval: moment / .seconds(1))
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return Program.Ended(code: process.terminationStatus, output: "", errors: "")
  }
}
