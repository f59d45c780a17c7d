// Quiet is what the clocks show, also in the nights in which they are changed.

import Foundation
import Taste
import Testing

struct QuietHoursTests {
  let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt
  let night = QuietHours("22:00-07:00")

  @Test(arguments: [
    "", "22:00", "22:00-22:00", "24:00-07:00", "22:60-07:00", "7:00-8:00", "22:00-07:00-08:00",
    "+1:00-02:00", "22.00-07.00", "٢٢:00-07:00",
  ])
  func `what is no span of a day is refused`(text: String) {
    #expect(QuietHours(text) == nil)
  }

  @Test(arguments: [
    // Winter: UTC+1.
    ("2026-01-10T20:59:59Z", false), ("2026-01-10T21:00:00Z", true),
    ("2026-01-11T05:59:59Z", true), ("2026-01-11T06:00:00Z", false),
    // Summer: UTC+2.
    ("2026-07-10T20:00:00Z", true), ("2026-07-11T05:00:00Z", false),
  ])
  func `a span may lie over midnight`(time: String, isQuiet: Bool) throws {
    #expect(try #require(night).contains(date(time), in: berlin) == isQuiet)
  }

  @Test(arguments: [
    // The clocks go forward in the night: it has an hour less.
    ("2026-03-28T21:30:00Z", "2026-03-29T05:00:00Z"),
    // And back: an hour more.
    ("2026-10-24T20:30:00Z", "2026-10-25T06:00:00Z"),
    ("2026-01-10T12:00:00Z", "2026-01-10T12:00:00Z"),
  ])
  func `a night ends when the clocks say so`(start: String, end: String) throws {
    #expect(try #require(night).firstOpen(from: date(start), in: berlin) == date(end))
  }

  @Test func `an end that the clocks skip is where they go on`() throws {
    let quiet = try #require(QuietHours("01:00-02:30"))
    #expect(
      quiet.firstOpen(from: date("2026-03-29T00:10:00Z"), in: berlin)
        == date("2026-03-29T01:00:00Z"))
  }

  @Test func `an hour that is shown twice is quiet twice`() throws {
    let quiet = try #require(QuietHours("01:00-02:30"))
    #expect(!quiet.contains(date("2026-10-25T00:45:00Z"), in: berlin))
    #expect(quiet.contains(date("2026-10-25T01:15:00Z"), in: berlin))
  }

  @Test(arguments: ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
  func `the first open moment is open, and no earlier one is`(name: String) throws {
    let zone = try #require(TimeZone(identifier: name))
    var chance = SeededGenerator(seed: 7)
    for _ in 0..<400 {
      let start = Int.random(in: 0..<24 * 4, using: &chance)
      let end = (start + Int.random(in: 1..<24 * 4, using: &chance)) % (24 * 4)
      let quiet = try #require(QuietHours("\(clock(start))-\(clock(end))"))
      let from = date("2026-01-01T00:00:00Z").addingTimeInterval(
        Double(Int.random(in: 0..<365 * 86_400, using: &chance)))
      let open = quiet.firstOpen(from: from, in: zone)
      #expect(!quiet.contains(open, in: zone))
      #expect(open >= from)
      for moment in stride(from: from, to: open, by: 300) {
        #expect(quiet.contains(moment, in: zone), "\(quiet) \(moment)")
      }
    }
  }

  private func clock(_ quarter: Int) -> String {
    let hour = quarter / 4
    let minute = quarter % 4 * 15
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  private func date(_ text: String) -> Date {
    (try? Date(text, strategy: .iso8601)) ?? .distantPast
  }
}
