// Interests: what a person likes comes apart where it lies apart, is called by its own words, and stays what it is while
// little changes.

import Feed
import Testing

@testable import Taste

struct InterestTests {
  private static func likes(_ candidates: [Candidate]) -> [Example] {
    candidates.map { Example($0, .like) }
  }

  /// Likes of some topics, against a background of all others.
  private static func world(
    _ counts: [Int: Int], seed: UInt64 = 7
  ) -> (likes: [Example], background: [Candidate]) {
    var world = SampleWorld(seed: seed)
    let wanted = counts.sorted { $0.key < $1.key }.flatMap { topic, count in
      world.candidates("t\(topic)-", topic: topic, count: count, noise: 0.3)
    }
    let others = (6..<12).flatMap {
      world.candidates("b\($0)-", topic: $0, count: 20, noise: 0.3)
    }
    return (likes(wanted), others)
  }

  private static func interests(
    _ likes: [Example], _ background: [Candidate], after parent: Interests = .none,
    held: Set<Int> = []
  ) -> Interests {
    InterestFinder(examples: likes, background: background)
      .interests(after: parent, held: held)
  }

  @Test(arguments: [1, 2, 3, 4])
  func `as many topics as there are, so many interests`(topics: Int) {
    let (likes, background) = Self.world(
      Dictionary(uniqueKeysWithValues: (0..<topics).map { ($0, 20) }))
    let interests = Self.interests(likes, background)
    #expect(interests.all.count == topics)
    for interest in interests.all {
      let topic = interest.exemplars.first?.title.prefix(1) ?? ""
      #expect(interest.size == 20)
      let parts = interest.words.flatMap { $0.split(separator: " ") }
      #expect(parts.allSatisfy { $0.hasPrefix("w\(topic)x") || $0 == "t\(topic)" }, "\(parts)")
      #expect(interest.exemplars.allSatisfy { $0.title.hasPrefix(topic) })
    }
    #expect(abs(interests.all.reduce(0) { $0 + $1.weight } - 1) < 1e-5)
  }

  @Test func `the same evidence has the same interests`() {
    let (likes, background) = Self.world([0: 9, 1: 14, 2: 30])
    #expect(Self.interests(likes, background) == Self.interests(likes, background))
  }

  @Test(arguments: [(0, 0), (1, 1), (3, 1), (5, 1)])
  func `few examples are no more than one interest`(count: Int, expected: Int) {
    let (likes, background) = Self.world([0: count])
    #expect(Self.interests(likes, background).all.count == expected)
  }

  @Test func `what is not wanted makes no interest`() {
    let (likes, background) = Self.world([0: 8, 1: 8])
    let mixed = likes.map { example in
      var example = example
      if example.candidate.title.hasPrefix("1") { example.evidence = .skip }
      return example
    }
    let interests = Self.interests(mixed, background)
    #expect(interests.all.allSatisfy { $0.exemplars.allSatisfy { $0.title.hasPrefix("0") } })
  }

  @Test func `a few likes more change neither numbers nor labels`() {
    let (likes, background) = Self.world([0: 20, 1: 20, 2: 20])
    let before = Self.interests(likes, background)
    let (more, _) = Self.world([0: 3, 1: 1], seed: 99)
    let fresh = more.map { Example(renamed($0.candidate), .like) }
    let after = Self.interests(likes + fresh, background, after: before)
    #expect(
      Dictionary(uniqueKeysWithValues: before.all.map { ($0.number, $0.label) })
        == Dictionary(uniqueKeysWithValues: after.all.map { ($0.number, $0.label) }))
    #expect(after.partedFrom == before.partedFrom)
  }

  private func renamed(_ candidate: Candidate) -> Candidate {
    Candidate(
      id: "new-\(candidate.id)", title: candidate.title + " new", text: candidate.text,
      vector: candidate.vector)
  }

  @Test func `a new topic gets a number of its own, and the old ones keep theirs`() {
    let (likes, background) = Self.world([0: 20, 1: 20, 2: 20])
    let two = likes.filter { !$0.candidate.title.hasPrefix("2") }
    let before = Self.interests(two, background)
    let after = Self.interests(likes, background, after: before)
    #expect(before.all.count == 2 && after.all.count == 3)
    for interest in before.all {
      let same = after.interest(interest.number)
      #expect(same?.label == interest.label)
    }
    #expect(after.interest(3)?.exemplars.allSatisfy { $0.title.hasPrefix("2") } == true)
  }

  @Test func `an interest about which there is a wish is neither parted nor joined`() throws {
    let (likes, background) = Self.world([0: 6, 1: 6])
    let before = Self.interests(likes, background)
    let held = try #require(before.all.first { $0.exemplars[0].title.hasPrefix("0") })
    let (many, _) = Self.world([0: 40, 2: 40, 3: 40, 4: 40], seed: 3)
    let fresh = many.map { Example(renamed($0.candidate), .like) }
    let after = Self.interests(likes + fresh, background, after: before, held: [held.number])
    let same = try #require(after.interest(held.number))
    #expect(same.exemplars.allSatisfy { $0.title.hasPrefix("0") } && (44...48).contains(same.size))
  }

  @Test func `a text belongs to the interest that it is like, and a strange one to none`() throws {
    let (likes, background) = Self.world([0: 20, 1: 20])
    let interests = Self.interests(likes, background)
    let near = try #require(interests.nearest(to: likes[3].candidate.vector))
    #expect(near.isWithin && near.interest.exemplars[0].title.hasPrefix("0"))
    let strange = try #require(interests.nearest(to: background[0].vector))
    #expect(!strange.isWithin)
    #expect(interests.nearest(to: Vector(unit: [1])) == nil)
    #expect(Interests.none.nearest(to: background[0].vector) == nil)
  }

  @Test func `broken vectors and copies of one text change nothing`() {
    let (likes, background) = Self.world([0: 12, 1: 12])
    let broken = [
      Example(Candidate(id: "x", title: "x", text: "x", vector: Vector(unit: [1])), .like),
      Example(
        Candidate(
          id: "y", title: "y", text: "y",
          vector: Vector(unit: [Float](repeating: .nan, count: SampleWorld.dimensions))), .like),
    ]
    let copies = likes.prefix(5).map { example in
      Example(
        Candidate(
          id: "copy-\(example.candidate.id)", title: example.candidate.title,
          text: example.candidate.text, vector: example.candidate.vector), .like)
    }
    let plain = Self.interests(likes, background)
    let disturbed = Self.interests(likes + broken + copies, background)
    #expect(plain.all.map(\.label) == disturbed.all.map(\.label))
  }

  @Test func `the same text everywhere is one interest`() {
    let vector = Vector(unit: [1, 0, 0])
    let likes = (0..<30).map {
      Example(Candidate(id: "\($0)", title: "\($0)", text: "same", vector: vector), .like)
    }
    #expect(Self.interests(likes, []).all.count <= 1)
  }
}
