// What feeds write about when to ask them, and what is made of it.

import Foundation
import Testing

@testable import Feed

struct PollHintsTests {
  private func interval(
    ttl: String? = nil, period: String? = nil, frequency: String? = nil
  ) -> TimeInterval {
    var document = FeedDocument()
    document.ttl = ttl
    document.updatePeriod = period
    document.updateFrequency = frequency
    return PollHints(document: document).interval
  }

  @Test(
    arguments: [
      (nil, 0.0), ("60", 3_600), ("1.5", 90), ("0", 0), ("-5", 0), ("soon", 0), ("10080", 86_400),
      ("nan", 0), ("inf", 86_400),
    ] as [(String?, TimeInterval)])
  func `ttl is minutes, a day at most`(ttl: String?, seconds: TimeInterval) {
    #expect(interval(ttl: ttl) == seconds)
  }

  @Test(
    arguments: [
      ("hourly", nil, 3_600.0), ("hourly", "2", 1_800), ("Daily", "1", 86_400),
      ("daily", "4", 21_600), ("weekly", "1", 86_400), (nil, "24", 3_600), ("daily", "0", 0),
      ("fortnightly", "1", 0), (nil, nil, 0),
    ] as [(String?, String?, TimeInterval)])
  func `a period is divided by its frequency`(
    period: String?, frequency: String?, seconds: TimeInterval
  ) {
    #expect(interval(period: period, frequency: frequency) == seconds)
  }

  @Test func `of several wishes the longest counts`() {
    #expect(interval(ttl: "30", period: "hourly") == 3_600)
    #expect(PollHints(interval: 60, freshness: 7_200).floor == 7_200)
  }

  @Test(
    arguments: [
      (["0", "24"], 0b1), (["1", "07", "x", "25", "-1"], 0b1000_0010), ([], 0),
      ((0...23).map(String.init), 0),
    ] as [([String], UInt32)])
  func `hours are read as they are written, and all of them mean none`(
    hours: [String], bits: UInt32
  ) {
    #expect(PollPauses(hours: hours, days: []).hours == bits)
  }

  @Test(
    arguments: [
      (["Sunday", "saturday"], 0b100_0001), (["Mon", "Funday"], 0b10),
      (["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"], 0),
    ] as [([String], UInt8)])
  func `days are read by their first letters`(days: [String], bits: UInt8) {
    #expect(PollPauses(hours: [], days: days).days == bits)
  }

  @Test func `a pause is in GMT, and its end is found`() {
    // Saturday, 23:30.
    let saturday = Date(timeIntervalSince1970: 1_711_236_600)
    let pauses = PollPauses(hours: ["23", "0", "1"], days: ["Sunday"])
    #expect(!pauses.allow(saturday))
    let open = pauses.open(from: saturday, random: 0)
    // Sunday is silent, Monday begins with two silent hours.
    #expect(open.timeIntervalSince(saturday) == 1_800 + 86_400 + 2 * 3_600)
    #expect(pauses.allow(open))
    #expect(pauses.allow(pauses.open(from: saturday, random: 0.999)))
  }

  @Test func `what is allowed stays where it is`() {
    let moment = Date(timeIntervalSince1970: 1_710_936_000)
    #expect(PollPauses(hours: ["3"], days: []).open(from: moment, random: 0.7) == moment)
  }
}
