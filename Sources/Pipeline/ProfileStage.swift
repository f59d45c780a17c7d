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
  let prior: Double
  let now: Date

  /// A profile with what it was learned from.
  struct Current: Sendable {
    let profile: ProfileRow
    let isNew: Bool
    fileprivate let evidence: [EvidenceRow]
  }

  /// The current profile, or nil while there is no evidence at all.
  func run() async throws -> Current? {
    let evidence = try await database.evidence(model: model)
    guard !evidence.isEmpty else { return nil }
    let (profile, isNew) = try await current(for: evidence)
    return Current(profile: profile, isNew: isNew, evidence: evidence)
  }

  /// The scorer of a profile: only a run that has something to score pays for it.
  func scorer(of current: Current) async throws -> Scorer {
    let background = try await database.background(current.profile.background, model: model)
    return try await fit(current.evidence, background)
  }

  private func current(for evidence: [EvidenceRow]) async throws -> (ProfileRow, isNew: Bool) {
    let hash = Self.fingerprint(evidence)
    let newest = try await database.newestProfile()
    let sample = try await database.backgroundSample(model: model, limit: Self.backgroundSize)
    let why = Self.reason(newest, hash: hash, model: model, sample: sample.count)
    if let newest, why == nil { return (newest, false) }
    let profile = try await database.addProfile(
      parent: newest?.id, why: why ?? "the first", evidence: hash, model: model, background: sample,
      at: now)
    return (profile, true)
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

  static func fingerprint(_ evidence: [EvidenceRow]) -> [UInt8] {
    Fingerprint(of: evidence.flatMap { [$0.key, $0.label ?? "", $0.title, $0.text] }).bytes
  }

  @concurrent
  private func fit(_ evidence: [EvidenceRow], _ background: [EvidenceRow]) async throws -> Scorer {
    var settings = ScorerSettings()
    settings.prior = prior
    settings.isBackgroundMixed = true
    return Scorer.fit(
      examples: Self.examples(evidence, settings), background: background.map(Self.candidate),
      settings: settings)
  }

  /// What the person decided counts less the more they have decided since.
  private static func examples(_ rows: [EvidenceRow], _ settings: ScorerSettings) -> [Example] {
    let all = rows.map { Example(candidate($0), evidence($0), group: $0.group) }
    let decided = all.indices.filter { all[$0].evidence.isDecision }.sorted {
      (rows[$0].at ?? .distantPast, $0) < (rows[$1].at ?? .distantPast, $1)
    }
    var weighted = all
    for (place, weight) in zip(decided, settings.recency(count: decided.count)) {
      weighted[place].weight = weight
    }
    return weighted
  }

  private static func candidate(_ row: EvidenceRow) -> Candidate {
    Candidate(id: row.key, title: row.title, text: row.text, vector: row.vector)
  }

  /// Without a label a passage is something that the person wrote.
  private static func evidence(_ row: EvidenceRow) -> Evidence {
    row.label.flatMap(Evidence.init(rawValue:)) ?? .document
  }
}
