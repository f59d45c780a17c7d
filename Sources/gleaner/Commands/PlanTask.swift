// One feed to replay, as a row of the filter names it.

import Feed
import Foundation
import Service

/// A feed's past, and the time to replay.
struct PlanTask {
  /// What is wrong with a row.
  struct Mistake: Error {
    let message: String
  }

  private static let itemsMax = 1_000_000
  /// Four years.
  private static let spanMax: TimeInterval = 4 * 366 * 86_400

  private let id: JSONValue
  private let items: [Date]
  private let start: Date
  private let end: Date
  private let hints: PollHints
  private let seed: Int64

  init(_ row: JSONValue) throws(Mistake) {
    guard let id = row["id"], id.string != nil || id.int != nil else {
      throw Mistake(message: "needs an \"id\" that is a string or a number")
    }
    self.id = id
    seed = id.int.map { Int64($0) } ?? Self.seed(id.string ?? "")
    guard let items = row["items"]?.array, items.count <= Self.itemsMax else {
      throw Mistake(message: "needs \"items\", a list of at most \(Self.itemsMax) times")
    }
    var times: [Date] = []
    for item in items { times.append(try Self.time(item, "items")) }
    self.items = times
    start = try Self.time(row["from"], "from")
    end = try Self.time(row["until"], "until")
    guard end.timeIntervalSince(start) <= Self.spanMax else {
      throw Mistake(message: "\"from\" and \"until\" are more than four years apart")
    }
    hints = Self.hints(row)
  }

  /// The row that answers this task.
  func row(_ plan: PollPlan) -> JSONValue {
    let replay = PollReplay(arrivals: items, hints: hints, plan: plan)
    let polls = replay.polls(from: start, until: end, seed: seed)
    return ["id": id, "polls": .array(polls.map { .time($0) })]
  }

  private static func time(_ value: JSONValue?, _ name: String) throws(Mistake) -> Date {
    guard let time = value?.string.flatMap({ UTCTime.parse($0) }) else {
      throw Mistake(message: "\"\(name)\" must be a time like 2026-01-31T08:00:00Z")
    }
    return time
  }

  private static func hints(_ row: JSONValue) -> PollHints {
    var document = FeedDocument()
    document.ttl = word(row["ttl"])
    document.skipHours = (row["skip_hours"]?.array ?? []).compactMap { word($0) }
    document.skipDays = (row["skip_days"]?.array ?? []).compactMap { word($0) }
    document.updatePeriod = word(row["update_period"])
    document.updateFrequency = word(row["update_frequency"])
    return PollHints(document: document, freshness: row["max_age"]?.double ?? 0)
  }

  private static func word(_ value: JSONValue?) -> String? {
    value?.string ?? value?.int.map { String($0) } ?? value?.double.map { String($0) }
  }

  /// FNV-1a, for ids that are words.
  private static func seed(_ text: String) -> Int64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int64(bitPattern: hash)
  }
}
