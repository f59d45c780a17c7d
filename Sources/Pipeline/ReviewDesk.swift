// Review: the questions of the day put in order, and the answers taken. Where the loop closes: an answer is evidence,
// and the next run builds a profile of it.

package import Feed
package import FoundationEssentials
package import Store
package import Taste

/// A question as it is put to the person.
package struct ReviewCase: Sendable, Hashable {
  package let item: DecidedItem
  package let purpose: ReviewPurpose
  /// Of a post: what stands around it.
  package let context: PostContext?

  package init(item: DecidedItem, purpose: ReviewPurpose, context: PostContext? = nil) {
    self.item = item
    self.purpose = purpose
    self.context = context
  }
}

/// The questions of one sitting.
package struct ReviewBatch: Sendable, Hashable {
  package let cases: [ReviewCase]
  /// How many items wait for an answer in all, whether asked about here or not.
  package let waiting: Int
}

/// Asks and takes answers.
package struct ReviewDesk: Sendable {
  /// What is put off comes back after this long: tomorrow, even for one who sits down a little earlier then.
  package static let postponement: TimeInterval = 20 * 3_600
  /// Questions of a sitting, where nothing else is said: about a minute.
  package static let sitting = 12
  /// More questions than this are not put in order; of the others the newest are.
  static let questionsMax = 5_000
  /// So many answers since the last run keep what resembles them from being asked.
  static let answersMax = 100

  let database: Database
  let thresholds: Thresholds
  let model: String
  let now: Date

  package init(database: Database, thresholds: Thresholds, model: String, now: Date) {
    self.database = database
    self.thresholds = thresholds
    self.model = model
    self.now = now
  }

  /// At most `limit` questions, in the order in which they are to be asked.
  package func batch(limit: Int) async throws -> ReviewBatch {
    let questions = try await questions()
    let places = try await places(among: questions, limit: limit)
    let items = try await database.items(places.map(\.id))
    let contexts = try await database.contexts(of: items.map(\.id))
    let purposes = Dictionary(uniqueKeysWithValues: places.map { ($0.id, $0.purpose) })
    return ReviewBatch(
      cases: items.compactMap { item in
        purposes[item.id].map {
          ReviewCase(item: item, purpose: $0, context: contexts[item.id])
        }
      }, waiting: questions.count { $0.verdict == .review })
  }

  func places(
    among questions: [ReviewQuestion], limit: Int
  ) async throws -> [ReviewPlace] {
    var questions = questions
    let contenders = ReviewQueue.contenders(among: questions, thresholds: thresholds)
    let answers = try await database.unlearnedAnswers(limit: Self.answersMax)
    let vectors = try await database.vectors(of: contenders + answers, model: model)
    for index in questions.indices {
      questions[index].vector = vectors[questions[index].id].map(Vector.init(unit:))
    }
    return ReviewQueue.order(
      questions, answered: answers.compactMap { vectors[$0].map(Vector.init(unit:)) },
      thresholds: thresholds, limit: limit)
  }

  /// Records keep or skip for any item: an answer if it would be asked about now, else a correction.
  package func answer(
    _ item: Int64, _ answer: ItemAnswer, reason: String?
  ) async throws -> AnswerReceipt? {
    let questions = try await questions()
    let place = try await places(among: questions, limit: Self.sitting).first { $0.id == item }
    let purpose = place?.purpose ?? ReviewQueue.purpose(of: item, among: questions)
    return try await self.answer(item, answer, reason: reason, as: purpose)
  }

  /// Records an answer about an item that is asked about with this purpose; a correction where with none.
  package func answer(
    _ item: Int64, _ answer: ItemAnswer, reason: String? = nil, as purpose: ReviewPurpose?
  ) async throws -> AnswerReceipt? {
    let origin: AnswerOrigin =
      switch purpose {
      case .borderline: .review
      case .check: .check
      case nil: .correction
      }
    return try await database.answer(item, answer, origin: origin, reason: reason, at: now)
  }

  /// Puts an item off until tomorrow.
  package func postpone(_ item: Int64) async throws -> AnswerReceipt? {
    try await database.postpone(item, until: now.addingTimeInterval(Self.postponement))
  }

  /// Takes back an answer, the newest of the item or the one with the label `label`; without one, a postponement.
  package func undo(_ item: Int64, label: Int64? = nil) async throws -> AnswerReceipt? {
    var receipt = try await database.withdrawAnswer(item, label: label, at: now)
    if receipt?.isChange == false, receipt?.label == nil {
      receipt?.isChange = try await database.resume(item)
    }
    return receipt
  }

  func questions() async throws -> [ReviewQuestion] {
    try await database.reviewQuestions(
      at: now, age: ReviewQueue.ageMax, limit: Self.questionsMax)
  }
}
