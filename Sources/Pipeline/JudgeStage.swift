// Judge: what the first stage could not settle is put to a language model, where its answer may change the decision and
// the budget allows. It works on what is stored, so a pass that was killed, or had no money left, is continued by the next.

import Feed
import FoundationEssentials
import Models
import Store
import Taste

/// Asks a judge about items that were decided, and decides them anew with its answers.
struct JudgeStage: Sendable {
  /// Questions at a time, where that is possible.
  static let width = 4
  /// More candidates than these, the newest first, are not looked at in one run.
  static let candidatesMax = 20_000
  /// Nor more answers to the same texts that may still hold.
  static let knownMax = 2_000
  /// Where a threshold is 0 or 1, its log-odds are taken to be these.
  private static let farthest = 50.0

  let decide: DecideStage
  let order: JudgeOrder
  let inquiry: JudgeInquiry
  /// By the key that a scorer's reasons have.
  let evidence: [String: EvidenceRow]
  /// Questions at a time; 1 in a rehearsal, which has one connection.
  let width: Int

  /// What was decided, by verdict, and what it had been before.
  struct Outcome: Sendable {
    var report = JudgeReport()
    var before: [Int64: Verdict] = [:]
    var after: [Int64: Verdict] = [:]
  }

  /// Items that an answer could move across a threshold, or that a rule wants judged.
  static func candidates(
    _ database: Database, _ basis: DecisionBasis, _ thresholds: Thresholds, _ order: JudgeOrder,
    limit: Int = candidatesMax
  ) async throws -> [JudgeableItem] {
    let reach = order.settings.influence
    let low = max(Decide.logOdds(thresholds.skip) - reach, -farthest)
    let high = min(Decide.logOdds(thresholds.keep) + reach, farthest)
    return try await database.judgeable(
      basis, within: min(low, high)...max(low, high), limit: limit)
  }

  func run() async throws -> Outcome {
    var outcome = Outcome()
    let database = decide.database
    let thresholds = decide.settings.thresholds
    let found = try await Self.candidates(database, decide.basis, thresholds, order)
    guard !found.isEmpty else { return outcome }
    let chosen = choose(found, try await trust(), thresholds)
    let questions = try await questions(about: chosen.ids)
    let findings = try await BoundedGroup.map(questions, width: width) { one in
      (one, try await inquiry.find(one.question))
    }
    let trust = try await trust()
    var judged: [Int64: DecideStage.Judged] = [:]
    for (one, finding) in findings {
      outcome.report.count(finding)
      judged[one.scored.item.id] = Self.judged(one, finding, trust)
    }
    outcome.report.skipped += chosen.more
    outcome.report.halt = inquiry.halt
    outcome.after = try await decide.run(findings.map(\.0.scored), judged: judged)
    for item in found where outcome.after[item.candidate.id] != nil {
      outcome.before[item.candidate.id] = item.verdict
    }
    return outcome
  }

  /// An item with its question.
  private struct Asked: Sendable {
    let scored: ScoredItem
    let question: JudgeInquiry.Question
  }

  private func trust() async throws -> JudgeTrust {
    JudgeTrust(
      try await decide.database.judgedPast(
        models: order.models, version: JudgeQuestion.version(of: .standard)),
      settings: order.settings)
  }

  /// What was answered before costs nothing; of the rest the best, and how many more were worth asking.
  private func choose(
    _ found: [JudgeableItem], _ trust: JudgeTrust, _ thresholds: Thresholds
  ) -> (ids: [Int64], more: Int) {
    func best(_ isKnown: Bool) -> [Int64] {
      JudgeSelection.order(
        found.filter { $0.isKnown == isKnown }.map(\.candidate), trust: trust,
        thresholds: thresholds, limit: found.count
      ).map(\.id)
    }
    let fresh = best(false)
    let asked = fresh.prefix(order.budget.questions)
    return (Array(best(true).prefix(Self.knownMax)) + asked, fresh.count - asked.count)
  }

  private static func judged(
    _ one: Asked, _ finding: JudgeFinding, _ trust: JudgeTrust
  ) -> DecideStage.Judged {
    guard case .answered(let answer, _) = finding else { return .waits(finding.why ?? "") }
    let suspicion = one.question.draft.suspicion
    let shift = trust.shift(position: answer.position, isSuspicious: !suspicion.isEmpty)
    return .opinion(
      JudgeOpinion(shift: shift, verdict: answer.verdict, reason: answer.reason),
      JudgeNote(
        verdict: answer.verdict.rawValue, confidence: answer.confidence, shift: shift,
        model: answer.model, suspicion: suspicion))
  }

  // MARK: Questions

  /// In the order of `ids`.
  private func questions(about ids: [Int64]) async throws -> [Asked] {
    let items = try await decide.database.undecidedItems(
      ids.sorted(), model: decide.basis.model, forRules: true)
    let scored = await decide.score.run(items)
    let reasons = await reasons(of: scored)
    let asked = zip(scored, reasons).compactMap { one, reasons in
      question(one, reasons).map { (one.item.id, Asked(scored: one, question: $0)) }
    }
    let byID = Dictionary(uniqueKeysWithValues: asked)
    return ids.compactMap { byID[$0] }
  }

  @concurrent
  private func reasons(of scored: [ScoredItem]) async -> [Explanation] {
    decide.score.reasons(of: scored).map(\.explanation)
  }

  private func question(_ scored: ScoredItem, _ reasons: Explanation) -> JudgeInquiry.Question? {
    guard let logOdds = scored.logOdds else { return nil }
    let item = scored.item
    let source = decide.sources[item.source]
    let question = JudgeQuestion(
      card: card(item), evidence: evidence(reasons),
      item: JudgeItem(title: item.item.title, text: item.item.text, source: source?.name ?? ""))
    let hash = Fingerprint(of: [
      Fingerprint(of: item.textHash).hex, question.fingerprint.hex, order.models,
    ])
    return JudgeInquiry.Question(
      draft: JudgementDraft(
        hash: hash.bytes, item: item.id, textHash: item.textHash, version: question.version,
        models: order.models, logOdds: logOdds + decide.boost(of: scored),
        suspicion: Instructions.signs(title: item.item.title, text: item.item.text)
          .map(\.rawValue)), question: question)
  }

  /// The interest that the item belongs to, what is muted, and the rules in words.
  private func card(_ item: UndecidedItem) -> PersonCard {
    let wishes = decide.wishes
    let near = wishes.interests.nearest(to: item.vector).flatMap { $0.isWithin ? $0.interest : nil }
    let interests = near.map { interest in
      PersonCard.Interest(
        name: wishes.name(of: interest), words: interest.words,
        isPinned: wishes.weights[interest.number] == .pin)
    }
    return PersonCard(
      interests: interests.map { [$0] } ?? [],
      muted: wishes.interests.all.filter(wishes.isMuted).map(wishes.name),
      rules: decide.settings.rules.rules.compactMap(\.inWords))
  }

  /// What is close, the nearest first.
  private func evidence(_ reasons: Explanation) -> [JudgeEvidence] {
    reasons.contributions.filter { $0.isClose && $0.evidence != .background }
      .sorted { ($0.closeness, $1.id) > ($1.closeness, $0.id) }
      .compactMap { reason in
        evidence[reason.id].map {
          JudgeEvidence(reason.evidence, title: $0.title, text: $0.text)
        }
      }
  }
}

extension JudgeReport {
  fileprivate mutating func count(_ finding: JudgeFinding) {
    switch finding {
    case .answered(_, let isCached): if isCached { cached += 1 } else { asked += 1 }
    case .failed: failed += 1
    case .waits: skipped += 1
    }
  }
}

extension RunReport {
  /// Takes over what a judge did; of what was decided in this run the newest verdict counts.
  mutating func add(_ outcome: JudgeStage.Outcome, decidedNow: Set<Int64>) {
    // In another space than before there is a second round.
    let earlier = judge
    judge = outcome.report
    judge.asked += earlier.asked
    judge.cached += earlier.cached
    judge.failed += earlier.failed
    for (item, verdict) in outcome.after {
      guard decidedNow.contains(item), let before = outcome.before[item] else { continue }
      verdicts[before, default: 0] -= 1
      verdicts[verdict, default: 0] += 1
    }
  }
}
