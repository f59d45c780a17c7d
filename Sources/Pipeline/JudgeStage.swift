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
  let briefing: JudgeBriefing
  /// By item the keys of evidence that is not shown with it: where the person's answer is known, it would give that away.
  var leftOut: [Int64: Set<String>] = [:]

  /// What was decided, by verdict, and what it had been before.
  struct Outcome: Sendable {
    var report = JudgeReport()
    var before: [Int64: Verdict] = [:]
    var after: [Int64: Verdict] = [:]
  }

  /// Items that an answer could move across a threshold, or that a rule wants judged.
  static func candidates(
    _ database: Database, _ basis: DecisionBasis, _ thresholds: Thresholds, _ order: JudgeOrder,
    _ briefing: JudgeBriefing
  ) async throws -> [JudgeableItem] {
    try await database.judgeable(
      basis, within: reach(thresholds, order), models: order.models,
      version: JudgeQuestion.version(of: briefing), limit: candidatesMax)
  }

  /// Log-odds from which an answer could move an item across a threshold.
  static func reach(_ thresholds: Thresholds, _ order: JudgeOrder) -> ClosedRange<Double> {
    let reach = order.settings.influence
    let low = max(Decide.logOdds(thresholds.skip) - reach, -farthest)
    let high = min(Decide.logOdds(thresholds.keep) + reach, farthest)
    return min(low, high)...max(low, high)
  }

  /// Whether earlier runs left a question open that is worth asking.
  static func isWorthAsking(_ ground: DecisionGround) async throws -> Bool {
    let (database, order) = (ground.database, ground.settings.judge)
    let found = try await candidates(
      database, ground.basis, ground.settings.thresholds, order, ground.briefing
    ).filter { !$0.isKnown }
    guard !found.isEmpty else { return false }
    let trust = try await trust(database, order, ground.briefing)
    let room = try await room(database, order, now: ground.now)
    return !choose(found, trust, ground.settings.thresholds, order, room: room).ids.isEmpty
  }

  func run() async throws -> Outcome {
    var outcome = Outcome()
    let database = decide.database
    let thresholds = decide.settings.thresholds
    let found = try await Self.candidates(
      database, decide.basis, thresholds, order, briefing)
    guard !found.isEmpty else { return outcome }
    try await database.closeLostJudgements(at: decide.now)
    let trust = try await Self.trust(database, order, briefing)
    let room = try await Self.room(database, order, now: decide.now)
    let chosen = Self.choose(found, trust, thresholds, order, room: room)
    let results = try await put(try await questions(about: chosen.ids))
    for result in results {
      outcome.report.count(result.finding)
      outcome.after[result.record.item] = result.record.decision.verdict
    }
    outcome.report.skipped += chosen.more
    outcome.report.halt = inquiry.halt
    for item in found where outcome.after[item.candidate.id] != nil {
      outcome.before[item.candidate.id] = item.verdict
    }
    return outcome
  }

  /// An item with its question.
  struct Asked: Sendable {
    let scored: ScoredItem
    let question: JudgeInquiry.Question
  }

  /// What became of a question, and of its item.
  struct Settled: Sendable {
    let finding: JudgeFinding
    let record: DecisionRecord
  }

  /// Puts questions to the judge, and decides their items anew by what comes of it.
  ///
  /// How far the judge is believed is found out after its answers: how it speaks is known better then.
  func put(_ questions: [Asked]) async throws -> [Settled] {
    let findings = try await BoundedGroup.map(questions, width: width) { one in
      (one, try await inquiry.find(one.question))
    }
    let trust = try await Self.trust(decide.database, order, briefing)
    var judged: [Int64: DecideStage.Judged] = [:]
    for (one, finding) in findings {
      judged[one.scored.item.id] = Self.judged(one, finding, trust)
    }
    let records = try await decide.run(findings.map(\.0.scored), judged: judged)
    return zip(findings, records).map { Settled(finding: $0.1, record: $1) }
  }

  /// How far the judge is believed, by all that was answered.
  static func trust(
    _ database: Database, _ order: JudgeOrder, _ briefing: JudgeBriefing
  ) async throws -> JudgeTrust {
    JudgeTrust(
      try await database.judgedPast(
        models: order.models, version: JudgeQuestion.version(of: briefing)),
      settings: order.settings)
  }

  /// How many more items are worth a question this month, beside those that a rule wants judged.
  static func room(_ database: Database, _ order: JudgeOrder, now: Date) async throws -> Int {
    let load = try await database.judgeLoad(since: now.addingTimeInterval(-JudgeSettings.span))
    return order.settings.room(items: load.items, asked: load.asked)
  }

  /// What an earlier question stands for costs nothing; of the rest what a rule wants and the best there is room for, and how many
  /// of those the budget leaves out.
  private static func choose(
    _ found: [JudgeableItem], _ trust: JudgeTrust, _ thresholds: Thresholds, _ order: JudgeOrder,
    room: Int
  ) -> (ids: [Int64], more: Int) {
    func best(_ isKnown: Bool) -> [JudgeChoice] {
      JudgeSelection.order(
        found.filter { $0.isKnown == isKnown }.map(\.candidate), trust: trust,
        thresholds: thresholds, limit: found.count)
    }
    let fresh = best(false)
    let wished = fresh.prefix(while: \.isWished)
    let worthwhile = wished + fresh.dropFirst(wished.count).prefix(room)
    let asked = worthwhile.prefix(order.budget.questions)
    let known = best(true).prefix(knownMax)
    return ((known + asked).map(\.id), worthwhile.count - asked.count)
  }

  /// What a finding comes to.
  static func judged(
    _ one: Asked, _ finding: JudgeFinding, _ trust: JudgeTrust
  ) -> DecideStage.Judged {
    guard case .answered(let answer, _) = finding else { return .waits(finding.why ?? "") }
    let suspicion = one.question.draft.suspicion
    let shift = trust.shift(position: answer.position, isSuspicious: !suspicion.isEmpty)
    return .opinion(
      JudgeOpinion(shift: shift, verdict: answer.verdict, reason: answer.reason),
      JudgeNote(
        verdict: answer.verdict.rawValue, confidence: answer.confidence, shift: shift,
        model: answer.model, suspicion: suspicion, reason: answer.reason))
  }

  // MARK: Questions

  /// In the order of `ids`.
  func questions(about ids: [Int64]) async throws -> [Asked] {
    let items = try await decide.database.undecidedItems(
      ids.sorted(), model: decide.basis.model, forRules: true)
    let asked = await questions(of: await decide.score.run(items))
    let byID = Dictionary(uniqueKeysWithValues: asked.map { ($0.scored.item.id, $0) })
    return ids.compactMap { byID[$0] }
  }

  /// What would be asked about scored items; nothing about those without a score.
  func questions(of scored: [ScoredItem]) async -> [Asked] {
    zip(scored, await reasons(of: scored)).compactMap { one, reasons in
      question(one, reasons).map { Asked(scored: one, question: $0) }
    }
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
      card: card(item), evidence: evidence(reasons, without: leftOut[item.id] ?? []),
      item: JudgeItem(title: item.item.title, text: item.item.text, source: source?.name ?? ""),
      briefing: briefing)
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
  private func evidence(_ reasons: Explanation, without keys: Set<String>) -> [JudgeEvidence] {
    reasons.contributions
      .filter { $0.isClose && $0.evidence != .background && !keys.contains($0.id) }
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
