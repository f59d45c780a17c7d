// Servers that drip: each pull has an end, whatever the other side does.

import Feed
import Foundation
import Pipeline
import Store
import TestSupport
import Testing

struct PullSlowTests {
  @Test(arguments: [("a byte a second", 1, 30.0), ("more, for ever", 100, 66.0)])
  func `a body that drips is given up within a minute`(
    what: String, bytes: Int, most: TimeInterval
  ) async throws {
    let drop = [UInt8](repeating: 0x20, count: bytes)
    try await WebBench.with(
      [.open(then: [.send(Array("<rss>".utf8)), .forever(drop, every: .seconds(1))])]
    ) { bench, _ in
      let time = try await ContinuousClock().measure { try await bench.pull() }
      #expect(time < .seconds(most))
      #expect(try await bench.row().cause == .timeout)
    }
  }
}
