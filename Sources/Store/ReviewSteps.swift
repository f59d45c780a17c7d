// The table `review_steps`: what was said in a sitting, so that each word of it can be taken back in turn.

package import FoundationEssentials
import Postgres

/// What a key says of a card.
package enum ReviewWord: String, Sendable, Hashable, CaseIterable {
  case keep, skip, later, like, approve, save, more
  case lessOfSource = "less-source"
  case lessOfTopic = "less-topic"
  /// Gone past without an answer.
  case next
  /// A new sitting begins.
  case begin

  /// What can be said of any item by its number or address, asked about or not.
  package static let spoken: [ReviewWord] = [
    .keep, .skip, .later, .like, .save, .more, .lessOfSource, .lessOfTopic,
  ]

  /// The label that it gives; nil for a word that teaches nothing, or gives another's.
  package var answer: ItemAnswer? {
    switch self {
    case .keep: .keep
    case .skip: .skip
    case .like: .like
    case .save: .save
    case .more: .more
    case .lessOfSource, .lessOfTopic: .less
    case .later, .approve, .next, .begin: nil
    }
  }
}

/// One word, as it is undone.
package struct ReviewStep: Sendable, Hashable {
  package let id: Int64
  package let word: ReviewWord
  /// Nil for the beginning of a sitting.
  package let item: Int64?
  package let title: String?
  package let label: Int64?
  package let action: Int64?
  /// Until when the item was put off before, or the action proposed.
  package let until: Date?
  package let at: Date

  package init(
    id: Int64, word: ReviewWord, item: Int64?, title: String?, label: Int64?, action: Int64?,
    until: Date?, at: Date
  ) {
    self.id = id
    self.word = word
    self.item = item
    self.title = title
    self.label = label
    self.action = action
    self.until = until
    self.at = at
  }
}

/// A step to be written.
package struct ReviewStepDraft: Sendable, Hashable {
  package let word: ReviewWord
  package let item: Int64?
  package var label: Int64?
  package var action: Int64?
  package var until: Date?

  package init(
    _ word: ReviewWord, item: Int64?, label: Int64? = nil, action: Int64? = nil, until: Date? = nil
  ) {
    self.word = word
    self.item = item
    self.label = label
    self.action = action
    self.until = until
  }
}

extension Database {
  /// Steps are kept so long.
  private static let stepAge: TimeInterval = 40 * 86_400
  /// More than these are not looked at.
  private static let stepsMax = 1_000

  /// Writes a step of a session down; the first of a sitting forgets what is too old to be undone.
  @discardableResult
  package func add(_ step: ReviewStepDraft, session: [UInt8], at now: Date) async throws -> Int64 {
    if step.word == .begin {
      try await pool.execute(
        "DELETE FROM review_steps WHERE at < \(now.addingTimeInterval(-Self.stepAge))")
    }
    let rows = try await pool.query(
      """
      INSERT INTO review_steps (session, word, item, label, action, until, at)
      VALUES (\(session), \(step.word.rawValue), \(step.item), \(step.label), \(step.action), \(step.until), \(now))
      RETURNING id
      """)
    return try rows[0].decode("id", as: Int64.self)
  }

  /// The steps of a session since `since` that stand, newest first.
  package func reviewSteps(session: [UInt8], since: Date) async throws -> [ReviewStep] {
    try await steps(
      """
      WHERE r.session = \(session) AND r.undone_at IS NULL AND r.at >= \(since)
      ORDER BY r.id DESC LIMIT \(Self.stepsMax)
      """)
  }

  /// The steps of a session after the step `begin` that stand, newest first.
  package func reviewSteps(session: [UInt8], after begin: Int64) async throws -> [ReviewStep] {
    try await steps(
      """
      WHERE r.session = \(session) AND r.undone_at IS NULL AND r.id > \(begin)
      ORDER BY r.id DESC LIMIT \(Self.stepsMax)
      """)
  }

  /// The newest step of a session that can be undone.
  package func newestStep(session: [UInt8]) async throws -> ReviewStep? {
    try await steps(
      """
      WHERE r.session = \(session) AND r.undone_at IS NULL AND r.word <> \(ReviewWord.begin.rawValue)
      ORDER BY r.id DESC LIMIT 1
      """
    ).first
  }

  /// Notes that a step was undone; false where somebody else has.
  package func noteUndone(_ step: Int64, at now: Date) async throws -> Bool {
    try await pool.execute(
      "UPDATE review_steps SET undone_at = \(now) WHERE id = \(step) AND undone_at IS NULL") > 0
  }

  private func steps(_ condition: SQL) async throws -> [ReviewStep] {
    let rows = try await pool.query(
      """
      SELECT r.id, r.word, r.item, coalesce(nullif(i.title, ''), left(i.text, 120)) AS title, r.label, r.action, r.until,
        r.at
      FROM review_steps r LEFT JOIN items i ON i.id = r.item
      \(condition)
      """)
    return try rows.compactMap { row in
      guard let word = ReviewWord(rawValue: try row.decode("word", as: String.self)) else {
        return nil
      }
      return ReviewStep(
        id: try row.decode("id", as: Int64.self), word: word,
        item: try row.decode("item", as: Int64?.self),
        title: try row.decode("title", as: String?.self),
        label: try row.decode("label", as: Int64?.self),
        action: try row.decode("action", as: Int64?.self),
        until: try row.decode("until", as: Date?.self), at: try row.decode("at", as: Date.self))
    }
  }
}
