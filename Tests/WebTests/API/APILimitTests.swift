// How often a program may ask, as it is told.

import Foundation
import HTTP
import Service
import Testing
import Web

struct APILimitTests {
  private static let start = Date(timeIntervalSince1970: 1_800_000_000)

  @Test func `a bucket lets a burst through, and then one at a time`() {
    var bucket = TokenBucket(Quota("all", 60, in: 60), at: Self.start)
    for _ in 0..<60 {
      let isTaken = bucket.take()
      #expect(isTaken)
    }
    let isEmpty = !bucket.take()
    #expect(isEmpty)
    #expect(bucket.wait == 1)
    #expect(bucket.reset == 60)
    bucket.fill(until: Self.start.addingTimeInterval(1.5))
    let isTaken = bucket.take()
    #expect(isTaken)
    #expect(bucket.remaining == 0)
    bucket.fill(until: Self.start.addingTimeInterval(1_000))
    #expect(bucket.isFull)
    #expect(bucket.remaining == 60)
  }

  @Test func `a clock that goes back gives nothing`() {
    var bucket = TokenBucket(Quota("all", 1, in: 60), at: Self.start)
    _ = bucket.take()
    bucket.fill(until: Self.start.addingTimeInterval(-600))
    #expect(bucket.remaining == 0)
  }

  @Test func `answers tell what is left, and a 429 when to come again`() async throws {
    try await APIHouse.with(items: 0, limits: RequestLimits(perMinute: 3, changesPerMinute: 1)) {
      house in
      let first = await house.ask("GET", "/status", as: "read")
      #expect(first.headers["RateLimit-Policy"] == "\"all\";q=3;w=60, \"changes\";q=1;w=60")
      #expect(first.headers["RateLimit"] == "\"all\";r=2;t=20")
      _ = await house.ask("GET", "/status", as: "read")
      #expect(await house.ask("GET", "/items/0", as: "read").headers["RateLimit"] != nil)
      let last = await house.ask("GET", "/status", as: "read")
      #expect(last.status == 429)
      #expect(last.headers["Retry-After"] == "20")
      #expect(last.headers["RateLimit"] == "\"all\";r=0;t=60")
      #expect(last.json["status"] == 429)
      #expect(await house.ask("GET", "/tokens", as: "admin").status == 200)
    }
  }

  @Test func `changes are counted by themselves`() async throws {
    try await APIHouse.with(items: 0, limits: RequestLimits(perMinute: 9, changesPerMinute: 1)) {
      house in
      #expect(await house.ask("POST", "/stops", as: "act").status == 200)
      #expect(await house.ask("POST", "/stops", as: "act").status == 429)
      #expect(await house.ask("GET", "/status", as: "act").status == 403)
    }
  }
}
