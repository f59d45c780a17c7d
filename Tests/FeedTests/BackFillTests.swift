// What is an archive and what is news.

import Feed
import Foundation
import Testing

struct BackFillTests {
  let now = Date(timeIntervalSince1970: 1_700_000_000)

  func days(_ count: Double) -> Date { now.addingTimeInterval(-count * 86_400) }

  func marks(_ published: [Date?], newest: Date?) -> [Bool] {
    BackFill(freshSince: days(2), newestKnown: newest).marks(published)
  }

  @Test func `of a new source only what is fresh is news`() {
    #expect(marks([days(9), days(1), nil], newest: nil) == [true, false, true])
  }

  @Test func `years that arrive at once are no news, what is fresh among them is`() {
    let archive = (0..<50).map { days(30 + Double($0)) as Date? }
    let found = marks(archive + [days(0.5), nil], newest: days(3))
    #expect(found == Array(repeating: true, count: 50) + [false, true])
  }

  @Test func `after weeks without a pull everything is old, and news`() {
    let missed = (3..<30).map { days(Double($0)) as Date? }
    #expect(marks(missed, newest: days(31)).allSatisfy { !$0 })
  }

  @Test func `a few late items are news`() {
    #expect(marks([days(20), days(30)], newest: days(3)) == [false, false])
    let fresh = (0..<20).map { _ in days(0.1) as Date? }
    let late = (0..<11).map { _ in days(20) as Date? }
    #expect(marks(fresh + late, newest: days(3)).allSatisfy { !$0 })
  }

  @Test func `a hundred undated items at once are an archive, a few are not`() {
    #expect(marks(Array(repeating: nil, count: 100), newest: days(3)).allSatisfy { $0 })
    #expect(marks(Array(repeating: nil, count: 20), newest: days(3)).allSatisfy { !$0 })
  }
}
