// Wishes: what a person wants of an interest reaches its examples, survives a rebuild, and is told honestly where its
// interest is gone.

import Feed
import Foundation
import Testing

@testable import Taste

struct WishBookTests {
  private static let now = Date(timeIntervalSince1970: 1_768_896_000)
  private static let model = "m"
  private let likes: [Example]
  private let background: [Candidate]
  private let interests: Interests

  init() {
    var world = SampleWorld(seed: 5)
    let wanted = [0, 1].flatMap {
      world.candidates("t\($0)-", topic: $0, count: 20, noise: 0.3)
    }
    background = (4..<12).flatMap { world.candidates("b\($0)-", topic: $0, count: 30, noise: 0.3) }
    likes = wanted.map { Example($0, .like) }
    interests = InterestFinder(examples: likes, background: background).interests()
  }

  private func interest(_ topic: Int) throws -> Interest {
    try #require(interests.all.first { $0.exemplars[0].title.hasPrefix("\(topic)") })
  }

  private func book(_ kind: Wish.Kind, topic: Int = 0) throws -> WishBook {
    let mark = try interest(topic).mark(model: Self.model)
    return WishBook([Wish(kind, mark, at: Self.now)], on: interests, model: Self.model)
  }

  @Test(arguments: [(Wish.Kind.pin, WishBook.pinned), (.weight(0), 0), (.weight(2.5), 2.5)])
  func `a weight is that of the interest's own examples`(kind: Wish.Kind, factor: Double) throws {
    let changed = try book(kind).applied(to: likes)
    #expect(changed.filter { $0.candidate.title.hasPrefix("1") }.allSatisfy { $0.weight == 1 })
    let own = changed.filter { $0.candidate.title.hasPrefix("0") }
    // What lies too far out belongs to no interest.
    #expect(own.count { $0.weight == factor } >= 17)
  }

  @Test func `a muted interest's items fall, and others stay`() throws {
    var world = SampleWorld(seed: 6)
    let near = world.candidates("n", topic: 0, count: 20, noise: 0.3)
    let other = world.candidates("o", topic: 1, count: 20, noise: 0.3)
    var settings = ScorerSettings()
    settings.isBackgroundMixed = true
    let before = Scorer.fit(examples: likes, background: background, settings: settings)
    let muted = try book(.mute)
    settings.prior = muted.expectedShare(settings.prior)
    let after = Scorer.fit(
      examples: muted.applied(to: likes), background: background, settings: settings)
    func mean(_ scorer: Scorer, _ candidates: [Candidate]) -> Double {
      scorer.score(candidates).reduce(0) { $0 + $1.probability } / Double(candidates.count)
    }
    #expect(mean(before, near) > 0.6 && mean(after, near) < 0.1)
    #expect(mean(after, other) > 0.6)
    #expect(settings.prior < 0.07)
  }

  @Test func `the explanation of what is muted names what is muted`() throws {
    var world = SampleWorld(seed: 8)
    let near = world.candidate("n", topic: 0, noise: 0.2)
    let scorer = Scorer.fit(examples: try book(.mute).applied(to: likes), background: background)
    let explanation = scorer.appraise([near], top: 4, detail: .reasons)[0].explanation
    #expect(explanation.contributions.contains { $0.evidence == .muted && $0.value < 0 })
  }

  @Test func `a new name is the name, the number stays`() throws {
    let book = try book(.rename("bread"), topic: 1)
    let (named, other) = (try interest(1), try interest(0))
    #expect(book.name(of: named) == "bread" && book.name(of: other) == other.label)
    #expect(book.weights.isEmpty && book.held == [named.number])
  }

  @Test func `a wish finds its interest again after a rebuild, and its mark moves with it`() throws
  {
    let wish = Wish(.mute, try interest(0).mark(model: Self.model), at: Self.now)
    let rebuilt = InterestFinder(
      examples: likes.shuffledByTitle, background: background
    ).interests()
    let book = WishBook([wish], on: rebuilt, model: Self.model)
    #expect(book.resting.isEmpty && book.weights.count == 1)
    let followed = wish.followed(to: rebuilt, model: Self.model)
    #expect(rebuilt.all.contains { $0.centre == followed.interest.centre })
  }

  @Test func `with another model an interest is known by its texts`() throws {
    let own = try interest(0)
    #expect(interests.interest(like: own.mark(model: "another"), model: Self.model) == own)
  }

  @Test func `a wish about an interest that is not there waits`() {
    let mark = InterestMark(label: "golf", members: ["zz"], centre: [1], model: Self.model)
    let wish = Wish(.pin, mark, at: Self.now)
    let book = WishBook([wish], on: interests, model: Self.model)
    #expect(book.resting == [wish] && book.weights.isEmpty)
    #expect(book.applied(to: likes).map(\.weight) == likes.map(\.weight))
  }

  @Test(arguments: [Wish.Kind.pin, .mute, .rename("bread"), .weight(2.5)])
  func `a wish is written and read again`(kind: Wish.Kind) throws {
    let wish = Wish(
      kind, InterestMark(label: "rye", members: ["a"], centre: [0.6, 0.8], model: "m"),
      at: Self.now)
    let data = try JSONEncoder().encode(wish)
    #expect(try JSONDecoder().decode(Wish.self, from: data) == wish)
  }

  @Test(arguments: [
    (Wish.Kind.weight(-1), false), (.weight(.nan), false), (.weight(10), true),
    (.rename(""), false), (.rename(String(repeating: "x", count: 61)), false), (.mute, true),
  ])
  func `a wish from a file may be nonsense`(kind: Wish.Kind, isSound: Bool) {
    let mark = InterestMark(label: "rye", members: [], centre: [1], model: "m")
    #expect(Wish(kind, mark, at: Self.now).isSound == isSound)
  }
}

extension [Example] {
  fileprivate var shuffledByTitle: [Example] {
    sorted { $0.candidate.id.reversed().lexicographicallyPrecedes($1.candidate.id.reversed()) }
  }
}
