// What was measured last is kept, and one measurement is under way at a time.

import Foundation
import Testing

@testable import Web

struct MeasuringBoardTests {
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)
  private struct Broken: Error {}

  @Test func `one measurement is under way at a time, and the last one stays`() async throws {
    let board = MeasuringBoard<Int>()
    try await board.measure(at: Self.now, profile: 7) {
      await #expect(throws: Refusal.self) {
        try await board.measure(at: Self.now, profile: 7) { 2 }
      }
      return 1
    }
    await #expect(throws: Broken.self) {
      try await board.measure(at: Self.now, profile: 8) { throw Broken() }
    }
    let last = await board.last
    #expect(last?.finding == 1 && last?.profile == 7 && last?.number == 1)
    try await board.measure(at: Self.now, profile: 8) { 3 }
    #expect(await board.last?.number == 2)
  }
}
