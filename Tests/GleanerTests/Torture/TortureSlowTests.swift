// The whole way on the real program: sign in, timeline, proposal, yes, call, undo; killed at numbered steps and at random
// moments, counted on the server. `make torture` does it for longer and writes down what came of it.

import Foundation
import Synchronization
import TestSupport
import Testing

struct TortureSlowTests {
  enum Kind: String, CaseIterable, Sendable {
    case mastodon, bluesky, x

    func start() async throws -> any TortureNetwork {
      switch self {
      case .mastodon: try await SnacTorture.start()
      case .bluesky: try BlueskyTorture()
      case .x: try XTorture()
      }
    }
  }

  private static let environment = ProcessInfo.processInfo.environment
  /// `KILLS=3` for the impatient.
  private static let kills = environment["KILLS"].flatMap { Int($0) } ?? 12
  private static let minutes = environment["TORTURE_MINUTES"].flatMap(Double.init)
  private static let seed = environment["TORTURE_SEED"].flatMap(UInt64.init) ?? 1
  private static let file = Mutex(())

  @Test(arguments: Kind.allCases)
  func `whatever is killed, everything happens once, and nothing without leave`(
    kind: Kind
  ) async throws {
    let begin = ContinuousClock.now
    let network = try await kind.start()
    defer { network.stop() }
    let (tally, steps) = try await TortureHouse.with(network) { house in
      var torture = Torture(network, house, seed: Self.seed, now: Date())
      try await torture.begin()
      while torture.tally.violations.isEmpty, Self.goesOn(torture.tally, since: begin) {
        try await torture.round(kills: 3)
      }
      try await torture.finish()
      return (torture.tally, torture.steps)
    }
    let covered = tally.steps.sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value.count)" }.joined(separator: ", ")
    print(
      "\(network.title), seed \(Self.seed): \(tally.lives) lives, \(tally.killsAtSteps) killed at steps, "
        + "\(tally.killsAtRandom) at random; steps there are: \(steps); killed at: \(covered)")
    try Self.record(tally, network, since: begin)
    #expect(tally.violations.isEmpty, "\(tally.violations.joined(separator: "\n"))")
  }

  private static func goesOn(
    _ tally: TortureTally, since begin: ContinuousClock.Instant
  ) -> Bool {
    guard let minutes else { return tally.kills < kills }
    return ContinuousClock.now < begin + .seconds(60 * minutes)
  }

  private static func record(
    _ tally: TortureTally, _ network: any TortureNetwork, since begin: ContinuousClock.Instant
  ) throws {
    guard let path = environment["TORTURE_RECORD"] else { return }
    let row = TortureRow(
      date: Date().formatted(.iso8601.year().month().day()),
      commit: environment["TORTURE_COMMIT"] ?? "", seed: seed,
      minutes: (ContinuousClock.now - begin) / .seconds(60), network: network.title, tally: tally)
    try file.withLock { _ in
      var record = TortureRecord(try String(contentsOfFile: path, encoding: .utf8))
      record.add(row)
      try Data(record.text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
  }
}
