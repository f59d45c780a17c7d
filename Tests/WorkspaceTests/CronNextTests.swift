// When a schedule is due next, against clocks that jump.

import Foundation
import Service
import Testing
import Workspace

struct CronNextTests {
  private func next(_ cron: String, _ after: String, _ zone: String) throws -> String? {
    let schedule = try #require(CronSchedule(cron))
    let date = try #require(UTCTime.parse(after))
    let zone = try #require(TimeZone(identifier: zone))
    return schedule.next(after: date, in: zone).flatMap(UTCTime.text)
  }

  @Test(arguments: [
    ("0 7 * * *", "2026-11-21T05:59:59Z", "Europe/Berlin", "2026-11-21T06:00:00Z"),
    ("0 7 * * *", "2026-11-21T06:00:00Z", "Europe/Berlin", "2026-11-22T06:00:00Z"),
    ("0 7 * * *", "2026-07-01T00:00:00Z", "Europe/Berlin", "2026-07-01T05:00:00Z"),
    ("30 6 * * mon-fri", "2026-11-20T23:00:00Z", "UTC", "2026-11-23T06:30:00Z"),
    ("0 0 1 jan *", "2026-11-21T00:00:00Z", "UTC", "2027-01-01T00:00:00Z"),
    ("0 0 13 * 5", "2026-11-21T00:00:00Z", "UTC", "2026-11-27T00:00:00Z"),
    ("*/20 9 * * *", "2026-11-21T09:20:00Z", "UTC", "2026-11-21T09:40:00Z"),
    ("0 0 29 2 *", "2026-11-21T00:00:00Z", "UTC", "2028-02-29T00:00:00Z"),
    ("0 0 29 2 */7", "2028-02-29T00:00:00Z", "UTC", "2032-02-29T00:00:00Z"),
    ("0 12 * * *", "1969-12-31T13:00:00Z", "UTC", "1970-01-01T12:00:00Z"),
  ])
  func `it is due at the next time that fits`(
    cron: String, after: String, zone: String, due: String
  ) throws {
    #expect(try next(cron, after, zone) == due)
  }

  @Test(arguments: [
    // Berlin skips 02:00 to 03:00 on 29 March 2026 and shows it twice on 25 October.
    ("30 2 * * *", "2026-03-28T12:00:00Z", "Europe/Berlin", "2026-03-29T01:00:00Z"),
    ("30 2 * * *", "2026-03-29T01:00:00Z", "Europe/Berlin", "2026-03-30T00:30:00Z"),
    ("30 2 * * *", "2026-10-24T12:00:00Z", "Europe/Berlin", "2026-10-25T00:30:00Z"),
    ("30 2 * * *", "2026-10-25T00:30:00Z", "Europe/Berlin", "2026-10-26T01:30:00Z"),
    ("30 2 * * *", "2026-10-25T01:00:00Z", "Europe/Berlin", "2026-10-26T01:30:00Z"),
    // Lord Howe moves by half an hour, and Samoa left out 30 December 2011.
    ("15 2 * * *", "2026-10-03T12:00:00Z", "Australia/Lord_Howe", "2026-10-03T15:30:00Z"),
    ("0 12 30 12 *", "2011-12-29T12:00:00Z", "Pacific/Apia", "2011-12-30T10:00:00Z"),
  ])
  func `a time that the clocks skip is due after the gap, one that they show twice once`(
    cron: String, after: String, zone: String, due: String
  ) throws {
    #expect(try next(cron, after, zone) == due)
  }

  @Test(arguments: ["0 0 30 2 *", "0 0 31 4,6,9,11 *", "0 0 31 2 */2"])
  func `a day that never comes is never due`(cron: String) throws {
    #expect(try next(cron, "2026-11-21T00:00:00Z", "Europe/Berlin") == nil)
  }

  @Test(arguments: [
    ("Europe/Berlin", "2026-03-27T00:00:00Z"), ("Europe/Berlin", "2026-10-23T00:00:00Z"),
    ("America/New_York", "2026-03-06T00:00:00Z"), ("America/New_York", "2026-10-30T00:00:00Z"),
    ("Australia/Lord_Howe", "2026-04-02T00:00:00Z"),
    ("Australia/Lord_Howe", "2026-10-01T00:00:00Z"), ("Pacific/Apia", "2011-12-28T00:00:00Z"),
    ("America/St_Johns", "2026-10-30T00:00:00Z"), ("Asia/Kathmandu", "2026-02-26T00:00:00Z"),
    ("Africa/Cairo", "2026-04-22T00:00:00Z"), ("UTC", "2027-12-29T00:00:00Z"),
  ])
  func `it agrees with watching the clocks minute by minute`(zone: String, start: String) throws {
    let zone = try #require(TimeZone(identifier: zone))
    let from = try #require(UTCTime.parse(start))
    let clocks = Clocks(zone: zone, from: from, days: 5)
    var dice = Dice(seed: 7)
    for _ in 0..<12 {
      let cron = dice.cron()
      let schedule = try #require(CronSchedule(cron), "\(cron)")
      let watched = clocks.firings(of: schedule)
      for _ in 0..<10 {
        let after = from.addingTimeInterval(TimeInterval(dice.roll(4 * 86_400)))
        guard let due = watched.first(where: { $0 > after }) else { continue }
        #expect(schedule.next(after: after, in: zone) == due, "\(cron) after \(after)")
      }
    }
  }
}

/// Somebody who looks at the clocks every minute.
private struct Clocks {
  let end: Date
  /// Each minute, and what the clocks show then, in seconds since 1970 as if it were UTC.
  private let minutes: [(moment: Date, shown: Int)]
  /// Month, day and weekday (0 is Sunday) of each day, by the number of the day.
  private let days: [Int: (month: Int, day: Int, weekday: Int)]

  init(zone: TimeZone, from: Date, days: Int) {
    end = from.addingTimeInterval(TimeInterval(days) * 86_400)
    // A minute earlier is the first look, with which the next is compared.
    minutes = (-1..<(days * 1_440)).map { minute in
      let moment = from.addingTimeInterval(TimeInterval(minute) * 60)
      return (moment, Int(moment.timeIntervalSince1970) + zone.secondsFromGMT(for: moment))
    }
    let first = (minutes.map(\.shown).min() ?? 0) / 86_400
    let last = (minutes.map(\.shown).max() ?? 0) / 86_400
    self.days = Dictionary(uniqueKeysWithValues: (first...last).map { ($0, Self.parts(of: $0)) })
  }

  /// By a calendar that knows no zones.
  private static func parts(of day: Int) -> (month: Int, day: Int, weekday: Int) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents(
      [.month, .day, .weekday], from: Date(timeIntervalSince1970: TimeInterval(day) * 86_400))
    return (parts.month ?? 0, parts.day ?? 0, (parts.weekday ?? 1) - 1)
  }

  func firings(of schedule: CronSchedule) -> [Date] {
    var firings: [Date] = []
    var latest = minutes[0].shown
    for (moment, shown) in minutes.dropFirst() where shown > latest {
      let passed = stride(from: latest + 60, through: shown, by: 60)
      if passed.contains(where: { fits($0, schedule) }) { firings.append(moment) }
      latest = shown
    }
    return firings
  }

  private func fits(_ shown: Int, _ schedule: CronSchedule) -> Bool {
    guard schedule.minutes.contains(shown / 60 % 60), schedule.hours.contains(shown / 3_600 % 24),
      let parts = days[shown / 86_400]
    else { return false }
    let isDay = schedule.daysOfMonth.contains(parts.day)
    let isWeekday = schedule.daysOfWeek.contains(parts.weekday)
    return schedule.months.contains(parts.month)
      && (schedule.eitherDay ? isDay || isWeekday : isDay && isWeekday)
  }
}

/// Random schedules that are likely to meet a change of the clocks.
private struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % sides
  }

  private mutating func pick(_ choices: [String]) -> String { choices[roll(choices.count)] }

  mutating func cron() -> String {
    let minute = pick(["0", "30", "\(roll(60))", "*/\(2 + roll(28))", "*", "5,35"])
    let hour = pick(["\(roll(4))", "\(roll(24))", "*", "*/\(2 + roll(11))", "0-3", "2"])
    let day = pick(["*", "*", "*/\(2 + roll(9))", "\(1 + roll(31))", "28-31"])
    let weekday = pick(["*", "*", "sun", "\(roll(7))", "1-5", "*/2"])
    return "\(minute) \(hour) \(day) * \(weekday)"
  }
}
