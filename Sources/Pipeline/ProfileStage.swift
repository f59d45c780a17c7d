// The profile: a new version exactly when there is something new to learn from. The scorer itself is fitted afresh in
// each run, which takes milliseconds and cannot go stale.

import Feed
import FoundationEssentials
import Store
import Taste

/// Brings the profile up to date and fits its scorer.
struct ProfileStage: Sendable {
  /// Items that stand for "not wanted in particular"; beyond a thousand nothing is gained.
  static let backgroundSize = 1_000

  let database: Database
  let model: String
  /// The expected share of wanted items as it is set.
  let prior: Double
  let now: Date

  /// A profile with what it was learned from.
  struct Current: Sendable {
    let profile: ProfileRow
    let isNew: Bool
    /// The expected share of wanted items.
    let prior: Double
    fileprivate let evidence: [EvidenceRow]
  }

  /// The current profile, or nil while there is no evidence at all.
  func run() async throws -> Current? {
    let evidence = try await database.evidence(model: model)
    guard !evidence.isEmpty else { return nil }
    let newest = try await database.newestProfile()
    let expected = newest?.settings.prior ?? prior
    let learned = LearnedPrior(
      setting: expected,
      answers: try await database.shownAnswers(model: model, prior: expected))
    let (profile, isNew) = try await current(after: newest, for: evidence, learned)
    return Current(profile: profile, isNew: isNew, prior: learned.share, evidence: evidence)
  }

  /// The scorer of a profile: only a run that has something to score pays for it.
  func scorer(of current: Current) async throws -> Scorer {
    let background = try await database.background(current.profile.background, model: model)
    return try await fit(current, background)
  }

  private func current(
    after newest: ProfileRow?, for evidence: [EvidenceRow], _ learned: LearnedPrior
  ) async throws -> (ProfileRow, isNew: Bool) {
    let hash = Self.fingerprint(evidence)
    let sample = try await database.backgroundSample(model: model, limit: Self.backgroundSize)
    let why = Self.reason(newest, hash: hash, model: model, sample: sample.count)
    if let newest, why == nil { return (newest, false) }
    var draft = ProfileDraft(
      parent: newest?.id, why: (why ?? "the first") + Self.note(learned), evidence: hash,
      model: model, background: sample)
    draft.settings = newest?.settings ?? TasteSettings()
    draft.wishes = newest?.wishes ?? []
    return (try await database.addProfile(draft, at: now), true)
  }

  /// Why a new profile is due, or nil when the newest still holds.
  static func reason(
    _ newest: ProfileRow?, hash: [UInt8], model: String, sample: Int
  ) -> String? {
    guard let newest else { return "the first" }
    if newest.model != model { return "another embedding model" }
    if newest.evidence != hash { return "new evidence" }
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

  static func fingerprint(_ evidence: [EvidenceRow]) -> [UInt8] {
    Fingerprint(of: evidence.flatMap { [$0.key, $0.label ?? "", $0.title, $0.text] }).bytes
  }

  @concurrent
  private func fit(_ current: Current, _ background: [EvidenceRow]) async throws -> Scorer {
    let changes = current.profile.settings
    var settings = changes.applied(to: ScorerSettings())
    settings.prior = current.prior
    settings.isBackgroundMixed = true
    return Scorer.fit(
      examples: changes.applied(to: Self.examples(current.evidence, settings)),
      background: background.map(Self.candidate), settings: settings)
  }

  /// What the person decided counts less the more they have decided of that kind since: fifty skips make no like older.
  static func examples(_ rows: [EvidenceRow], _ settings: ScorerSettings) -> [Example] {
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
    return examples
  }

  private static func candidate(_ row: EvidenceRow) -> Candidate {
    Candidate(id: row.key, title: row.title, text: row.text, vector: row.vector)
  }

  /// Without a label a passage is something that the person wrote; a label that is none (a withdrawn one, "later") teaches
  /// nothing.
  private static func evidence(_ row: EvidenceRow) -> Evidence? {
    guard let label = row.label else { return .document }
    return Evidence(rawValue: label)
  }
}
