// When items came: what counts as an arrival and what does not, and that a feed's wishes are remembered.

import Feed
import FoundationEssentials
import Store
import TestSupport
import Testing

struct ArrivalTests {
  let now = StoreFixture.now
  private func ago(_ hours: Double) -> Date { now.addingTimeInterval(-hours * 3_600) }

  @Test func `an item came when it was published, or seen if that is earlier or all that is known`()
    async throws
  {
    try await TestStore.with { database, _ in
      let source = try await StoreFixture.sources(database, [StoreFixture.web])[0].id
      var outcome = PullOutcome(source: source, at: now)
      outcome.nextPullAt = now.addingTimeInterval(60)
      let items = [
        StoreFixture.item("1", "One", published: ago(5)), StoreFixture.item("2", "Two"),
        StoreFixture.item("3", "Three", published: ago(-48)),
      ]
      _ = try await database.admit(items, outcome: outcome)
      let past = try #require(try await database.arrivals(pulledAt: now).first)
      #expect(past.arrivals.sorted() == [ago(5), now, now])
      #expect(past.since == ago(5))
    }
  }

  @Test func `of an archive only what was published before that day counts`() async throws {
    try await TestStore.with { database, _ in
      let source = try await StoreFixture.sources(database, [StoreFixture.web])[0].id
      let items = [
        StoreFixture.item("1", "One", published: ago(100)), StoreFixture.item("2", "Two"),
        StoreFixture.item("3", "Three", published: ago(3)),
      ]
      _ = try await database.admit(
        items, outcome: PullOutcome(source: source, at: now), freshSince: now)
      let past = try #require(try await database.arrivals().first)
      #expect(past.arrivals == [ago(100)] && past.since == ago(100))
    }
  }

  @Test func `only sources that were pulled well at that time are planned`() async throws {
    try await TestStore.with { database, _ in
      let sources = try await StoreFixture.sources(
        database, [StoreFixture.web, StoreFixture.other])
      for source in sources {
        var outcome = PullOutcome(source: source.id, at: now)
        outcome.nextPullAt = now
        if source.source == StoreFixture.other {
          outcome.failure = PullFailure(.serverError, "the server answered 500")
        }
        try await database.record(outcome)
      }
      #expect(try await database.arrivals(pulledAt: now).map(\.source) == [sources[0].id])
      #expect(try await database.arrivals(pulledAt: ago(1)).isEmpty)
      #expect(try await database.arrivals().count == 2)
      try await database.plan([sources[1].id: ago(-7)])
      let stored = try await database.stored([StoreFixture.web, StoreFixture.other])
      #expect(stored.map(\.nextPullAt) == [now, ago(-7)])
    }
  }

  @Test func `a feed's wishes are remembered`() async throws {
    try await TestStore.with { database, _ in
      let source = try await StoreFixture.sources(database, [StoreFixture.web])[0].id
      var outcome = PullOutcome(source: source, at: now)
      outcome.hints = PollHints(
        interval: 3_600, freshness: 90, pauses: PollPauses(hours: 0b101, days: 0b1))
      try await database.record(outcome)
      let stored = try await database.stored([StoreFixture.web])[0]
      #expect(stored.hints == outcome.hints)
      #expect(PullOutcome(of: stored, at: now).hints == outcome.hints)
    }
  }
}
