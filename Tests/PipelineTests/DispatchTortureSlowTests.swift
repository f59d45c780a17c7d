// A network at its worst, and processes that are cancelled at random moments and dispatch beside each other: for each seed
// everything is done once in the end.

import Feed
import Foundation
import Pipeline
import Store
import Synchronization
import Taste
import TestSupport
import Testing

@Suite(.serialized)
struct DispatchTortureSlowTests {
  private static let names = (0..<12).map { "p\($0)" }

  /// About half of all calls go wrong; none of these is a definite no.
  private static func mishap(_ seed: UInt64, _ number: Int) -> LikeServer.Mishap {
    let all: [LikeServer.Mishap] = [
      .cutAfter, .cutBefore, .slow, .failAfter, .failBefore, .throttled, .none, .none, .none, .none,
    ]
    return all[Int(SplitMix64.mixed(seed &+ UInt64(number)) % UInt64(all.count))]
  }

  @Test(arguments: Array(UInt64(1)...8))
  func `cancelled at random, everything is done once`(seed: UInt64) async throws {
    let kills = Counter()
    try await ActionBench.with { method, _, number in
      method == "GET" ? .none : Self.mishap(seed, number)
    } _: { bench in
      try await bench.approve(Self.names)
      for round in 0..<40 {
        let isLast = round >= 25
        let copy = bench
        let process = Task { try await copy.dispatch("process \(round)") }
        if !isLast {
          let wait = SplitMix64.mixed(seed &* 1_000 &+ UInt64(round)) % 120
          try await Task.sleep(for: .milliseconds(Int(wait)))
          process.cancel()
        }
        if case .failure = await process.result { _ = kills.next() }
        bench.now.addTimeInterval(7_200 / 2)
      }
      let likes = bench.server.allLikes
      #expect(likes == Dictionary(uniqueKeysWithValues: Self.names.map { ($0, 1) }))
      #expect(try await bench.states() == [.done: Self.names.count])
      print(
        "seed \(seed): \(kills.next()) kills, \(bench.server.requestCount) requests, \(likes.count) likes"
      )
    }
  }

  @Test(arguments: Array(UInt64(1)...4))
  func `killed at random places, beside each other, everything is done once`(seed: UInt64)
    async throws
  {
    try await ActionBench.with { method, _, number in
      method == "GET" ? .none : Self.mishap(seed, number)
    } _: { bench in
      try await bench.approve(Self.names)
      let places = Counter()
      for round in 0..<30 {
        let isLast = round >= 20
        let copy = bench
        let kill: @Sendable (DispatchStep) async throws -> Void = { _ in
          let chance = SplitMix64.mixed(seed &* 77 &+ UInt64(places.next()))
          if !isLast, chance % 6 == 0 { throw Killed() }
        }
        // Two at once, under one name: neither takes the other for gone.
        async let first = try? copy.dispatch("process \(round)", reach: kill)
        async let second = try? copy.dispatch("process \(round)", reach: kill)
        _ = await (first, second)
        bench.now.addTimeInterval(3_600)
      }
      #expect(
        bench.server.allLikes == Dictionary(uniqueKeysWithValues: Self.names.map { ($0, 1) }))
      #expect(try await bench.states() == [.done: Self.names.count])
    }
  }
}
