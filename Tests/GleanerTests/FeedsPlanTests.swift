// The filter's rows: times in, times out, and a word on what is wrong.

import Feed
import Service
import Testing

@testable import gleaner

struct FeedsPlanTests {
  private func polls(_ row: String) throws -> [String] {
    let answer = try PlanTask(JSONValue(parsing: Array(row.utf8))).row(PollPlan())
    return answer["polls"]?.array?.compactMap(\.string) ?? []
  }

  private let span = #""from": "2026-03-02T00:00:00Z", "until": "2026-03-04T00:00:00Z""#

  @Test func `polls begin with the time and are the same every time`() throws {
    let row =
      #"{"id": "a", "items": ["2026-03-01T08:00:00Z", "2026-03-02T09:30:00+01:00"], \#(span)}"#
    let first = try polls(row)
    #expect(first.first == "2026-03-02T00:00:00Z")
    #expect((4...100).contains(first.count))
    let again = try polls(row)
    #expect(again == first)
  }

  @Test func `a feed's wishes are kept`() throws {
    let often = #"{"id": 1, "items": [], "ttl": 1440, \#(span)}"#
    let seldom = try polls(often)
    #expect(seldom.count <= 3)
    let skipped = #"{"id": 1, "items": [], "skip_hours": [1, 2, "3"], "max_age": 900, \#(span)}"#
    let silent = try polls(skipped).filter {
      ["T01", "T02", "T03"].contains($0.dropFirst(10).prefix(3))
    }
    #expect(silent.isEmpty)
  }

  @Test(
    arguments: [
      (#"{"items": []}"#, "id"), (#"{"id": 1}"#, "items"),
      (#"{"id": 1, "items": ["soon"], "from": "2026-03-02T00:00:00Z"}"#, "items"),
      (#"{"id": 1, "items": [], "from": "2026-03-02T00:00:00Z"}"#, "until"),
      (
        #"{"id": 1, "items": [], "from": "2006-03-02T00:00:00Z", "until": "2026-03-02T00:00:00Z"}"#,
        "four years"
      ),
    ])
  func `what is wrong with a row is said`(row: String, word: String) throws {
    let mistake = #expect(throws: PlanTask.Mistake.self) { try polls(row) }
    #expect(mistake?.message.contains(word) == true)
  }
}
