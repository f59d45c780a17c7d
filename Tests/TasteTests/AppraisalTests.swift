// Explanations: measured against an ordinary item, gathered into reasons, with words that are really shared, and with
// what-ifs that learning again would confirm.

import Feed
import Testing

@testable import Taste

struct AppraisalTests {
  private static func settings() -> ScorerSettings {
    var settings = ScorerSettings()
    settings.isBackgroundMixed = true
    return settings
  }

  private static func fit(_ examples: [Example], _ seen: [Candidate]) -> Scorer {
    Scorer.fit(examples: examples, background: seen, settings: settings())
  }

  @Test func `the base is what ordinary items get, and every share counts from there`() {
    var world = SampleWorld(seed: 31)
    let liked = world.candidates("l", topic: 1, count: 10).map { Example($0, .like) }
    let seen = (0..<120).map { world.candidate("b\($0)", topic: 1 + $0 % 8) }
    let scorer = Self.fit(liked, seen)
    let fresh = (0..<400).map { world.candidate("f\($0)", topic: 1 + $0 % 8) }
    let all = scorer.appraise(fresh, top: 0, detail: .reasons).map(\.explanation)
    let mean = all.reduce(0) { $0 + $1.logOdds } / Double(all.count)
    #expect(abs(mean - all[0].base) < 0.5)
    #expect(all.allSatisfy { abs($0.base + $0.pro + $0.contra - $0.logOdds) < 1e-9 })
  }

  @Test func `what has nothing to do with an item is not close to it`() {
    var world = SampleWorld(seed: 32)
    let liked =
      world.candidates("near", topic: 1, count: 4) + world.candidates("far", topic: 2, count: 4)
    let seen = (0..<200).map { world.candidate("b\($0)", topic: 1 + $0 % 10) }
    let scorer = Self.fit(liked.map { Example($0, .like) }, seen)
    let explanation = scorer.appraise(
      [world.candidate("x", topic: 1, noise: 0.3)], top: 100, detail: .reasons)[0].explanation
    let near = explanation.contributions.filter { $0.id.hasPrefix("near") }
    let far = explanation.contributions.filter { $0.id.hasPrefix("far") }
    #expect(near.count == 4 && near.allSatisfy { $0.isClose && $0.value > 0 })
    #expect(far.allSatisfy { !$0.isClose })
    #expect(far.reduce(0) { $0 + $1.value } < 0.1 * near.reduce(0) { $0 + $1.value })
  }

  @Test func `the passages of a note are one reason, and so is the crowd that passed by`() throws {
    var world = SampleWorld(seed: 33)
    let note = world.candidates("p", topic: 1, count: 5).map {
      Example($0, .document, group: "note")
    }
    let seen = (0..<100).map { world.candidate("b\($0)", topic: 1 + $0 % 5) }
    let explanation = Self.fit(note, seen).appraise(
      [world.candidate("x", topic: 1, noise: 0.3)], top: 100, detail: .reasons)[0].explanation
    #expect(explanation.contributions.count == 2)
    let written = try #require(explanation.contributions.first { $0.evidence == .document })
    #expect((2...5).contains(written.count) && written.value > 0 && written.without != nil)
    let crowd = try #require(explanation.contributions.first { $0.evidence == .background })
    #expect(crowd.count > 10 && crowd.value < 0 && crowd.without == nil)
  }

  @Test(arguments: [(14, 0), (14, 10), (60, 20)])
  func `what would be is about what learning again gives`(likes: Int, skips: Int) throws {
    var world = SampleWorld(seed: 3)
    let told =
      (0..<likes).map { Example(world.candidate("l\($0)", topic: 1 + $0 % 2, noise: 1.2), .like) }
      + (0..<skips).map { Example(world.candidate("s\($0)", topic: 3 + $0 % 4, noise: 1.2), .skip) }
    let seen = (0..<400).map { world.candidate("b\($0)", topic: 1 + $0 % 10, noise: 1.2) }
    let scorer = Self.fit(told, seen)
    for item in [
      world.candidate("x", topic: 1, noise: 1), world.candidate("y", topic: 3), seen[10],
    ] {
      let (score, explanation) = scorer.appraise([item], top: 1, detail: .reasons)[0]
      let twin = Candidate(id: "twin", title: "", text: item.text, vector: item.vector)
      func refitted(_ examples: [Example], _ of: Candidate) -> Double {
        Self.fit(examples, seen).score([of])[0].probability
      }
      let kept = refitted(told + [Example(item, .keep)], twin)
      let skipped = refitted(told + [Example(item, .skip)], twin)
      #expect(abs(Logistic.probability(explanation.ifKept) - kept) < 0.13)
      // A skip that surprises makes the curve of all probabilities flatter, which only learning again knows.
      let claimed = Logistic.probability(explanation.ifSkipped)
      #expect(abs(claimed - skipped) < abs(score.probability - skipped) * 0.4)
      #expect(skipped < score.probability && score.probability < kept)
      guard let reason = explanation.contributions.first, let without = reason.without else {
        continue
      }
      let left = refitted(told.filter { $0.candidate.id != reason.id }, item)
      #expect(abs(Logistic.probability(without) - left) < 0.05)
    }
  }

  @Test func `shared words are named, the telling ones, and only where there are any`() {
    let world = SampleWorld(seed: 1)
    func candidate(_ id: String, _ axis: Int, _ title: String, _ text: String) -> Candidate {
      var values = [Double](repeating: 0.05, count: SampleWorld.dimensions)
      values[axis] = 1
      return Candidate(id: id, title: title, text: text, vector: world.unit(values))
    }
    let liked = [
      candidate("a", 0, "SQLite in the browser", "Every index of SQLite, and a WAL with 12 pages."),
      candidate("b", 1, "Bread", "A loaf of rye."),
    ]
    let seen = (0..<40).map {
      candidate("s\($0)", 2 + $0 % 8, "Item", "Something of \($0) and something else with it.")
    }
    let item = candidate("x", 0, "Why SQLite", "An index of the WAL with 12 pages in it.")
    let other = candidate("y", 0, "Unrelated words", "Entirely different wording.")
    let scorer = Self.fit(liked.map { Example($0, .like) }, seen)
    let reasons = scorer.appraise([item, other], top: 5, detail: .reasons).map {
      $0.explanation.contributions.first { $0.id == "a" }?.words
    }
    #expect(reasons[0] == nil || reasons[0] == [])
    let corpus = liked + seen + [item]
    let learned = Scorer.fit(
      examples: liked.map { Example($0, .like) }, background: seen, corpus: corpus,
      settings: Self.settings())
    let words = learned.appraise([item, other], top: 5, detail: .reasons).map {
      $0.explanation.contributions.first { $0.id == "a" }?.words ?? []
    }
    #expect(Set(words[0]).isSuperset(of: ["sqlite", "index"]))
    #expect(Set(words[0]).isDisjoint(with: ["of", "with", "12", "with 12", "in"]))
    #expect(words[1].isEmpty)
  }
}
