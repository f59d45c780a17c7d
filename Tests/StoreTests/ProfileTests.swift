// Profiles are numbered and remember what they were learned from.

import FoundationEssentials
import Store
import Taste
import TestSupport
import Testing

struct ProfileTests {
  private func draft(_ evidence: UInt8, after parent: Int64? = nil) -> ProfileDraft {
    ProfileDraft(
      parent: parent, why: "new evidence", evidence: [evidence], model: "m", background: [3, 1])
  }

  @Test func `the newest profile is the one that was written last`() async throws {
    try await TestStore.with { database, _ in
      #expect(try await database.newestProfile() == nil)
      let first = try await database.addProfile(draft(1), at: StoreFixture.now)
      let second = try await database.addProfile(draft(2, after: first.id), at: StoreFixture.now)
      #expect(try await database.newestProfile() == second)
      #expect(try await database.profile(first.id) == first)
      #expect(try await database.profile(99) == nil)
      #expect(try await database.profiles(limit: 5) == [second, first])
      #expect(first.background == [3, 1])
    }
  }

  @Test func `settings and wishes come back as they were written`() async throws {
    try await TestStore.with { database, _ in
      var draft = draft(1)
      draft.settings.keep = 0.55
      draft.settings.weights = ["document": 0.5]
      let mark = InterestMark(label: "rye, loaf", members: ["a1"], centre: [0.6, 0.8], model: "m")
      draft.wishes = [
        Wish(.mute, mark, at: StoreFixture.now), Wish(.rename("bread"), mark, at: StoreFixture.now),
        Wish(.weight(2.5), mark, at: StoreFixture.now), Wish(.pin, mark, at: StoreFixture.now),
      ]
      draft.learned = ["like": 3, "document": 12]
      draft.until = EvidenceMark(feedback: 3, documents: 7)
      let written = try await database.addProfile(draft, at: StoreFixture.now)
      #expect(try await database.newestProfile() == written)
    }
  }
}
