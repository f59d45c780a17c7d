// When something is tried again: jitter, the server's wish in both forms, rests that grow, and the pace of a minute.

import Foundation
import Models
import Service
import TestSupport
import Testing

struct PauseTests {
  @Test func `a passing failure is tried again after a pause that is drawn`() async throws {
    let server = try Wire.server(
      Wire.error(503, "x"), Wire.error(500, "x"), Wire.answer())
    defer { server.close() }
    let bench = ModelBench([ModelBench.provider("a", server)], clock: FakeClock(dice: 0.5))
    _ = try await bench.router.answer(Wire.question)
    #expect(bench.clock.pauses == [.milliseconds(250), .milliseconds(500)])
  }

  @Test(arguments: [
    ("Retry-After", "7", 7.25), ("Retry-After", FallDate.text(in: 9), 9.25),
    ("retry-after-ms", "1500", 1.75), ("Retry-After", "nonsense", 0.25),
    ("Retry-After", FallDate.text(in: -60), 0.25),
  ])
  func `a wish to wait is granted, in seconds and as a date`(
    name: String, value: String, pause: Double
  ) async throws {
    let server = try Wire.server(Wire.error(429, "slow", [(name, value)]), Wire.answer())
    defer { server.close() }
    let bench = ModelBench(server)
    _ = try await bench.router.answer(Wire.question)
    #expect(bench.clock.pauses == [.milliseconds(Int64(pause * 1000))])
  }

  @Test func `a long wish asks the next meanwhile, and is kept for an hour at most`() async throws {
    let busy = try Wire.server(Wire.error(429, "slow", [("Retry-After", "86400")]), Wire.answer())
    let good = try Wire.server(Wire.answer())
    defer {
      busy.close()
      good.close()
    }
    let bench = ModelBench(busy, then: good)
    #expect(try await bench.router.answer(Wire.question).provider == "b")
    #expect(bench.clock.pauses.isEmpty)
    bench.clock.advance(.seconds(3_590))
    #expect(try await bench.router.answer(Wire.question).provider == "b")
    bench.clock.advance(.seconds(11))
    #expect(try await bench.router.answer(Wire.question).provider == "a")
  }

  @Test func `who fails rests, longer each time, and a quarter of an hour at most`() async throws {
    let server = try Wire.server(.answer(200, "no JSON"))
    defer { server.close() }
    let bench = ModelBench(server)
    for rest in [30, 60, 120, 240, 480, 900, 900] {
      let before = server.requests.count
      #expect(await bench.failure()?.code == .notJSON)
      bench.clock.advance(.seconds(rest - 1))
      let error = await bench.failure()
      #expect(error?.message.contains("it is not asked again for 1 s") == true)
      #expect(server.requests.count == before + 1)
      bench.clock.advance(.seconds(1))
    }
  }

  @Test func `a good answer ends the row of failures`() async throws {
    let server = try Wire.server(
      .answer(200, "no"), Wire.answer(), .answer(200, "no"), Wire.answer())
    defer { server.close() }
    let bench = ModelBench(server)
    for _ in 0..<2 {
      #expect(await bench.failure()?.code == .notJSON)
      bench.clock.advance(.seconds(30))
      #expect(await bench.failure() == nil)
    }
  }

  @Test func `three questions refused in a row are not the questions' fault`() async throws {
    let server = try Wire.server(Wire.error(400, "unknown reason"))
    defer { server.close() }
    let bench = ModelBench(server)
    for _ in 0..<5 { #expect(await bench.failure()?.code == .request) }
    #expect(server.requests.count == 3)
  }

  @Test func `no more calls in a minute than the settings say`() async throws {
    let server = try Wire.server(Wire.answer())
    defer { server.close() }
    let bench = ModelBench([ModelBench.provider("a", server, perMinute: 2)])
    for _ in 0..<5 { _ = try await bench.router.answer(Wire.question) }
    #expect(bench.clock.pauses == [.seconds(60), .seconds(60)])
  }
}

/// Dates of HTTP beside the clock of the tests.
enum FallDate {
  static func text(in seconds: Double) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "GMT")
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return format.string(from: FakeClock.epoch.addingTimeInterval(seconds))
  }
}
