// Which questions to ask, and in which order, when a person has a minute: first what teaches most and soon is no news
// any more, no question twice in other words, and now and then one that was decided already, because a scorer that is
// only asked where it doubts never hears that it is surely wrong.

package import Feed
private import Glibc

/// The order of a review.
package enum ReviewQueue {
  /// News loses half its worth in so many seconds: three days.
  static let halfLife = 3 * 86_400.0
  /// What is proposed to be done doubles in urgency with each such time that it is nearer to its end: a day.
  static let urgencyTime = 86_400.0
  /// What is older is not asked about any more: two weeks.
  package static let ageMax = 14 * 86_400.0
  /// One question in so many is a check, as long as there is one.
  static let checkEvery = 5
  /// Beyond so many places nobody notices that two questions are alike.
  static let variedPlaces = 200
  /// The candidates for the varied places: enough for choice, few enough to compare all with all.
  static let variedAmong = 500

  /// At most `limit` questions in the order in which they are to be asked.
  ///
  /// What waits for an answer comes first, then what was decided, the closest decisions first; the fifth place and the
  /// tenth are checks, one of a skip and one of a keep. The same questions give the same order. `answered` are the
  /// directions of items that were answered and not yet learned from: what resembles them has to wait.
  package static func order(
    _ questions: [ReviewQuestion], answered: [Vector] = [], thresholds: Thresholds, limit: Int
  ) -> [ReviewPlace] {
    let (waiting, decided, drawn) = parts(questions)
    let first = varied(waiting, thresholds, limit: limit, after: answered)
    let second = varied(
      decided, thresholds, limit: limit - first.count, after: answered + first.compactMap(\.vector))
    var asked = (first + second)[...]
    var checks = drawn[...]
    var places: [ReviewPlace] = []
    while places.count < limit {
      let isCheck = asked.isEmpty || places.count % checkEvery == checkEvery - 1
      if isCheck, let check = checks.popFirst() {
        places.append(ReviewPlace(id: check.id, purpose: .check))
      } else if let question = asked.popFirst() {
        places.append(ReviewPlace(id: question.id, purpose: .borderline))
      } else {
        break
      }
    }
    return places
  }

  /// The questions that compete for varied places: only their vectors are needed.
  package static func contenders(
    among questions: [ReviewQuestion], thresholds: Thresholds
  ) -> [Int64] {
    let (waiting, decided, _) = parts(questions)
    return [waiting, decided].flatMap { ranked($0, thresholds).prefix(variedAmong).map(\.id) }
  }

  /// Why an item waits to be asked about among `questions`; nil for one that is decided and no check.
  package static func purpose(
    of id: Int64, among questions: [ReviewQuestion]
  ) -> ReviewPurpose? {
    let (waiting, _, checks) = parts(questions)
    if checks.contains(where: { $0.id == id }) { return .check }
    return waiting.contains { $0.id == id } ? .borderline : nil
  }

  /// What waits, what is decided, and the checks drawn from that; old news is in none.
  private static func parts(
    _ questions: [ReviewQuestion]
  ) -> (waiting: [ReviewQuestion], decided: [ReviewQuestion], checks: [ReviewQuestion]) {
    let fresh = questions.filter { $0.age <= ageMax }
    let checks = checks(of: fresh)
    let decided = fresh.filter { question in
      !isWaiting(question) && !checks.contains { $0.id == question.id }
    }
    return (fresh.filter(isWaiting), decided, checks)
  }

  /// Whether it needs a word of the person's: it is open, or something is proposed to be done with it.
  private static func isWaiting(_ question: ReviewQuestion) -> Bool {
    question.verdict == .review || question.expires != nil
  }

  /// What an answer is worth: the ratio of an item's odds to those of the middle between skip and keep, or its inverse.
  ///
  /// Less for old news; without a probability only freshness counts. As long as little is known nearly everything is
  /// below the border, and the likeliest come first: what is wanted is rare, and one yes teaches more than many noes.
  /// Later the doubtful ones come first. The uncertainty of a probability has no say: it is largest where nothing of
  /// the person's is near, and what was measured agrees with the literature that asking there teaches least (Settles,
  /// "Active Learning Literature Survey", 2009, §5.2).
  ///
  /// What is proposed to be done is worth the more the sooner it expires, whatever its answer teaches.
  static func worth(_ question: ReviewQuestion, _ thresholds: Thresholds) -> Double {
    max(
      teaching(question, thresholds),
      question.expires.map { pow(0.5, max(0, $0) / urgencyTime) } ?? 0)
  }

  private static func teaching(_ question: ReviewQuestion, _ thresholds: Thresholds) -> Double {
    let freshness = pow(0.5, max(0, question.age) / halfLife)
    guard let probability = question.probability else { return freshness }
    let border = logOdds((thresholds.skip + thresholds.keep) / 2)
    return freshness * exp(-abs(logOdds(probability) - border))
  }

  /// Within what a double tells apart.
  private static func logOdds(_ probability: Double) -> Double {
    let bounded = min(max(probability, 1e-12), 1 - 1e-12)
    return log(bounded / (1 - bounded))
  }

  /// One skip and one keep, drawn by lot from all there are: so what the answers say of them holds for all.
  ///
  /// The lot is a hash, so that it falls the same way twice.
  private static func checks(of questions: [ReviewQuestion]) -> [ReviewQuestion] {
    [Verdict.skip, .keep].compactMap { verdict in
      questions.filter { $0.verdict == verdict && !isWaiting($0) }
        .min { (lot($0.id), $0.id) < (lot($1.id), $1.id) }
    }
  }

  private static func lot(_ id: Int64) -> UInt64 {
    SplitMix64.mixed(UInt64(bitPattern: id) &+ SplitMix64.step)
  }

  /// The more worth asking first; of equals the older item.
  private static func ranked(
    _ questions: [ReviewQuestion], _ thresholds: Thresholds
  ) -> [ReviewQuestion] {
    questions.map { (question: $0, worth: worth($0, thresholds)) }
      .sorted { ($0.worth, $1.question.id) > ($1.worth, $0.question.id) }.map(\.question)
  }

  /// By worth, each weighed by what the answers before it leave open: of two questions whose directions have the
  /// cosine c, an answer to one takes c¹⁶ of the worth of the other.
  ///
  /// So a story in other words is not asked about twice, and what is merely about the same subject is: asking there
  /// is how more of what is wanted is found.
  private static func varied(
    _ questions: [ReviewQuestion], _ thresholds: Thresholds, limit: Int,
    after asked: [Vector]
  ) -> [ReviewQuestion] {
    let ranked = ranked(questions, thresholds)
    var left = ranked.prefix(variedAmong).map { Doubt($0, worth: worth($0, thresholds)) }
    for vector in asked.prefix(variedPlaces) { Doubt.answer(vector, among: &left) }
    var order: [ReviewQuestion] = []
    while order.count < min(limit, variedPlaces), !left.isEmpty {
      let best = left.indices.max { left[$0].rank < left[$1].rank } ?? 0
      let question = left.remove(at: best).question
      order.append(question)
      if let vector = question.vector { Doubt.answer(vector, among: &left) }
    }
    let rest = left.sorted { $0.rank > $1.rank }.map(\.question)
    let all = order + rest + ranked.dropFirst(variedAmong)
    return Array(all.prefix(max(0, limit)))
  }
}

/// A question with what the answers before it leave unknown.
private struct Doubt {
  let question: ReviewQuestion
  let worth: Double
  /// The share of its worth that is left.
  var left = 1.0

  init(_ question: ReviewQuestion, worth: Double) {
    self.question = question
    self.worth = worth
  }

  /// The more worth asking first; of equals the older item.
  var rank: (Double, Int64) { (worth * left, -question.id) }

  /// Takes away what an answer in this direction would tell.
  static func answer(_ vector: Vector, among doubts: inout [Doubt]) {
    for index in doubts.indices {
      guard let other = doubts[index].question.vector, other.dimensions == vector.dimensions
      else { continue }
      let cosine = Double(max(0, other.cosine(vector)))
      doubts[index].left = min(doubts[index].left, max(0, 1 - pow(cosine, 16)))
    }
  }
}
