// The profile: a new version exactly when there is something new to learn from, or when something was changed. The scorer
// itself is fitted afresh in each run, which takes milliseconds and cannot go stale.

import Feed
import FoundationEssentials
import Store
import Taste

/// Brings the profile up to date and fits its scorer.
struct ProfileStage: Sendable {
  /// Items that stand for "not wanted in particular"; beyond a thousand nothing is gained.
  static let backgroundSize = 1_000
  /// Versions that others may write meanwhile; each is looked at anew.
  private static let attemptsMax = 5

  let database: Database
  let model: String
  /// The expected share of wanted items as it is set.
  let prior: Double
  let now: Date

  /// A profile with what it was learned from.
  struct Current: Sendable {
    let profile: ProfileRow
    let isNew: Bool
    /// The expected share of wanted items without any wish.
    let share: Double
    let interests: Interests
    let evidence: [EvidenceRow]

    /// The expected share of wanted items that was decided with; nil where it is what it is now.
    var decidedWith: Double?

    /// The expected share of wanted items.
    var prior: Double { decidedWith ?? wishes.expectedShare(share) }

    /// The person's wishes, as they are met by the interests.
    var wishes: WishBook {
      WishBook(profile.wishes, on: interests, model: profile.model)
    }
  }

  /// What is to be other in a new version.
  struct Change: Sendable {
    var why: String
    /// Nil: as they are.
    var settings: TasteSettings?
    var wishes: [Wish]?
  }

  /// Thrown where another version was written while this one was made.
  private struct Overtaken: Error {}

  /// The current profile, or nil while there is no evidence at all; with a `change` always a new one.
  ///
  /// Who changes settings or wishes of a version that they read before has the turn that versions are written in.
  func run(_ change: Change? = nil) async throws -> Current? {
    for _ in 1..<Self.attemptsMax {
      do {
        return try await attempt(change)
      } catch is Overtaken {}
    }
    return try await attempt(change)
  }

  private func attempt(_ change: Change?) async throws -> Current? {
    let until = try await database.evidenceMark()
    let evidence = try await database.evidence(model: model)
    guard !evidence.isEmpty else { return nil }
    let newest = try await database.newestProfile()
    let settings = change?.settings ?? newest?.settings ?? TasteSettings()
    let learned = try await learnedPrior(settings)
    let sample = try await database.backgroundSample(model: model, limit: Self.backgroundSize)
    let hash = Self.fingerprint(evidence)
    let due = Self.reason(newest, hash: hash, model: model, sample: sample.count)
    if let newest, due == nil, change == nil {
      return Current(
        profile: newest, isNew: false, share: learned.share,
        interests: try await database.interests(of: newest.id), evidence: evidence)
    }
    var draft = ProfileDraft(
      parent: newest?.id,
      why: (change?.why ?? due ?? "") + Self.note(learned) + (try await leftOut()), evidence: hash,
      model: model, background: sample)
    draft.settings = settings
    draft.wishes = change?.wishes ?? newest?.wishes ?? []
    draft.until = until
    // A wish says nothing new about what is alike: numbers that were just read on the screen have to stand.
    let keeps = change?.wishes != nil && due == nil && settings == newest?.settings
    return try await written(draft, evidence, share: learned.share, keepsInterests: keeps)
  }

  /// The profile of a version as it was, from what it knew then; nil where nothing of that is left.
  func past(_ profile: ProfileRow) async throws -> Current? {
    let stage = ProfileStage(database: database, model: profile.model, prior: prior, now: now)
    let evidence = try await database.evidence(model: profile.model, until: profile.content.until)
    guard !evidence.isEmpty else { return nil }
    return Current(
      profile: profile, isNew: false, share: try await stage.learnedPrior(profile.settings).share,
      interests: try await database.interests(of: profile.id), evidence: evidence)
  }

  /// The scorer of a profile: only a run that has something to score pays for it.
  ///
  /// With `earlier`, the scorer of a version that knew the same, what both have in common is taken over from it.
  func scorer(of current: Current, keeping earlier: Scorer? = nil) async throws -> Scorer {
    let background = try await database.background(
      current.profile.background, model: current.profile.model)
    return await fit(current, background, keeping: earlier)
  }

  private func learnedPrior(_ settings: TasteSettings) async throws -> LearnedPrior {
    let expected = settings.applied(to: prior)
    return LearnedPrior(
      setting: expected, answers: try await database.shownAnswers(model: model, prior: expected))
  }

  /// Writes a profile with its interests: both or neither.
  private func written(
    _ draft: ProfileDraft, _ evidence: [EvidenceRow], share: Double, keepsInterests: Bool
  ) async throws -> Current {
    var draft = draft
    let parent = try await parentInterests(draft)
    let examples = Self.examples(evidence, draft.settings)
    for example in examples { draft.learned[example.evidence.rawValue, default: 0] += 1 }
    let interests =
      keepsInterests ? parent : try await found(examples, draft, after: parent)
    draft.wishes = draft.wishes.map { $0.followed(to: interests, model: model) }
    guard let profile = try await database.addSuccessor(draft, interests, at: now) else {
      throw Overtaken()
    }
    return Current(
      profile: profile, isNew: true, share: share, interests: interests, evidence: evidence)
  }

  private func found(
    _ examples: [Example], _ draft: ProfileDraft, after parent: Interests
  ) async throws -> Interests {
    let parentModel = try await earlierModel(draft)
    return await Self.interests(
      examples, try await database.background(draft.background, model: model), parent,
      held: WishBook(draft.wishes, on: parent, model: parentModel).held,
      isElsewhere: parentModel != model)
  }

  private func parentInterests(_ draft: ProfileDraft) async throws -> Interests {
    guard let parent = draft.parent else { return .none }
    return try await database.interests(of: parent)
  }

  /// The space that the interests of the version before lie in.
  private func earlierModel(_ draft: ProfileDraft) async throws -> String {
    guard let parent = draft.parent else { return model }
    return try await database.profile(parent)?.model ?? model
  }

  @concurrent
  private static func interests(
    _ examples: [Example], _ background: [EvidenceRow], _ parent: Interests, held: Set<Int>,
    isElsewhere: Bool
  ) async -> Interests {
    let finder = InterestFinder(examples: examples, background: background.map(candidate))
    return finder.interests(after: isElsewhere ? finder.moved(parent) : parent, held: held)
  }

  /// Why a new profile is due, or nil when the newest still holds.
  static func reason(
    _ newest: ProfileRow?, hash: [UInt8], model: String, sample: Int
  ) -> String? {
    guard let newest else { return "the first" }
    if newest.model != model { return "another embedding model" }
    if newest.evidence != hash { return "new evidence" }
    if newest.content.until == nil { return "interests" }
    // A sample that has doubled says clearly more about what is not wanted.
    return sample >= 2 * max(newest.background.count, 1) ? "more to compare with" : nil
  }

  /// What the answers changed, for the record.
  private static func note(_ learned: LearnedPrior) -> String {
    guard learned.answers > 0 else { return "" }
    let tenths = Int((learned.share * 1_000).rounded())
    return
      "; expects \(tenths / 10).\(tenths % 10) % to be wanted, after \(learned.answers) answers"
  }

  /// What was too much to be read, for the record.
  private func leftOut() async throws -> String {
    let counts = try await database.decisionCounts()
    let most = Database.evidenceMost
    let parts = [("likes", counts.likes), ("answers", counts.answers)].filter { $0.1 > most }
      .map { "of \($0.1) \($0.0) the newest \(most)" }
    return parts.isEmpty ? "" : "; " + parts.joined(separator: ", ")
  }

  static func fingerprint(_ evidence: [EvidenceRow]) -> [UInt8] {
    Fingerprint(of: evidence.flatMap { [$0.key, $0.label ?? "", $0.title, $0.text] }).bytes
  }

  @concurrent
  private func fit(
    _ current: Current, _ background: [EvidenceRow], keeping earlier: Scorer?
  ) async -> Scorer {
    let changes = current.profile.settings
    var settings = changes.applied(to: ScorerSettings())
    settings.prior = current.prior
    settings.isBackgroundMixed = true
    return Scorer.fit(
      examples: current.wishes.applied(to: Self.examples(current.evidence, changes)),
      background: background.map(Self.candidate), settings: settings, keeping: earlier)
  }

  /// What the person decided counts less the more they have decided of that kind since: fifty skips make no like older.
  static func examples(_ rows: [EvidenceRow], _ changes: TasteSettings) -> [Example] {
    let settings = changes.applied(to: ScorerSettings())
    var examples: [Example] = []
    for row in rows {
      guard let evidence = evidence(row) else { continue }
      examples.append(Example(candidate(row), evidence, group: row.group, at: row.at))
    }
    for isWanted in [true, false] {
      let decided = examples.indices.filter {
        examples[$0].evidence.isDecision && examples[$0].evidence.isWanted == isWanted
      }.sorted {
        (examples[$0].at ?? .distantPast, $0) < (examples[$1].at ?? .distantPast, $1)
      }
      for (place, weight) in zip(decided, settings.recency(count: decided.count)) {
        examples[place].weight = weight
      }
    }
    return changes.applied(to: examples)
  }

  static func candidate(_ row: EvidenceRow) -> Candidate {
    Candidate(id: row.key, title: row.title, text: row.text, vector: row.vector)
  }

  /// Without a label a passage is something that the person wrote; a label that is none (a withdrawn one, "later") teaches
  /// nothing.
  private static func evidence(_ row: EvidenceRow) -> Evidence? {
    guard let label = row.label else { return .document }
    return Evidence(rawValue: label)
  }
}
