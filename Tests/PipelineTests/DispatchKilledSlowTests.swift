// kill -9, at random moments, of a real process that dispatches: 0 doubled, 0 lost, counted on the network.

import Feed
import Foundation
import Glibc
import Pipeline
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct DispatchKilledSlowTests {
  private static let names = (0..<30).map { "p\($0)" }

  @Test(arguments: Array(UInt64(1)...4))
  func `killed at random moments, everything is done once`(seed: UInt64) async throws {
    try await ActionBench.with { method, _, number in
      method == "POST" && SplitMix64.mixed(seed &+ UInt64(number)) % 5 == 0 ? .cutAfter : .none
    } _: { bench in
      try await bench.approve(Self.names)
      let name = try await bench.pool.query("SELECT current_database()::text AS name")[0]
        .decode("name", as: String.self)
      let address = try await TestCluster.shared.settings(database: name).address
      var (kills, round) = (0, UInt64(0))
      while try await bench.states() != [.done: Self.names.count], round < 120 {
        round += 1
        let process = try Self.start(bench, address)
        // The last ones are left alone.
        if round < 100 {
          try await Self.wait(for: process, at: bench.server, chance: seed &* 99 &+ round)
          if process.isRunning, kill(process.processIdentifier, SIGKILL) == 0 { kills += 1 }
        }
        process.waitUntilExit()
        bench.now.addTimeInterval(1_800)
      }
      #expect(
        bench.server.allLikes == Dictionary(uniqueKeysWithValues: Self.names.map { ($0, 1) }))
      #expect(try await bench.states() == [.done: Self.names.count])
      let lapsed = try await bench.pool.query(
        "SELECT count(*) AS count FROM action_attempts WHERE outcome = 'lapsed'")[0]
        .decode("count", as: Int.self)
      print("seed \(seed): \(kills) kills, \(lapsed) of them in a call, \(round) processes")
    }
  }

  /// Anywhere between its start and its end, or as soon as a call has come.
  private static func wait(
    for process: Process, at server: LikeServer, chance: UInt64
  ) async throws {
    let chance = SplitMix64.mixed(chance)
    guard chance % 3 > 0 else {
      return try await Task.sleep(for: .milliseconds(Int(chance / 3 % 400)))
    }
    let calls = server.requestCount + Int(chance / 3 % 3)
    while process.isRunning, server.requestCount <= calls {
      try await Task.sleep(for: .microseconds(200))
    }
    try await Task.sleep(for: .microseconds(Int(chance / 9 % 4_000)))
  }

  private static func start(_ bench: ActionBench, _ address: String) throws -> Process {
    let beside = try #require(Bundle.main.executableURL).deletingLastPathComponent()
    let process = Process()
    process.executableURL = beside.appendingPathComponent("DispatchProcess")
    process.arguments = [
      address, bench.server.url, bench.account.text, "\(bench.now.timeIntervalSince1970)",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    return process
  }
}
