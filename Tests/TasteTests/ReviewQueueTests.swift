// The order of a review: doubt first, fresh first, nothing twice, and now and then a check.

import Feed
import Taste
import Testing

struct ReviewQueueTests {
  private let day = 86_400.0

  private func question(
    _ id: Int64, _ verdict: Verdict = .review, _ probability: Double? = 0.4, age: Double = 0,
    axis: Int? = nil
  ) -> ReviewQuestion {
    ReviewQuestion(
      id: id, verdict: verdict, probability: probability, age: age,
      vector: axis.map { place in
        Vector(unit: (0..<8).map { $0 == place ? 1 : 0 })
      })
  }

  private func order(_ questions: [ReviewQuestion], limit: Int = 100) -> [Int64] {
    ReviewQueue.order(questions, thresholds: .standard, limit: limit).map(\.id)
  }

  @Test func `the closer its odds to the middle between skip and keep, the sooner`() {
    #expect(order([question(1, .review, 0.59), question(2, .review, 0.43)]) == [2, 1])
    #expect(order([question(1, .review, 0.26), question(2, .review, 0.43)]) == [2, 1])
  }

  @Test func `what is proposed to be done is asked about before it expires, the sooner the closer`()
  {
    let soon = ReviewQuestion(id: 7, verdict: .keep, probability: 0.9, age: 0, expires: 3_600)
    let later = ReviewQuestion(id: 8, verdict: .keep, probability: 0.9, age: 0, expires: 2 * day)
    let asked = [question(1, .review, 0.5), question(2, .review, 0.26), soon, later]
    #expect(order(asked).filter { $0 != 2 } == [7, 1, 8])
    #expect(ReviewQueue.purpose(of: 8, among: asked) == .borderline)
  }

  @Test func `where nothing is likely the likeliest come first`() {
    let unlikely = (1...20).map { question($0, .skip, Double($0) / 1_000) }
    let ids = (1...20).reversed().filter { ReviewQueue.purpose(of: $0, among: unlikely) != .check }
    #expect(order(unlikely, limit: 4) == Array(ids.prefix(4)))
  }

  @Test func `what is about the same subject is asked about all the same`() {
    // Directions with the cosine 0.6.
    let near = Vector(unit: [0.6, 0.8, 0, 0, 0, 0, 0, 0])
    var second = question(2, .review, 0.39)
    second.vector = near
    #expect(
      order([question(1, axis: 0), second, question(3, .review, 0.3, axis: 4)]) == [1, 2, 3])
  }

  @Test func `old news comes later, and very old news not at all`() {
    #expect(
      order([question(1, age: 9 * day), question(2, age: day), question(3, age: 15 * day)]) == [
        2, 1,
      ])
  }

  @Test func `of two that ask the same the second waits for something else`() {
    let twins = [question(1, axis: 0), question(2, .review, 0.41, axis: 0)]
    #expect(order(twins + [question(3, .review, 0.55, axis: 1)]) == [2, 3, 1])
  }

  @Test func `what resembles an answer that is not learned yet waits too`() {
    let questions = [question(1, axis: 0), question(2, .review, 0.55, axis: 1)]
    let places = ReviewQueue.order(
      questions, answered: [questions[0].vector].compactMap(\.self), thresholds: .standard, limit: 2
    )
    #expect(order(questions) == [1, 2] && places.map(\.id) == [2, 1])
  }

  @Test func `what waits comes before what is decided`() {
    let decided = question(1, .skip, 0.24)
    #expect(
      order([decided, question(2, .skip, 0.1), question(3, .review, 0.58)])[0] == 3)
  }

  @Test func `the fifth and the tenth place check a skip and a keep`() {
    let waiting = (1...12).map { question($0) }
    let decided = [question(20, .skip, 0.01), question(21, .keep, 0.99)]
    let places = ReviewQueue.order(waiting + decided, thresholds: .standard, limit: 12)
    #expect(
      places.map(\.purpose).enumerated().filter { $0.element == .check }.map(\.offset) == [4, 9])
    #expect(places[4].id == 20 && places[9].id == 21)
    for place in places {
      #expect(ReviewQueue.purpose(of: place.id, among: waiting + decided) == place.purpose)
    }
  }

  @Test func `a short sitting has no checks, and a quiet day is filled with the closest decisions`()
  {
    let waiting = (1...4).map { question($0) }
    let decided = (10...30).map { question($0, .skip, Double($0) / 200) }
    #expect(
      ReviewQueue.order(waiting + decided, thresholds: .standard, limit: 4)
        .allSatisfy { $0.purpose == .borderline })
    let filled = ReviewQueue.order(waiting + decided, thresholds: .standard, limit: 7)
    #expect(Set(filled.prefix(4).map(\.id)) == [1, 2, 3, 4])
    #expect(filled.dropFirst(4).filter { $0.purpose == .borderline }.allSatisfy { $0.id >= 27 })
  }

  @Test func `who is sure of everything still asks for what is likeliest`() {
    let sure = (1...9).map { question($0, .skip, Double($0) / 100) }
    let ids = (1...9).reversed().filter { ReviewQueue.purpose(of: $0, among: sure) != .check }
    #expect(ids.count == 8)
    #expect(order(sure, limit: 3) == Array(ids.prefix(3)))
  }

  @Test func `without a score the fresh come first`() {
    let unknown = [5.0, 1, 3].enumerated().map {
      question(Int64($0.offset + 1), .review, nil, age: $0.element * day)
    }
    #expect(order(unknown) == [2, 3, 1])
  }

  @Test(arguments: [0, 1, 7, 1_000_000])
  func `each is asked once, in the same order every time, up to the limit`(limit: Int) {
    let many = (1...700).map {
      question($0, [.review, .skip, .keep][Int($0) % 3], Double($0 % 97) / 97, axis: Int($0) % 8)
    }
    let once = order(many, limit: limit)
    #expect(once.count == min(limit, 700) && Set(once).count == once.count)
    #expect(once == order(many.reversed(), limit: limit))
  }
}
