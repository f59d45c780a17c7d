// The one shape of a time, out and in.

import Foundation
import Service
import Testing

struct UTCTimeTests {
  @Test(arguments: [
    (0.0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (-1, "1969-12-31T23:59:59Z"), (1_769_929_199.9, "2026-02-01T06:59:59Z"),
    (253_402_300_799, "9999-12-31T23:59:59Z"), (-62_167_219_200, "0000-01-01T00:00:00Z"),
  ])
  func `a time and its text`(seconds: Double, text: String) {
    let date = Date(timeIntervalSince1970: seconds)
    #expect(UTCTime.text(date) == text)
    #expect(UTCTime.parse(text) == Date(timeIntervalSince1970: seconds.rounded(.down)))
  }

  @Test func `years of five digits have no text`() {
    #expect(UTCTime.text(Date(timeIntervalSince1970: 253_402_300_800)) == nil)
    #expect(UTCTime.text(Date(timeIntervalSince1970: .nan)) == nil)
    #expect(JSONValue.time(.distantFuture.addingTimeInterval(1e12)) == .null)
  }

  @Test(arguments: [
    ("2026-02-01", 1_769_904_000.0), ("2026-02-01T01:00:00+01:00", 1_769_904_000),
    ("2026-01-31T23:30:00-00:30", 1_769_904_000), ("2026-02-01t00:00:00.25z", 1_769_904_000.25),
  ])
  func `other spellings of a time`(text: String, seconds: Double) {
    #expect(UTCTime.parse(text)?.timeIntervalSince1970 == seconds)
  }

  @Test(arguments: [
    "", "2026", "2026-02-30", "2026-13-01", "2026-02-01T", "2026-02-01T25:00:00Z",
    "2026-02-01T00:00:00", "2026-02-01T00:00:00+1", "2026-02-01T00:00:00.Z", "+026-02-01",
  ])
  func `what is no time`(text: String) {
    #expect(UTCTime.parse(text) == nil)
  }

  @Test func `every day of four centuries is read back`() {
    for day in stride(from: -150_000, through: 150_000, by: 7) {
      let date = Date(timeIntervalSince1970: Double(day) * 86_400)
      #expect(UTCTime.text(date).flatMap(UTCTime.parse) == date)
    }
  }
}
