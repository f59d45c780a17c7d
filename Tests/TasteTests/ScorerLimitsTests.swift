// The scorer at its limits: nothing to learn from, too much of it, and input that makes no sense.

import Feed
import Testing

@testable import Taste

/// What no sane input looks like, and what arrives anyway.
struct ScorerLimitsTests {
  private static let unit: [Float] = [1, 0, 0]

  private func candidate(_ id: String, _ values: [Float] = unit, text: String = "a b") -> Candidate
  {
    Candidate(id: id, title: "", text: text, vector: Vector(unit: values))
  }

  private func checkSound(_ scorer: Scorer, _ candidates: [Candidate]) {
    let scores = scorer.score(candidates)
    #expect(scores.count == candidates.count)
    for score in scores {
      #expect(score.probability > 0 && score.probability < 1)
      #expect(score.uncertainty >= 0 && score.uncertainty <= 0.5)
      #expect(score.logOdds.isFinite && score.spread.isFinite)
    }
    for detail in [ExplanationDetail.examples, .reasons] {
      for (_, explanation) in scorer.appraise(candidates, top: 2, detail: detail) {
        #expect(explanation.logOdds.isFinite && explanation.base.isFinite)
        #expect(explanation.contributions.allSatisfy { $0.value.isFinite })
      }
    }
  }

  @Test func `without examples everything stands at the prior and is uncertain`() {
    let scorer = Scorer.fit(examples: [])
    let scores = scorer.score([candidate("a"), candidate("b", [0, 1, 0])])
    #expect(scores.allSatisfy { abs($0.probability - 0.1) < 1e-9 })
    #expect(scores.allSatisfy { $0.uncertainty > 0.1 })
    #expect(scorer.score([]).isEmpty)
  }

  @Test(arguments: [Evidence.like, .skip, .document, .background])
  func `one example alone is enough to score`(evidence: Evidence) {
    let scorer = Scorer.fit(examples: [Example(candidate("a"), evidence)])
    checkSound(scorer, [candidate("a"), candidate("b", [0, 1, 0]), candidate("c")])
  }

  @Test func `a thousand copies of one text can be learned from`() {
    let copies = (0..<300).map { Example(candidate("e\($0)"), .like) }
    let scorer = Scorer.fit(
      examples: copies, background: (0..<300).map { candidate("b\($0)") })
    checkSound(
      scorer, [candidate("x"), candidate("e0"), candidate("b7"), candidate("y", [0, 0, 1])])
  }

  @Test(arguments: [[0, 0, 0], [.nan, 0, 0], [.infinity, 0, 0], [1, 0], []] as [[Float]])
  func `a strange vector harms nobody`(values: [Float]) {
    let scorer = Scorer.fit(
      examples: [Example(candidate("a"), .like), Example(candidate("s", values), .like)],
      background: [candidate("b", [0, 1, 0]), candidate("t", values)])
    checkSound(scorer, [candidate("s", values), candidate("u", values), candidate("v")])
  }

  @Test func `weights of nothing switch an example off`() {
    let scorer = Scorer.fit(examples: [
      Example(candidate("a"), .like, weight: 0), Example(candidate("b"), .like, weight: .nan),
      Example(candidate("c"), .like, weight: -1), Example(candidate("d"), .skip),
    ])
    #expect(scorer.examples.map(\.candidate.id) == ["d"])
  }

  @Test func `the latest decision about an item counts, and before the background`() {
    let scorer = Scorer.fit(
      examples: [Example(candidate("a"), .like), Example(candidate("a"), .skip)],
      background: [candidate("a"), candidate("b")])
    #expect(scorer.examples.map(\.evidence) == [.background, .skip])
  }

  @Test func `more than can be learned from is thinned out`() {
    var settings = ScorerSettings()
    settings.examplesMax = 10
    settings.backgroundMax = 5
    let likes = (0..<8).map { Example(candidate("l\($0)"), .like) }
    let texts = (0..<100).map { Example(candidate("p\($0)"), .document, group: "d") }
    let scorer = Scorer.fit(
      examples: texts + likes, background: (0..<50).map { candidate("b\($0)", [0, 1, 0]) },
      settings: settings)
    #expect(scorer.examples.count { $0.evidence == .like } == 8)
    #expect(scorer.examples.count { $0.evidence == .document } == 2)
    #expect(scorer.examples.count { $0.evidence == .background } == 5)
  }

  @Test func `more candidates than a chunk keep their order`() {
    var world = SampleWorld(seed: 3)
    let many = world.candidates("c", topic: 2, count: 600)
    let scorer = Scorer.fit(
      examples: world.candidates("l", topic: 1, count: 5).map { Example($0, .like) },
      background: Array(many.prefix(50)))
    let all = scorer.score(many)
    let single = [0, 255, 256, 599].map { scorer.score([many[$0]])[0] }
    for (place, score) in zip([0, 255, 256, 599], single) {
      #expect(abs(all[place].logOdds - score.logOdds) < 1e-4)
    }
  }

  @Test(arguments: [5, 20])
  func `notes of another topic change nothing once there are five likes`(likes: Int) {
    var world = SampleWorld(seed: 12)
    let liked = world.candidates("l", topic: 1, count: likes, noise: 1).map { Example($0, .like) }
    let seen = (0..<200).map { world.candidate("b\($0)", topic: 2 + $0 % 8, noise: 1) }
    let notes = world.candidates("n", topic: 5, count: 100, noise: 1)
    let fresh = (0..<40).map { world.candidate("f\($0)", topic: 1 + $0 % 8, noise: 1) }
    let bare = Scorer.fit(examples: liked, background: seen).score(fresh)
    let with = Scorer.fit(
      examples: liked + notes.map { Example($0, .document) }, background: seen
    ).score(fresh)
    #expect(zip(bare, with).allSatisfy { abs($0.logOdds - $1.logOdds) < 1e-6 })
  }

  @Test func `notes are heard without likes, and where likes bear them out`() {
    var world = SampleWorld(seed: 13)
    let seen = (0..<200).map { Example(world.candidate("b\($0)", topic: 2 + $0 % 8), .background) }
    let notes = world.candidates("n", topic: 1, count: 30).map { Example($0, .document) }
    let liked = world.candidates("l", topic: 1, count: 8).map { Example($0, .like) }
    #expect(TextTrust.share(of: notes, wanted: [], others: seen) == 1)
    #expect(TextTrust.share(of: notes, wanted: liked, others: seen) > 0.5)
    #expect(TextTrust.share(of: seen.asNotes, wanted: liked, others: seen) < 0.2)
  }
}

extension [Example] {
  /// The same texts as if the person had written them.
  fileprivate var asNotes: [Example] { map { Example($0.candidate, .document) } }
}
