// A minute before the cards: what is asked next, how far one has come, what was said, and the way back. What was said is
// in the database, so a reload, a restart or another browser loses nothing of it.

package import FoundationEssentials
package import Store
import Taste

/// What somebody who sits down sees.
package struct SittingView: Sendable, Hashable {
  /// Nil at the end.
  package let question: ReviewCase?
  /// What is proposed to be done with it.
  package let proposal: ActionRow?
  /// What else told the story.
  package let alsoIn: [String]
  package let tally: ReviewTally
  /// The place of the question among those of the sitting, from 1.
  package let position: Int
  package let total: Int
  /// Gone past without an answer.
  package let passed: Int
  /// What `undo` would take back.
  package let last: ReviewStep?

  package init(
    question: ReviewCase?, proposal: ActionRow? = nil, alsoIn: [String] = [], tally: ReviewTally,
    position: Int, total: Int, passed: Int = 0, last: ReviewStep? = nil
  ) {
    self.question = question
    self.proposal = proposal
    self.alsoIn = alsoIn
    self.tally = tally
    self.position = position
    self.total = total
    self.passed = passed
    self.last = last
  }
}

/// One browser's, or one terminal's, sitting.
package struct Sitting: Sendable {
  /// Who has not said anything for so long begins anew.
  private static let pause: TimeInterval = 4 * 3_600

  let database: Database
  let line: ReviewLine
  /// Who sits: nobody else's steps are shown or undone.
  let key: [UInt8]
  /// How long an approval holds.
  let expiry: TimeInterval
  /// So many cards, and it ends.
  let limit: Int
  let now: Date

  package init(
    database: Database, line: ReviewLine, key: [UInt8], expiry: TimeInterval,
    limit: Int = ReviewDesk.sitting, now: Date
  ) {
    self.database = database
    self.line = line
    self.key = key
    self.expiry = expiry
    self.limit = limit
    self.now = now
  }

  /// What is to be seen now; with `waits` after what a run has changed.
  package func view(waits: Bool) async throws -> SittingView {
    try await line.prepare(at: now, waits: waits)
    let steps = try await steps()
    let passed = Set(steps.filter { $0.word == .next }.compactMap(\.item))
    let isOver = steps.count >= limit
    let question = isOver ? nil : try await line.next(for: key, without: passed, at: now)
    let id = question?.item.id
    let left = await line.count(without: passed)
    return SittingView(
      question: question,
      proposal: try await id.asyncMap { try await line.desk(at: now).proposal(about: $0) },
      alsoIn: try await id.asyncMap { try await database.alsoIn([$0])[$0] } ?? [],
      tally: tally(steps, waiting: await line.waiting), position: steps.count + 1,
      total: min(limit, steps.count + left), passed: passed.count,
      last: try await newest())
  }

  /// Takes a word about a card; nil where the card was answered already, here or elsewhere.
  package func say(
    _ word: ReviewWord, of item: Int64, reason: String? = nil
  ) async throws -> ReviewDone? {
    guard let open = try await database.openQuestion(item, at: now) else {
      await line.remove(item)
      return nil
    }
    return try await write(word, open, reason)
  }

  /// Takes a word about any item, answered or not: a change of mind.
  package func correct(_ word: ReviewWord, of item: DecidedItem) async throws -> ReviewDone? {
    try await write(word, item, nil)
  }

  /// Takes the newest step back; nil where there is none.
  package func undo() async throws -> (step: ReviewStep, isChange: Bool)? {
    guard let step = try await newest() else { return nil }
    let isChange = try await line.desk(at: now).undo(step)
    let isOwn = try await database.noteUndone(step.id, at: now)
    if let item = step.item, isOwn { try await line.restore(item, to: key, at: now) }
    return (step, isChange && isOwn)
  }

  /// What `undo` would take back; nil for nothing.
  package func newest() async throws -> ReviewStep? {
    try await database.newestStep(session: key)
  }

  /// Begins another sitting; gives the step that it begins with.
  @discardableResult
  package func begin() async throws -> Int64 {
    try await database.add(ReviewStepDraft(.begin, item: nil), session: key, at: now)
  }

  /// What was said since the step `begin`, over several sittings if need be, in a sentence.
  package func summary(since begin: Int64) async throws -> String {
    let steps = try await database.reviewSteps(session: key, after: begin)
    return SittingWords.summary(
      tally(steps, waiting: await line.waiting), passed: steps.count { $0.word == .next })
  }

  private func write(
    _ word: ReviewWord, _ item: DecidedItem, _ reason: String?
  ) async throws -> ReviewDone? {
    let done = try await line.desk(at: now).take(
      word, about: item, as: await line.purpose(of: item.id), expiry: expiry, reason: reason)
    guard let done, done.isChange else { return done }
    try await database.add(done.step, session: key, at: now)
    if word != .next { await line.remove(item.id) }
    return done
  }

  /// The steps of this sitting, newest first.
  private func steps() async throws -> [ReviewStep] {
    let steps = try await database.reviewSteps(
      session: key, since: now.addingTimeInterval(-Self.pause))
    return Array(steps.prefix { $0.word != .begin })
  }

  private func tally(_ steps: [ReviewStep], waiting: Int) -> ReviewTally {
    var tally = ReviewTally(waiting: waiting)
    for step in steps {
      switch step.word {
      case .keep: tally.kept += 1
      case .save: tally.saved += 1
      case .like, .more, .approve: tally.liked += 1
      case .skip: tally.skipped += 1
      case .lessOfSource, .lessOfTopic: tally.lessened += 1
      case .later: tally.postponed += 1
      case .next, .begin: break
      }
    }
    return tally
  }
}

extension Optional {
  /// Maps by something that has to be waited for.
  fileprivate func asyncMap<Value>(
    _ body: (Wrapped) async throws -> Value?
  ) async throws -> Value? {
    guard let self else { return nil }
    return try await body(self)
  }
}
