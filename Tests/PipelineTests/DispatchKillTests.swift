// Killed at every place, and at any: nothing is done twice, and nothing is lost. What counts is what the network did.

import Feed
import Foundation
import Pipeline
import Store
import Synchronization
import Taste
import TestSupport
import Testing

struct DispatchKillTests {
  /// Throws once, when a place is reached for the given time.
  private static func killing(
    at step: DispatchStep, time: Int
  ) -> @Sendable (DispatchStep) async throws -> Void {
    let seen = Counter()
    return { reached in
      if reached == step, seen.next() == time { throw Killed() }
    }
  }

  @Test(arguments: DispatchStep.allCases, [0, 1, 2])
  func `killed at a place, the next one goes on without a second effect`(
    step: DispatchStep, time: Int
  ) async throws {
    try await ActionBench.with { method, _, number in
      method == "POST" && number % 3 == 1 ? .cutAfter : .none
    } _: { bench in
      let names = ["a", "b", "c"]
      try await bench.approve(names)
      for round in 0..<8 {
        let kill = Self.killing(at: step, time: round < 2 ? time : .max)
        _ = try? await bench.dispatch("process \(round)", reach: kill)
        bench.now.addTimeInterval(7_200)
      }
      #expect(bench.server.allLikes == Dictionary(uniqueKeysWithValues: names.map { ($0, 1) }))
      #expect(try await bench.states() == [.done: 3])
    }
  }

  @Test(arguments: DispatchStep.allCases)
  func `an undo that is killed is carried out in the end`(step: DispatchStep) async throws {
    try await ActionBench.with { method, _, number in
      method == "DELETE" && number == 1 ? .cutAfter : .none
    } _: { bench in
      try await bench.approve(["a"])
      _ = try await bench.dispatch()
      let row = try #require(try await bench.database.actions(ActionQuery()).first)
      _ = try await bench.database.undo(row.id, at: bench.now)
      for round in 0..<4 {
        let kill = Self.killing(at: step, time: round < 1 ? 0 : .max)
        _ = try? await bench.dispatch("process \(round)", reach: kill)
        bench.now.addTimeInterval(7_200)
      }
      #expect(!bench.server.isLiked("a"))
      #expect(bench.server.likes(of: "a") == 1)
      #expect(try await bench.states() == [.undone: 1])
    }
  }
}

/// Counts from 0.
final class Counter: Sendable {
  private let value = Atomic(0)

  func next() -> Int { value.add(1, ordering: .relaxed).oldValue }
}
