// Profiles are numbered and remember what they were learned from.

import FoundationEssentials
import Store
import TestSupport
import Testing

struct ProfileTests {
  @Test func `the newest profile is the one that was written last`() async throws {
    try await TestStore.with { database, _ in
      #expect(try await database.newestProfile() == nil)
      let first = try await database.addProfile(
        parent: nil, why: "the first", evidence: [1], model: "m", background: [3, 1],
        at: StoreFixture.now)
      let second = try await database.addProfile(
        parent: first.id, why: "new evidence", evidence: [2], model: "m", background: [],
        at: StoreFixture.now)
      #expect(try await database.newestProfile() == second)
      #expect(first.background == [3, 1])
    }
  }
}
