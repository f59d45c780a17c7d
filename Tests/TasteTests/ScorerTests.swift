// The scorer against its closed form, against brute force, and against what a person would expect.

import Feed
import Testing

@testable import Taste

struct ScorerTests {
  private func plain() -> ScorerSettings {
    var settings = ScorerSettings()
    settings.termWeightShort = 0
    settings.termWeightLong = 0
    settings.sharpness = 2
    settings.stretch = 0
    settings.level = 0
    settings.noise = 1
    settings.bend = .infinity
    return settings
  }

  @Test func `two opposite examples give the closed form`() throws {
    // Centred, the two point in opposite directions: K = [[1, e⁻⁴], [e⁻⁴, 1]], D = I, y = (1, −1),
    // so α = ±1 / (2 − e⁻⁴) and f(the first again) = α (1 − e⁻⁴).
    let liked = Candidate(id: "a", title: "", text: "", vector: Vector(unit: [1, 0]))
    let passed = Candidate(id: "b", title: "", text: "", vector: Vector(unit: [0, 1]))
    let scorer = Scorer.fit(
      examples: [Example(liked, .like)], background: [passed], settings: plain())
    let far = 0.018315638888734
    let weight = 1 / (2 - far)
    #expect(abs(scorer.solution.weights[1] - weight) < 1e-6)
    let again = Candidate(id: "c", title: "", text: "", vector: Vector(unit: [1, 0]))
    let score = try #require(scorer.score([again]).first)
    // In units of the score: the factor of the matrix is in single precision, and the curve is steep here.
    let expected = scorer.calibration.logOdds(weight * (1 - far))
    #expect(
      abs(score.logOdds - expected) < 1e-6 * scorer.calibration.steepness(from: 0, to: weight))
  }

  @Test func `leaving one out equals fitting without it`() {
    var world = SampleWorld(seed: 7)
    let examples =
      world.candidates("l", topic: 1, count: 6).map { Example($0, .like) }
      + world.candidates("d", topic: 2, count: 7).map { Example($0, .skip) }
    let list = ExampleList(examples: examples, background: [], settings: ScorerSettings())
    let kernel = Kernel(examples: list.examples, corpus: [], settings: ScorerSettings())
    let gram = kernel.gram()
    let solution = Solution(gram: gram, labels: list.labels, noise: list.noise)
    let n = list.labels.count
    for left in 0..<n {
      let rest = (0..<n).filter { $0 != left }
      let part = rest.flatMap { row in rest.map { gram[max(row, $0) * n + min(row, $0)] } }
      let refit = Solution(
        gram: part, labels: rest.map { list.labels[$0] }, noise: rest.map { list.noise[$0] })
      let sum = zip(rest, refit.weights).reduce(0) {
        $0 + Double(gram[max(left, $1.0) * n + min(left, $1.0)]) * $1.1
      }
      #expect(abs(solution.leaveOneOut[left] - sum) < 2e-6)
      var row = (0..<n).map { gram[max(left, $0) * n + min(left, $0)] }
      _ = solution.influences(&row, count: 1)
      let view = LeaveOut(solution, Grouping(list.examples, settings: ScorerSettings()))
        .view(row[...], own: left)
      #expect(zip(rest, refit.weights).allSatisfy { abs(view.weights[$0] - $1) < 1e-5 })
    }
  }

  @Test func `leaving a group out equals fitting without it`() {
    var world = SampleWorld(seed: 8)
    let texts =
      world.candidates("p", topic: 1, count: 5) + world.candidates("b", topic: 2, count: 5)
    let examples = texts.enumerated().map {
      Example($1, $0 < 5 ? .like : .skip, group: $0 < 3 ? "d" : nil)
    }
    let kernel = Kernel(examples: examples, corpus: [], settings: ScorerSettings())
    let gram = kernel.gram()
    let labels = [1.0, 1, 1, 1, 1, -1, -1, -1, -1, -1]
    let noise = [Double](repeating: 0.7, count: 10)
    let solution = Solution(gram: gram, labels: labels, noise: noise)
    let leaveOut = LeaveOut(solution, Grouping(examples, settings: ScorerSettings()))
    func refitted(_ rest: [Int], at left: Int) -> Double {
      let part = rest.flatMap { row in rest.map { gram[max(row, $0) * 10 + min(row, $0)] } }
      let refit = Solution(
        gram: part, labels: rest.map { labels[$0] }, noise: rest.map { noise[$0] })
      return zip(rest, refit.weights).reduce(0) {
        $0 + Double(gram[max($1.0, left) * 10 + min($1.0, left)]) * $1.1
      }
    }
    let scores = leaveOut.scores
    for left in 0..<3 { #expect(abs(scores[left] - refitted(Array(3..<10), at: left)) < 2e-6) }
    #expect(scores[4] == solution.leaveOneOut[4])
    // An example is never its own reason: what it would lose without the group is what both are missing.
    for left in 3..<10 {
      var row = (0..<10).map { gram[max(left, $0) * 10 + min(left, $0)] }
      _ = solution.influences(&row, count: 1)
      let loss = leaveOut.loss(of: 0, in: leaveOut.view(row[...], own: left)) ?? .nan
      let without = refitted((3..<10).filter { $0 != left }, at: left)
      #expect(abs(solution.leaveOneOut[left] - loss - without) < 1e-5)
    }
  }

  @Test(arguments: [1, 2, 3]) func `contributions add up to the log-odds`(seed: UInt64) {
    var world = SampleWorld(seed: seed)
    let liked = world.candidates("l", topic: 1, count: 8)
    let seen = world.candidates("b", topic: 2, count: 40)
    let fresh = world.candidates("c", topic: 1, count: 5) + Array(seen.prefix(3))
    let scorer = Scorer.fit(examples: liked.map { Example($0, .like) }, background: seen)
    for (alone, (score, reason)) in zip(scorer.score(fresh), scorer.appraise(fresh, top: 3)) {
      let sum = reason.contributions.reduce(reason.base + reason.rest) { $0 + $1.value }
      #expect(abs(sum - reason.logOdds) < 1e-9)
      #expect(abs(reason.base + reason.pro + reason.contra - reason.logOdds) < 1e-9)
      #expect(score.logOdds == reason.logOdds)
      #expect(abs(score.logOdds - alone.logOdds) < 1e-5 && abs(score.spread - alone.spread) < 1e-5)
      #expect(reason.contributions.count == 3)
    }
  }

  @Test func `what resembles the likes outranks the rest and cites them`() {
    var world = SampleWorld(seed: 11)
    let liked = world.candidates("l", topic: 1, count: 12)
    let seen = (2..<10).flatMap { world.candidates("b\($0)-", topic: $0, count: 12) }
    let scorer = Scorer.fit(examples: liked.map { Example($0, .like) }, background: seen)
    let near = world.candidates("n", topic: 1, count: 10)
    let far = world.candidates("f", topic: 5, count: 10)
    let low = scorer.score(near).map(\.probability).min() ?? 0
    let high = scorer.score(far).map(\.probability).max() ?? 1
    #expect(low > high)
    #expect(
      scorer.appraise(near, top: 1).allSatisfy {
        $0.explanation.contributions.first?.evidence == .like
      })
  }

  @Test func `an item of the background does not speak against itself`() throws {
    var world = SampleWorld(seed: 12)
    let liked = world.candidates("l", topic: 1, count: 10)
    var seen = (2..<8).flatMap { world.candidates("b\($0)-", topic: $0, count: 10) }
    let wanted = world.candidate("w", topic: 1)
    seen.append(wanted)
    let with = Scorer.fit(examples: liked.map { Example($0, .like) }, background: seen)
    let scores = with.score([wanted] + seen)
    let rank = scores.dropFirst().dropLast().count { $0.probability >= scores[0].probability }
    #expect(rank == 0)
    #expect(
      with.appraise([wanted], top: 100).allSatisfy {
        !$0.explanation.contributions.contains { $0.id == "w" }
      })
  }

  @Test func `the same input gives the same bits`() {
    func run() -> [Score] {
      var world = SampleWorld(seed: 13)
      let ranking = Ranking(
        likes: world.candidates("l", topic: 1, count: 9),
        candidates: world.candidates("c", topic: 2, count: 300), prior: 0.05)
      return ranking.scorer().score(ranking.candidates)
    }
    #expect(run() == run())
  }

  @Test func `a ranking goes by what the person wrote where nothing was liked`() {
    var world = SampleWorld(seed: 18)
    let near = world.candidates("n", topic: 1, count: 10)
    let far = world.candidates("f", topic: 2, count: 10)
    let ranking = Ranking(
      likes: [], documents: world.candidates("d", topic: 1, count: 10),
      background: world.candidates("b", topic: 3, count: 40), candidates: near + far)
    let scores = ranking.scorer().probabilities(ranking.candidates)
    let wins = scores.prefix(10).reduce(0) { sum, near in
      sum + scores.suffix(10).count { near > $0 }
    }
    #expect(wins >= 80)
  }

  @Test func `a kept background changes nothing, or next to nothing when a like is new`() {
    var world = SampleWorld(seed: 17)
    let seen = (2..<8).flatMap { world.candidates("b\($0)-", topic: $0, count: 30) }
    let liked = world.candidates("l", topic: 1, count: 20).map { Example($0, .like) }
    let note = world.candidates("p", topic: 2, count: 4).map { Example($0, .document, group: "n") }
    let fresh = world.candidates("c", topic: 1, count: 20) + Array(seen.prefix(5))
    func logOdds(_ examples: [Example], _ background: [Candidate], _ earlier: Scorer?) -> [Double] {
      Scorer.fit(examples: examples, background: background, keeping: earlier).score(fresh)
        .map(\.logOdds)
    }
    func differ(_ left: [Double], _ right: [Double]) -> Double {
      zip(left, right).map { abs($0 - $1) }.max() ?? 0
    }
    let earlier = Scorer.fit(examples: liked + note, background: seen)
    let again = Scorer.fit(examples: liked + note, background: seen, keeping: earlier)
    #expect(differ(again.score(fresh).map(\.logOdds), logOdds(liked + note, seen, nil)) < 1e-4)
    let more = liked + note + [Example(world.candidate("m", topic: 1), .like)]
    let change = differ(logOdds(more, seen, again), logOdds(more, seen, nil))
    #expect(change > 0 && change < 0.3)
    // Another background or much that is new: nothing is taken over.
    let many = more + world.candidates("k", topic: 3, count: 40).map { Example($0, .like) }
    #expect(logOdds(many, seen, earlier) == logOdds(many, seen, nil))
    #expect(logOdds(more, seen.dropLast(), earlier) == logOdds(more, seen.dropLast(), nil))
  }

  @Test func `probabilities alone are those of the scores`() {
    var world = SampleWorld(seed: 16)
    let seen = world.candidates("b", topic: 2, count: 40)
    let liked = world.candidates("l", topic: 1, count: 5).map { Example($0, .like) }
    let scorer = Scorer.fit(examples: liked, background: seen)
    let all = world.candidates("c", topic: 1, count: 7) + seen
    #expect(scorer.probabilities(all) == scorer.score(all).map(\.probability))
  }

  @Test func `uncertainty falls with evidence`() {
    var world = SampleWorld(seed: 14)
    let liked = world.candidates("l", topic: 1, count: 30)
    let seen = world.candidates("b", topic: 2, count: 60)
    let scorer = Scorer.fit(examples: liked.map { Example($0, .like) }, background: seen)
    let scores = scorer.score([
      world.candidate("near", topic: 1), world.candidate("strange", topic: 7, noise: 0.1),
    ])
    #expect(scores[0].spread < scores[1].spread)
  }

  @Test func `likes make what was only written count less, and nothing where they contradict it`() {
    var world = SampleWorld(seed: 15)
    let written = world.candidates("p", topic: 3, count: 20).map {
      Example($0, .document, group: "d")
    }
    let agreeing = world.candidates("a", topic: 3, count: 20).map { Example($0, .like) }
    let contradicting = world.candidates("l", topic: 1, count: 20).map { Example($0, .like) }
    let seen = (4..<9).flatMap { world.candidates("b\($0)-", topic: $0, count: 20) }
    let item = world.candidate("c", topic: 3)
    func share(_ examples: [Example]) -> Double {
      Scorer.fit(examples: examples, background: seen).appraise([item], top: 200)
        .flatMap(\.explanation.contributions).filter { $0.evidence == .document }.reduce(0) {
          $0 + $1.value
        }
    }
    let both = share(written + agreeing)
    #expect(share(written) > 2 * both && both > 0)
    #expect(share(written + contradicting) == 0)
  }

  @Test func `what differs stays different far below and far above`() {
    let scores = [-80.0, -60, -40, 40, 60].map { Score(logOdds: $0, spread: 1).probability }
    #expect(scores.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(scores[0] < scores[1] && scores[1] < scores[2] && scores[2] < scores[3])
  }
}
