// The profile before the person: a wish moves what came in, stays through a rebuild, and can be taken back.

import Digest
import Feed
import Foundation
import Memory
import Postgres
import Store
import Taste
import Testing

@testable import Pipeline

struct ProfileDeskTests {
  private static let football = [
    "# Football\nThe striker scored twice and the club won the cup after extra time.",
    "# Derby\nThe goalkeeper saved a penalty in the last minute of the football match.",
    "# Transfer\nThe football club sold its young forward before the season began.",
    "# Stadium\nSupporters sang for ninety minutes while the football team defended a lead.",
  ]

  private static let moreBread = [
    "# Bagels\nBagel dough with sourdough wants less water and a long cold night before it is baked."
  ]

  private func desk(_ bench: Bench) -> ProfileDesk {
    ProfileDesk(
      database: bench.database, digest: bench.settings.digest,
      thresholds: bench.settings.thresholds, prior: bench.settings.prior, now: bench.now)
  }

  private func remember(_ notes: [String], as name: String, _ bench: Bench) async throws {
    for (index, note) in notes.enumerated() { try bench.write(note, to: "\(name)\(index).md") }
    _ = try await Import(database: bench.database, now: bench.now)
      .run(ImportRequest(notes.indices.map { "\(bench.root)/\(name)\($0).md" })) { _, _ in }
  }

  private func prepared(_ body: (inout Bench) async throws -> Void) async throws {
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.bread + Bench.other), to: "feeds/one.xml")
      try await bench.rememberBread()
      try await remember(Self.moreBread, as: "more", bench)
      try await remember(Self.football, as: "football", bench)
      _ = try await bench.run()
      try await body(&bench)
    }
  }

  private func bread(_ wishes: WishBook) throws -> Interest {
    try #require(
      wishes.interests.all.first { $0.exemplars.contains { $0.title.contains("Sourdough") } })
  }

  @Test func `two things that a person writes about are two interests`() async throws {
    try await prepared { bench in
      let current = try #require(try await desk(bench).current())
      #expect(current.wishes.interests.all.count == 2)
      let bread = try bread(current.wishes)
      #expect(bread.size == 4 && bread.words.contains { "sourdough rye bread".contains($0) })
      let portrait = try #require(try await desk(bench).portrait(of: current.profile))
      #expect(portrait.isCurrent && portrait.interests.count == 2)
      #expect(portrait.profile.content.learned == ["document": 8])
    }
  }

  @Test func `a wish leaves the interests as they were just shown`() async throws {
    try await prepared { bench in
      let first = try #require(try await desk(bench).current())
      // Were they found anew, the two would become others: what came in since is another background.
      try bench.write(Bench.feed(Bench.other), to: "feeds/two.xml")
      _ = try await bench.run(until: .embed)
      for number in first.wishes.interests.all.map(\.number) {
        _ = try #require(try await desk(bench).wish(.pin, about: number))
      }
      let last = try #require(try await desk(bench).current())
      #expect(last.profile.id == first.profile.id + 2)
      #expect(last.wishes.interests == first.wishes.interests)
    }
  }

  @Test func `what is muted falls, stays so when there is more to learn from, and comes back`()
    async throws
  {
    try await prepared { bench in
      let first = try #require(try await desk(bench).current())
      let bread = try bread(first.wishes)
      let effect = try #require(try await desk(bench).wish(.mute, about: bread.number))
      let fallen = effect.falling(5).map(\.title)
      #expect(Set(fallen.prefix(2)) == Set(Bench.bread.map(\.0)))
      #expect(effect.after.content.parent == first.profile.id)

      bench.now.addTimeInterval(60)
      try await remember(
        ["# Chess\nA rook on the seventh rank is worth a pawn in most endgames."], as: "chess",
        bench)
      let report = try await bench.run()
      #expect(report.builtProfile)
      let later = try #require(try await desk(bench).current())
      let same = try #require(later.wishes.interests.interest(bread.number))
      #expect(later.wishes.isMuted(same) && same.label == bread.label)
      var keep = ItemQuery()
      keep.verdicts = [.keep]
      let kept = try await bench.database.items(keep).map(\.title)
      #expect(!kept.contains { Bench.bread.map(\.0).contains($0) })
      let item = try #require(
        try await bench.database.items(ItemQuery()).first { $0.title == Bench.bread[0].0 })
      #expect(item.outcome?.rationale.interest?.wish == "muted")

      let back = try #require(try await desk(bench).rollBack(to: first.profile))
      #expect(back.after.wishes.isEmpty && back.names.weights.isEmpty)
      #expect(Set(back.rising(5).map(\.title).prefix(2)) == Set(Bench.bread.map(\.0)))
    }
  }

  @Test func `the newest wish about an interest takes the place of the one before`() async throws {
    try await prepared { bench in
      let first = try #require(try await desk(bench).current())
      let bread = try bread(first.wishes)
      _ = try await desk(bench).wish(.pin, about: bread.number)
      _ = try await desk(bench).wish(.rename("Baking"), about: bread.number)
      let muted = try #require(try await desk(bench).wish(.mute, about: bread.number))
      #expect(muted.after.wishes.map(\.kind) == [.rename("Baking"), .mute])
      let plain = try #require(try await desk(bench).wish(.weight(1), about: bread.number))
      #expect(plain.after.wishes.map(\.kind) == [.rename("Baking")])
      #expect(plain.names.name(of: try self.bread(plain.names)) == "Baking")
    }
  }

  @Test func `of wishes and a run at the same time none is lost`() async throws {
    try await prepared { bench in
      let first = try #require(try await desk(bench).current())
      let numbers = first.wishes.interests.all.map(\.number)
      bench.now.addTimeInterval(60)
      try await remember(
        ["# Chess\nA rook on the seventh rank is worth a pawn in most endgames."], as: "chess",
        bench)
      let (desk, at) = (desk(bench), bench)
      async let pin = desk.wish(.pin, about: numbers[0])
      async let run = at.run()
      async let name = desk.wish(.rename("Another"), about: numbers[1])
      _ = try await (pin, run, name)
      let kinds = try #require(try await bench.database.newestProfile()).wishes.map(\.kind)
      #expect(Set(kinds) == [.pin, .rename("Another")])
    }
  }

  @Test func `a comparison says what was learned, wished and called otherwise`() async throws {
    try await prepared { bench in
      let first = try #require(try await desk(bench).current())
      let bread = try bread(first.wishes)
      bench.now.addTimeInterval(60)
      _ = try await desk(bench).wish(.rename("Baking"), about: bread.number)
      let last = try #require(try await desk(bench).wish(.mute, about: bread.number))
      let found = try #require(try await desk(bench).compare(first.profile, last.after))
      #expect(found.words.contains("wish: “\(bread.label)” muted"))
      #expect(found.words.contains("“\(bread.label)” is now called “Baking”"))
      #expect(found.moved(3).allSatisfy { $0.rankBefore != $0.rankAfter })
      #expect(!found.moved(3).isEmpty)
    }
  }

  @Test func `settings and wishes from elsewhere make a version, and nothing known makes none`()
    async throws
  {
    try await Bench.with { bench in
      let built = try await desk(bench).build()
      let taken = try await desk(bench).take(TasteSettings(), [], why: "imported")
      #expect(built == nil && taken == nil)
    }
    try await prepared { bench in
      var settings = TasteSettings()
      settings.keep = 0.9
      let effect = try #require(
        try await desk(bench).take(settings, [], why: "imported from a.json"))
      #expect(effect.after.settings.keep == 0.9)
      _ = try await bench.run()
      let item = try #require(try await bench.database.items(ItemQuery()).first)
      #expect(item.outcome?.rationale.keep == 0.9)
    }
  }
}
