// What the person decided, as cases for a tuning: each question is built as a run builds it, but knows nothing of the answer.

import Feed
import FoundationEssentials
import Models
import Store
import Taste

/// Reads the cases of a tuning.
struct BriefingCases: Sendable {
  /// More answers than the newest of these are not looked at.
  static let answersMax = 1_000
  /// Reasons that are read.
  private static let reasonsMax = 400
  /// What is as alike as this tells one story, as far as a leak is concerned: rather too often than too seldom.
  private static let oneStory: Float = 0.9

  let database: Database
  let settings: PipelineSettings
  let now: Date

  /// What was found.
  struct Found: Sendable {
    /// Those first that an answer could move across a threshold, then the newest; of each story one.
    var cases: [BriefingCase] = []
    var reasons: [TriageReason] = []
  }

  /// Reads them, in a transaction that is taken back: the profile may have to be brought up to date for it.
  ///
  /// Nil while nothing is known of the person.
  func find() async throws -> Found? {
    try await database.rehearse { database in
      try await BriefingCases(database: database, settings: settings, now: now).read()
    }
  }

  private func read() async throws -> Found? {
    let ground = try await DecisionGround.load(database, settings, now: now)
    guard let current = ground.profile else { return nil }
    let answered = current.evidence.filter(Self.isAnswer).suffix(Self.answersMax)
    let stories = await Self.stories(Array(answered))
    var stage = try await stage(ground)
    stage.leftOut = await Self.leftOut(Array(answered), of: current.evidence)
    let order = stories.newest.reversed().compactMap { Self.item($0.key) }
    let labels = Dictionary(
      stories.newest.compactMap { row in Self.item(row.key).map { ($0, Self.isWanted(row)) } }
    ) { $1 }
    let cases = try await stage.questions(about: order).compactMap { one -> BriefingCase? in
      let item = one.scored.item.id
      guard let isWanted = labels[item] else { return nil }
      return BriefingCase(
        item: item, story: stories.number[item] ?? item, question: one.question.question,
        logOdds: one.question.draft.logOdds, isWanted: isWanted)
    }
    let reach = JudgeStage.reach(ground.settings.thresholds, settings.judge)
    return Found(
      cases: cases.filter { reach.contains($0.logOdds) }
        + cases.filter { !reach.contains($0.logOdds) },
      reasons: try await reasons(stories.number))
  }

  private func reasons(_ stories: [Int64: Int64]) async throws -> [TriageReason] {
    try await database.answerReasons(limit: Self.reasonsMax).map {
      TriageReason(
        story: stories[$0.item] ?? $0.item, isWanted: $0.isWanted, title: $0.title,
        text: $0.reason)
    }
  }

  /// The stage of a run that would decide now, to build its questions.
  private func stage(_ ground: DecisionGround) async throws -> JudgeStage {
    let stored = try await database.stored(settings.sources)
    let decide = try await ground.decideStage(
      Dictionary(stored.map { ($0.id, $0.source) }) { first, _ in first })
    return ground.judgeStage(
      decide, JudgeInquiry(database, router: nil, now: now), width: 1)
  }

  // MARK: Stories

  /// Of each story the newest answer, and the number of each item's story: that of its first item.
  private struct Stories: Sendable {
    var newest: [EvidenceRow] = []
    var number: [Int64: Int64] = [:]
  }

  /// `rows` in the order of their answers.
  @concurrent
  private static func stories(_ rows: [EvidenceRow]) async -> Stories {
    let told = rows.map(Told.init)
    var first = Array(rows.indices)
    for place in rows.indices {
      for earlier in 0..<place where told[place].isSame(as: told[earlier]) {
        let (old, new) = (first[earlier], first[place])
        guard old != new else { continue }
        for other in 0...place where first[other] == new { first[other] = old }
      }
    }
    var stories = Stories()
    var last: [Int: Int] = [:]
    for place in rows.indices { last[first[place]] = place }
    stories.newest = last.values.sorted().map { rows[$0] }
    let members = Dictionary(grouping: rows.indices) { first[$0] }
    for places in members.values {
      let items = places.compactMap { item(rows[$0].key) }
      for one in items { stories.number[one] = items.min() }
    }
    return stories
  }

  /// By item what is not shown with it: itself, and what tells the same.
  @concurrent
  private static func leftOut(
    _ answered: [EvidenceRow], of evidence: [EvidenceRow]
  ) async -> [Int64: Set<String>] {
    let told = evidence.map(Told.init)
    var result: [Int64: Set<String>] = [:]
    for row in answered {
      guard let item = item(row.key) else { continue }
      let one = Told(row)
      result[item] = Set(told.lazy.filter { $0.isSame(as: one) }.map(\.key) + [row.key])
    }
    return result
  }

  /// What tells whether two are one story.
  private struct Told {
    let key: String
    private let title: String
    private let vector: Vector

    init(_ row: EvidenceRow) {
      (key, title, vector) = (row.key, row.title.lowercased(), row.vector)
    }

    func isSame(as other: Told) -> Bool {
      vector.cosine(other.vector) >= oneStory || !title.isEmpty && title == other.title
    }
  }

  // MARK: Rows

  private static func isAnswer(_ row: EvidenceRow) -> Bool {
    item(row.key) != nil && row.label.flatMap(Evidence.init(rawValue:))?.isDecision == true
  }

  private static func isWanted(_ row: EvidenceRow) -> Bool {
    row.label.flatMap(Evidence.init(rawValue:))?.isWanted ?? false
  }

  private static func item(_ key: String) -> Int64? {
    key.hasPrefix("item:") ? Int64(key.dropFirst("item:".count)) : nil
  }
}
