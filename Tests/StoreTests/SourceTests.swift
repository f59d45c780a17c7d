// Sources: the table follows the files, and remembers what the network said.

import Feed
import FoundationEssentials
import Postgres
import Store
import TestSupport
import Testing

struct SourceTests {
  let now = StoreFixture.now

  @Test func `the table follows the files`() async throws {
    try await TestStore.with { database, pool in
      try await database.sync([StoreFixture.web, StoreFixture.other])
      try await database.sync([StoreFixture.other])
      let rows = try await pool.query("SELECT active FROM sources ORDER BY id")
      #expect(try rows.map { try $0.decode("active", as: Bool.self) } == [false, true])
      let stored = try await StoreFixture.sources(database, [StoreFixture.web])
      #expect(stored.map(\.source) == [StoreFixture.web])
    }
  }

  @Test func `validators are kept as they came, and an error leaves the last good hash`()
    async throws
  {
    try await TestStore.with { database, _ in
      let id = try await StoreFixture.sources(database, [StoreFixture.web])[0].id
      var outcome = PullOutcome(source: id, at: now)
      outcome.etag = "W/\"odd \\ one\""
      outcome.lastModified = "not a date at all"
      outcome.bodyHash = [1, 2, 3]
      outcome.title = "A feed"
      try await database.record(outcome)
      var failed = PullOutcome(source: id, at: now)
      failed.failure = PullFailure(.unavailable, "the server answered 503")
      try await database.record(failed)
      try await database.record(failed)
      let stored = try await database.stored([StoreFixture.web])[0]
      #expect(stored.etag == outcome.etag && stored.lastModified == outcome.lastModified)
      #expect(stored.bodyHash == [1, 2, 3] && stored.failures == 2)
      #expect(stored.error == "the server answered 503" && stored.cause == .unavailable)
      #expect(stored.title == "A feed")
    }
  }

  @Test func `syncing the same list again writes nothing`() async throws {
    try await TestStore.with { database, pool in
      try await database.sync([StoreFixture.web])
      let before = try await pool.query("SELECT xmin::text AS x FROM sources")
      try await database.sync([StoreFixture.web])
      let after = try await pool.query("SELECT xmin::text AS x FROM sources")
      #expect(try before[0].decode("x", as: String.self) == after[0].decode("x", as: String.self))
    }
  }
}
