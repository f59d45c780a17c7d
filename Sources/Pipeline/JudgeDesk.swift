// One item before the judge, by the same path as in a run: the same ground, the same question, the same row in the books,
// the same decision. To look is to do all that in a transaction that is taken back, with nobody to ask.

import Digest
import Feed
package import FoundationEssentials
package import HTTP
import Models
package import Store
import Taste

/// Shows what a judge is asked about an item, and asks.
package struct JudgeDesk: Sendable {
  /// Questions about one item that are looked through for one of its own.
  private static let keptMax = 50

  /// What an asker hears while it waits.
  package struct Listener: Sendable {
    /// Another process is at work; this one waits.
    package var onWait: @Sendable (String) -> Void = { _ in }
    /// The answer as it grows; nil for an answer in one piece.
    package var onText: (@Sendable (String) -> Void)?
    /// A model that is not asked any more, and why.
    package var onNote: @Sendable (String) -> Void = { _ in }

    package init() {}
  }

  private let database: Database
  private let client: Client
  private let settings: PipelineSettings
  private let now: Date

  package init(database: Database, client: Client, settings: PipelineSettings, now: Date) {
    self.database = database
    self.client = client
    self.settings = settings
    self.now = now
  }

  /// What a run would ask and do; nothing is sent, and nothing stays.
  ///
  /// Nil for no such item.
  package func look(at item: Int64) async throws -> JudgeCase? {
    try await database.rehearse { database in
      let desk = JudgeDesk(database: database, client: client, settings: settings, now: now)
      return try await desk.examine(item, nil)
    }
  }

  /// Asks now, and decides the item by the answer, unless an obstacle is final.
  ///
  /// Nil for no such item. `run` is what the books call it: the limit of one run counts for it alone.
  package func ask(
    about item: Int64, as run: String, _ listener: Listener
  ) async throws -> JudgeCase? {
    try await database.exclusively(.run, onWait: { listener.onWait("\($0)") }) {
      let purse = Spending(database, budget: settings.judge.budget, run: run, zone: zone)
      return try await examine(
        item,
        JudgeInquiry(
          database, router: settings.judge.router(purse, client, onNote: listener.onNote),
          now: now, onText: listener.onText, isAnew: true))
    }
  }

  private var zone: String { settings.digest.timeZone.identifier }

  private func examine(_ id: Int64, _ asking: JudgeInquiry?) async throws -> JudgeCase? {
    guard let item = try await database.item(id) else { return nil }
    let ground = try await DecisionGround.load(database, settings, now: now)
    let blank = JudgeCase(item: item, thresholds: ground.settings.thresholds)
    guard ground.profile != nil else { return blank.stopped(by: .noProfile) }
    let items = try await database.undecidedItems([id], model: settings.model, forRules: true)
    guard !items.isEmpty else { return blank.stopped(by: .noVector) }
    let decide = try await ground.decideStage(try await sources())
    let scored = await decide.score.run(items)
    let stage = ground.judgeStage(
      decide, asking ?? JudgeInquiry(database, router: nil, now: now), width: 1)
    guard let asked = await stage.questions(of: scored).first else {
      return blank.stopped(by: .noProfile)
    }
    let seen = try await seen(asked, blank, stage)
    guard asking != nil, seen.obstacle?.isFinal != true else { return seen }
    return try await put(asked, seen, stage)
  }

  /// The sources that are followed; the name of another is not known to the question.
  private func sources() async throws -> [Int64: Source] {
    let stored = try await database.stored(settings.sources)
    return Dictionary(stored.map { ($0.id, $0.source) }) { first, _ in first }
  }

  /// All that can be known without asking.
  private func seen(
    _ asked: JudgeStage.Asked, _ blank: JudgeCase, _ stage: JudgeStage
  ) async throws -> JudgeCase {
    var seen = blank
    let prompt = asked.question.question.prompt(delimiter: JudgeInquiry.drawn())
    let request = try ChatRequest(judging: prompt)
    seen.prompt = prompt
    seen.prices = settings.judge.providers.map { JudgeCase.Price($0, request) }
    seen.suspicion = asked.question.draft.suspicion
    seen.before = await stage.decide.record(of: asked.scored)
    let trust = try await JudgeStage.trust(database, settings.judge, stage.briefing)
    seen.belief = JudgeCase.Belief(trust, isSuspicious: !seen.suspicion.isEmpty)
    try await find(asked, &seen)
    if let answer = seen.answer {
      let judged = JudgeStage.judged(asked, .answered(answer, isCached: true), trust)
      seen.after = await stage.decide.record(of: asked.scored, judged: judged)
    }
    seen.obstacle = try await obstacle(asked, seen, trust, stage)
    return seen
  }

  private func find(_ asked: JudgeStage.Asked, _ seen: inout JudgeCase) async throws {
    let kept = try await database.judgements(of: seen.item.id, limit: Self.keptMax)
    let draft = asked.question.draft
    let standing =
      kept.first { $0.hash == draft.hash }
      ?? kept.first { $0.stands(for: draft) && $0.answer != nil }
      ?? kept.first { $0.stands(for: draft) }
    seen.stands = standing != nil
    seen.kept = standing ?? kept.first { $0.answer != nil }
  }

  /// The item is decided without the judge first, as a run does it.
  private func put(
    _ asked: JudgeStage.Asked, _ seen: JudgeCase, _ stage: JudgeStage
  ) async throws -> JudgeCase {
    _ = try await stage.decide.run([asked.scored])
    let result = try await stage.put([asked]).first
    var put = seen
    try await find(asked, &put)
    put.item = try await database.item(seen.item.id) ?? seen.item
    put.failure = result?.finding.why
    if case .answered(_, isCached: false) = result?.finding { put.isFresh = true }
    put.after = put.failure == nil ? result?.record : nil
    let trust = try await JudgeStage.trust(database, settings.judge, stage.briefing)
    put.belief = JudgeCase.Belief(trust, isSuspicious: !seen.suspicion.isEmpty)
    return put
  }

  // MARK: Obstacles

  /// The first that holds, those that no money and no model removes before the others.
  private func obstacle(
    _ asked: JudgeStage.Asked, _ seen: JudgeCase, _ trust: JudgeTrust, _ stage: JudgeStage
  ) async throws -> JudgeObstacle? {
    if seen.item.outcome?.stage == .person, let verdict = seen.item.outcome?.verdict {
      return .answered(verdict)
    }
    let before = seen.before?.decision
    let isWished = before?.stage == .rule && before?.verdict == .review
    if let before, before.stage == .rule, !isWished { return .rule(before.reason) }
    guard seen.answer == nil else { return nil }
    if let hindrance = settings.judge.hindrance {
      return .nobody(hindrance + settings.judge.remedy)
    }
    if seen.stands, let code = seen.kept?.closed {
      return .closed(JudgeInquiry.words(closed: code))
    }
    if let refusal = try await refusal(seen) { return .spent("\(refusal)") }
    if let horizon = stage.decide.basis.horizon, seen.item.firstSeen <= horizon {
      return .old(days: Int(DecideStage.newsAge / 86_400))
    }
    if let why = unworthy(asked, before?.verdict ?? .review, isWished: isWished, trust, stage) {
      return why
    }
    let room = try await JudgeStage.room(database, settings.judge, now: now)
    return room > 0 || isWished ? nil : .full(share: settings.judge.settings.share)
  }

  /// Why a run finds nothing in asking.
  private func unworthy(
    _ asked: JudgeStage.Asked, _ verdict: Verdict, isWished: Bool, _ trust: JudgeTrust,
    _ stage: JudgeStage
  ) -> JudgeObstacle? {
    let candidate = JudgeCandidate(
      id: asked.scored.item.id, logOdds: asked.question.draft.logOdds, isWished: isWished)
    let isWorth = !JudgeSelection.order(
      [candidate], trust: trust, thresholds: stage.decide.settings.thresholds, limit: 1
    ).isEmpty
    guard isWorth else {
      return max(trust.weight, trust.expected) > 0 ? .settled(verdict) : .useless
    }
    return nil
  }

  /// What the budget says of the cheapest way to ask.
  private func refusal(_ seen: JudgeCase) async throws -> BudgetRefusal? {
    let least = seen.prices.filter { $0.problem == nil }.map(\.most).min() ?? 0
    return settings.judge.budget.refusal(
      of: least, after: try await database.spent(run: "", zone: zone))
  }
}

extension JudgeCase.Price {
  fileprivate init(_ keyed: KeyedProvider, _ request: ChatRequest) {
    var problem: String?
    if case .missing(let why) = keyed.key { problem = why }
    self.init(
      name: keyed.provider.name, model: keyed.provider.model, most: keyed.costMost(of: request),
      problem: problem)
  }
}

extension JudgeCase.Belief {
  fileprivate init(_ trust: JudgeTrust, isSuspicious: Bool) {
    let ends = [-1.0, 1].map { trust.shift(position: $0, isSuspicious: isSuspicious) }
    self.init(
      weight: trust.weight, answers: trust.answers, influence: trust.settings.influence,
      reach: min(ends[0], ends[1])...max(ends[0], ends[1]))
  }
}
