// The table `profiles`: numbered, immutable. A new one is written when there is something new to learn from, and when the
// person or tuning changed something.

package import FoundationEssentials
import Postgres
package import Taste

/// The newest rows that a profile was learned from: with them what it knew can be read again.
package struct EvidenceMark: Sendable, Hashable {
  package let feedback: Int64
  package let documents: Int64

  package init(feedback: Int64, documents: Int64) {
    self.feedback = feedback
    self.documents = documents
  }
}

/// A profile that is to be written.
package struct ProfileDraft: Sendable, Hashable {
  package var parent: Int64?
  /// Why it is written, for people.
  package var why: String
  /// Hash of all that it was learned from.
  package var evidence: [UInt8]
  package var model: String
  /// Items that stand for what is not wanted in particular.
  package var background: [Int64]
  package var settings = TasteSettings()
  package var wishes: [Wish] = []
  /// How many examples there were, by the name of their ``Evidence``.
  package var learned: [String: Int] = [:]
  /// Nil in profiles of earlier versions of the program.
  package var until: EvidenceMark?

  package init(
    parent: Int64?, why: String, evidence: [UInt8], model: String, background: [Int64]
  ) {
    self.parent = parent
    self.why = why
    self.evidence = evidence
    self.model = model
    self.background = background
  }
}

/// A version of the taste.
package struct ProfileRow: Sendable, Hashable {
  package let id: Int64
  package let builtAt: Date
  package let content: ProfileDraft

  package init(id: Int64, builtAt: Date, content: ProfileDraft) {
    self.id = id
    self.builtAt = builtAt
    self.content = content
  }

  package var evidence: [UInt8] { content.evidence }
  package var model: String { content.model }
  package var background: [Int64] { content.background }
  package var settings: TasteSettings { content.settings }
  package var wishes: [Wish] { content.wishes }
}

extension Database {
  /// The newest profile, or nil before the first.
  package func newestProfile() async throws -> ProfileRow? {
    try await profiles("ORDER BY id DESC LIMIT 1").first
  }

  /// The thresholds that hold: those that are set in the workspace, as the newest profile changes them.
  ///
  /// Whoever speaks of thresholds outside of a run asks here, so that all mean the same ones.
  package func thresholds(from set: Thresholds) async throws -> Thresholds {
    try await newestProfile()?.settings.applied(to: set) ?? set
  }

  /// The profile with this number, or nil.
  package func profile(_ id: Int64) async throws -> ProfileRow? {
    try await profiles("WHERE id = \(id)").first
  }

  /// The newest profiles, newest first.
  ///
  /// With `number`, only those before that one.
  package func profiles(before number: Int64? = nil, limit: Int) async throws -> [ProfileRow] {
    try await profiles(
      "WHERE \(number)::bigint IS NULL OR id < \(number) ORDER BY id DESC LIMIT \(limit)")
  }

  /// The newest evidence that there is.
  package func evidenceMark() async throws -> EvidenceMark {
    let rows = try await pool.query(
      """
      SELECT coalesce((SELECT max(id) FROM feedback), 0) AS feedback,
        coalesce((SELECT max(id) FROM documents), 0) AS documents
      """)
    guard let row = rows.first else { return EvidenceMark(feedback: 0, documents: 0) }
    return EvidenceMark(
      feedback: try row.decode("feedback", as: Int64.self),
      documents: try row.decode("documents", as: Int64.self))
  }

  /// Writes a profile with its interests: both or neither.
  package func addProfile(
    _ draft: ProfileDraft, _ interests: Interests = .none, at now: Date
  ) async throws -> ProfileRow {
    try await pool.transaction { transaction in
      let id = try await Self.insert(draft, interests, at: now, transaction)
      try await Self.insert(interests, of: id, transaction)
      return ProfileRow(id: id, builtAt: now, content: draft)
    }
  }

  /// Writes a profile with its interests where the newest is still the one that it came of.
  ///
  /// Nil, and nothing written, where another one was written since: what was wished with that would be lost.
  package func addSuccessor(
    _ draft: ProfileDraft, _ interests: Interests, at now: Date
  ) async throws -> ProfileRow? {
    try await atomically(.profile) { database in
      guard try await database.newestProfile()?.id == draft.parent else { return nil }
      return try await database.addProfile(draft, interests, at: now)
    }
  }

  private static func insert(
    _ draft: ProfileDraft, _ interests: Interests, at now: Date, _ transaction: Transaction
  ) async throws -> Int64 {
    let middle = interests.all.isEmpty ? nil : interests.middle
    let rows = try await transaction.query(
      """
      INSERT INTO profiles (parent, why, evidence, model, background, built_at, settings, wishes, learned,
        feedback_until, documents_until, middle, parted_from)
      VALUES (\(draft.parent), \(draft.why), \(draft.evidence), \(draft.model), \(draft.background), \(now),
        \(try json(draft.settings))::jsonb, \(try json(draft.wishes))::jsonb,
        \(try json(draft.learned))::jsonb, \(draft.until?.feedback), \(draft.until?.documents), \(middle), \(interests.partedFrom))
      RETURNING id
      """)
    guard let row = rows.first else {
      throw PostgresError(.decode, "the new profile got no number")
    }
    return try row.decode("id", as: Int64.self)
  }

  private func profiles(_ condition: SQL) async throws -> [ProfileRow] {
    let rows = try await pool.query(
      """
      SELECT id, parent, why, evidence, model, background, built_at, settings::text AS settings,
        wishes::text AS wishes, learned::text AS learned, feedback_until, documents_until
      FROM profiles \(condition)
      """)
    return try rows.map(Self.profileRow)
  }

  private static func profileRow(_ row: Row) throws -> ProfileRow {
    var content = ProfileDraft(
      parent: try row.decode("parent", as: Int64?.self),
      why: try row.decode("why", as: String.self),
      evidence: try row.decode("evidence", as: [UInt8].self),
      model: try row.decode("model", as: String.self),
      background: try row.decode("background", as: [Int64].self))
    content.settings = try value(row, "settings")
    content.wishes = try value(row, "wishes")
    content.learned = try value(row, "learned")
    if let feedback = try row.decode("feedback_until", as: Int64?.self),
      let documents = try row.decode("documents_until", as: Int64?.self)
    {
      content.until = EvidenceMark(feedback: feedback, documents: documents)
    }
    return ProfileRow(
      id: try row.decode("id", as: Int64.self), builtAt: try row.decode("built_at", as: Date.self),
      content: content)
  }

  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func value<Value: Decodable>(_ row: Row, _ column: String) throws -> Value {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    do {
      return try decoder.decode(
        Value.self, from: Data(try row.decode(column, as: String.self).utf8))
    } catch let error as DecodingError {
      throw PostgresError(.decode, "the stored \(column) cannot be read: \(error)")
    }
  }
}
