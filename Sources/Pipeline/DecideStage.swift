// Decide: rules and scores become decisions, a batch in one transaction.

import Feed
import FoundationEssentials
import Store
import Taste

/// Decides scored items and writes the decisions.
struct DecideStage: Sendable {
  let database: Database
  let settings: PipelineSettings
  let basis: DecisionBasis
  let sources: [Int64: Source]
  /// The expected share of wanted items that was scored with.
  let prior: Double
  /// The person's interests, with what they wish of them.
  let wishes: WishBook
  let now: Date

  /// What came earlier is no news any more, and is not decided anew with every answer.
  static let newsAge: TimeInterval = 30 * 86_400

  /// The hash of everything that decides: a change of any of it makes every item work again.
  static func basis(
    _ settings: PipelineSettings, profile: Int64?, prior: Double, now: Date
  ) -> DecisionBasis {
    let parts = [
      "profile \(profile ?? 0)", "scorer \(Scorer.generation)", settings.model, "\(prior)",
      "\(settings.thresholds.skip) \(settings.thresholds.keep)", "\(settings.rules.rules)",
    ]
    return DecisionBasis(
      hash: Fingerprint(of: parts).bytes, profile: profile, model: settings.model,
      horizon: now.addingTimeInterval(-newsAge))
  }

  /// Writes the decisions of a batch; gives how many of each verdict there are.
  func run(_ scored: [ScoredItem]) async throws -> [Verdict: Int] {
    let records = scored.map(record)
    try await database.append(records, basis: basis, at: now)
    return records.reduce(into: [:]) { $0[$1.decision.verdict, default: 0] += 1 }
  }

  private func record(_ scored: ScoredItem) -> DecisionRecord {
    let item = scored.item
    let source = sources[item.source] ?? Source(address: "")
    let interest = wishes.interests.nearest(to: item.vector).flatMap {
      $0.isWithin ? InterestNote($0.interest, wishes) : nil
    }
    var facts = RuleFacts(item.item, from: source)
    facts.interests = interest.map { [$0.name] } ?? []
    let outcome = settings.rules.apply(to: facts, now: now)
    var decision = Decide.decide(
      probability: scored.score?.probability, uncertainty: scored.score?.uncertainty,
      rules: outcome, thresholds: settings.thresholds)
    var rationale = rationale(scored, outcome)
    rationale.interest = interest
    if decision.stage == .score, scored.score != nil {
      decision.reason = Because.sentence(decision, rationale)
    }
    return DecisionRecord(
      item: item.id, textHash: item.textHash, decision: decision,
      logOdds: scored.score.map { $0.logOdds + outcome.boost }, rationale: rationale)
  }

  /// What is kept with the decision, so that it can be explained when everything else has moved on.
  private func rationale(_ scored: ScoredItem, _ outcome: RuleOutcome) -> Rationale {
    var rationale = Rationale()
    rationale.rules = settings.rules.rules.filter { outcome.fired.contains($0.name) }.map(
      FiredRule.init)
    rationale.skip = settings.thresholds.skip
    rationale.keep = settings.thresholds.keep
    guard let explanation = scored.explanation else { return rationale }
    rationale.base = explanation.base
    rationale.pro = explanation.pro
    rationale.contra = explanation.contra
    rationale.farFromUnwanted = explanation.farFromUnwanted
    rationale.farFromWanted = explanation.farFromWanted
    rationale.ifKept = explanation.ifKept + outcome.boost
    rationale.ifSkipped = explanation.ifSkipped + outcome.boost
    rationale.prior = prior
    rationale.reasons = explanation.contributions.map { Reason($0, boost: outcome.boost) }
    return rationale
  }
}

extension Reason {
  fileprivate init(_ contribution: Contribution, boost: Double) {
    self.init(
      id: contribution.id, title: contribution.title, share: contribution.value,
      evidence: contribution.evidence.rawValue, at: contribution.at,
      closeness: contribution.closeness, close: contribution.isClose,
      count: contribution.count > 1 ? contribution.count : nil,
      words: contribution.words.isEmpty ? nil : contribution.words,
      without: contribution.without.map { $0 + boost })
  }
}

extension InterestNote {
  fileprivate init(_ interest: Interest, _ wishes: WishBook) {
    let wish: String? =
      switch wishes.weights[interest.number] {
      case .pin: "pinned"
      case .mute: "muted"
      case .weight: "weighted"
      case .rename, nil: nil
      }
    self.init(name: wishes.name(of: interest), wish: wish)
  }
}

extension FiredRule {
  fileprivate init(_ rule: Rule) {
    var by: Double?
    if case .boost(let logOdds) = rule.effect { by = logOdds }
    self.init(name: rule.name, effect: rule.effect.name, by: by)
  }
}
