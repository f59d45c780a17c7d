// Decide: rules and scores become decisions, a batch in one transaction. Most of what comes in is clearly not wanted, and
// nobody asks why: such decisions are written without their reasons, which `Hindsight` finds again from the profile, and
// where nothing can come of it without their uncertainty.

import Feed
import FoundationEssentials
import Store
import Taste

/// Decides scored items and writes the decisions.
struct DecideStage: Sendable {
  let database: Database
  let settings: PipelineSettings
  let score: ScoreStage
  let basis: DecisionBasis
  let sources: [Int64: Source]
  /// The expected share of wanted items that was scored with.
  let prior: Double
  /// The person's interests, with what they wish of them.
  let wishes: WishBook
  /// Why no judge is asked about anything; nil where one is.
  let hindrance: String?
  let now: Date

  /// What a judge's stage found out about an item.
  enum Judged: Sendable {
    case opinion(JudgeOpinion, JudgeNote)
    /// It waits for the person, and why.
    case waits(String)
  }

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
    let records = await records(scored, [:])
    try await database.append(records, basis: basis, at: now)
    return records.reduce(into: [:]) { $0[$1.decision.verdict, default: 0] += 1 }
  }

  /// Decides anew what was judged; gives what was written, in the order of `scored`.
  func run(_ scored: [ScoredItem], judged: [Int64: Judged]) async throws -> [DecisionRecord] {
    let records = await records(scored, judged)
    try await database.append(records, basis: basis, at: now, isAnew: true)
    return records
  }

  /// What ``run(_:judged:)`` would write of an item.
  func record(of scored: ScoredItem, judged: Judged? = nil) async -> DecisionRecord? {
    await records([scored], judged.map { [scored.item.id: $0] } ?? [:]).first
  }

  /// What rules add to the log-odds of an item.
  func boost(of scored: ScoredItem) -> Double { outcome(scored, nil).rules.boost }

  @concurrent
  private func records(
    _ scored: [ScoredItem], _ judged: [Int64: Judged]
  ) async -> [DecisionRecord] {
    let outcomes = scored.map { outcome($0, judged[$0.item.id]) }
    var records = zip(scored, outcomes).map(record)
    guard score.scorer != nil else { return records }
    let told = records.indices.filter { isTold(records[$0]) }
    for (place, known) in zip(told, score.reasons(of: told.map { scored[$0] })) {
      records[place].decision.uncertainty = known.uncertainty
      records[place].rationale.add(known.explanation, boost: outcomes[place].added)
      if records[place].decision.stage == .score {
        records[place].decision.reason =
          Because.sentence(records[place].decision, records[place].rationale)
        records[place].decision.reason += more(records[place].decision, outcomes[place])
      }
    }
    let open = records.indices.filter { isOpen(records[$0], scored[$0]) }
    for (place, uncertainty) in zip(open, score.uncertainties(of: open.map { scored[$0] })) {
      records[place].decision.uncertainty = uncertainty
    }
    return records
  }

  /// What is said of an item beside its score: by rules, by the interest that it belongs to, by a judge.
  private struct Said {
    var rules = RuleOutcome()
    var interest: InterestNote?
    var judged: Judged?

    var opinion: JudgeOpinion? {
      if case .opinion(let opinion, _) = judged { opinion } else { nil }
    }

    /// All that is added to the log-odds of the score.
    var added: Double { rules.boost + (opinion?.shift ?? 0) }
  }

  private func outcome(_ scored: ScoredItem, _ judged: Judged?) -> Said {
    let item = scored.item
    let interest = wishes.interests.nearest(to: item.vector).flatMap {
      $0.isWithin ? InterestNote($0.interest, wishes) : nil
    }
    guard !settings.rules.rules.isEmpty else { return Said(interest: interest, judged: judged) }
    var facts = RuleFacts(item.item, from: sources[item.source] ?? Source(address: ""))
    facts.interests = interest.map { [$0.name] } ?? []
    return Said(
      rules: settings.rules.apply(to: facts, now: now), interest: interest, judged: judged)
  }

  private func record(_ scored: ScoredItem, _ outcome: Said) -> DecisionRecord {
    var decision = Decide.decide(
      probability: scored.logOdds.map(Score.probability), uncertainty: nil, rules: outcome.rules,
      opinion: outcome.opinion, thresholds: settings.thresholds)
    if decision.stage == .score, scored.logOdds != nil { decision.reason = Because.plain(decision) }
    if scored.logOdds != nil { decision.reason += more(decision, outcome) }
    return DecisionRecord(
      item: scored.item.id, textHash: scored.item.textHash, decision: decision,
      logOdds: scored.logOdds.map { $0 + outcome.added },
      rationale: rationale(outcome))
  }

  /// What a judge said that did not decide, or why an item that it could have settled waits for the person.
  private func more(_ decision: Decision, _ outcome: Said) -> String {
    guard decision.stage != .judge else { return "" }
    switch outcome.judged {
    case .opinion(let opinion, _):
      let isOverruled = decision.stage == .rule && decision.verdict != .review
      return isOverruled ? "" : Because.also(opinion, after: decision.reason)
    case .waits(let why): return decision.verdict == .review ? "; \(why)" : ""
    case nil: return decision.verdict == .review ? hindrance.map { "; \($0)" } ?? "" : ""
    }
  }

  /// What is kept with every decision.
  private func rationale(_ outcome: Said) -> Rationale {
    var rationale = Rationale()
    if case .opinion(_, let note) = outcome.judged { rationale.judge = note }
    if !outcome.rules.fired.isEmpty {
      rationale.rules = settings.rules.rules.filter { outcome.rules.fired.contains($0.name) }.map(
        FiredRule.init)
    }
    rationale.skip = settings.thresholds.skip
    rationale.keep = settings.thresholds.keep
    rationale.interest = outcome.interest
    rationale.prior = score.scorer == nil ? nil : prior
    return rationale
  }

  /// In log-odds below the threshold of skipping: what has half the odds is near enough for a second look.
  private static let near = 0.7

  /// Whether the reasons are written with a decision: where the person sees it, or nearly would.
  private func isTold(_ record: DecisionRecord) -> Bool {
    guard record.decision.verdict == .skip, let logOdds = record.logOdds else { return true }
    return record.rationale.judge != nil
      || record.decision.stage == .score
        && logOdds >= Decide.logOdds(settings.thresholds.skip) - Self.near
  }

  /// Whether it could be wanted all the same, and be drawn as a wild card: of all others it does not matter how sure the
  /// score is.
  private func isOpen(_ record: DecisionRecord, _ scored: ScoredItem) -> Bool {
    guard record.decision.uncertainty == nil, let logOdds = scored.logOdds else { return false }
    return WildCard.isPossible(at: logOdds, thresholds: settings.thresholds)
  }
}

extension Rationale {
  /// Takes an explanation over; `boost` is what rules added to the score.
  mutating func add(_ explanation: Explanation, boost: Double) {
    base = explanation.base
    pro = explanation.pro
    contra = explanation.contra
    farFromUnwanted = explanation.farFromUnwanted
    farFromWanted = explanation.farFromWanted
    ifKept = explanation.ifKept + boost
    ifSkipped = explanation.ifSkipped + boost
    reasons = explanation.contributions.map { Reason($0, boost: boost) }
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
