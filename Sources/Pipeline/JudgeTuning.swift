// Tuning of what a judge is told, on the stored past: what it will cost is said before the first call, and only a briefing
// that passed its gate is ever offered.

import Digest
package import FoundationEssentials
package import HTTP
import Models
package import Store
package import Taste

/// Tunes the briefing of the judge.
package struct JudgeTuning: Sendable {
  /// Calls where nothing is said.
  package static let callsStandard = 300
  package static let callsMost = 10_000

  private let database: Database
  private let client: Client
  private let settings: PipelineSettings
  /// Tells what it spends from what runs spend.
  private let run: String
  private let now: Date
  private let onNote: @Sendable (String) -> Void

  /// `run` is unique; `onNote` is told of providers that are not asked any more.
  package init(
    _ database: Database, client: Client, settings: PipelineSettings, run: String, now: Date,
    onNote: @escaping @Sendable (String) -> Void
  ) {
    self.database = database
    self.client = client
    self.settings = settings
    self.run = run
    self.now = now
    self.onNote = onNote
  }

  /// A tuning that can begin.
  package struct Ready: Sendable {
    package let plan: BriefingPlan
    /// Answered items that could be used.
    package let cases: [BriefingCase]
    package let reasons: [TriageReason]
    package let inUse: JudgeBriefingRow?
    /// About what all of it will cost, in the currency of the price list.
    package let cost: Double
    /// Why there are fewer calls than were asked for.
    package let cut: String?
    let seed: UInt64

    package var briefing: JudgeBriefing { inUse?.content.briefing ?? .standard }
  }

  /// What there is to tune by.
  package enum Preparation: Sendable {
    /// Why nothing can be told, in words with the remedy.
    case lack(String)
    case ready(Ready)
  }

  /// Asks nobody, and writes nothing.
  package func prepare(calls: Int) async throws -> Preparation {
    if let hindrance = settings.judge.hindrance {
      let remedy =
        settings.judge.providers.isEmpty ? "'models' in gleaner.yaml names some" : "raise 'budget'"
      return .lack("\(hindrance); \(remedy)")
    }
    let inUse = try await database.briefingInUse()
    let briefing = inUse?.content.briefing ?? .standard
    let found = try await BriefingCases(database: database, settings: settings, now: now)
      .find()
    guard let found else {
      return .lack("there is no profile to tune for yet: 'gleaner run' makes one")
    }
    if let lack = BriefingParts.lack(found.cases) {
      return .lack("\(lack); 'gleaner review' asks for them")
    }
    let price = callPrice(found.cases, briefing)
    let left = try await left()
    let affordable = price > 0 ? Int(min(left / (price * Self.margin), 1e9)) : calls
    if let lack = BriefingPlan.lack(calls: min(calls, affordable)) {
      return .lack(
        affordable < calls
          ? "the budget has \(Money.text(left)) left, which is enough for \(affordable) calls; \(lack)"
          : lack)
    }
    let plan = BriefingPlan(found.cases, calls: min(calls, affordable))
    let seed = UInt64(try await database.briefingCount())
    return .ready(
      Ready(
        plan: plan, cases: found.cases, reasons: found.reasons, inUse: inUse,
        cost: price * Double(plan.calls),
        cut: affordable < calls && plan.calls < calls
          ? "the budget has \(Money.text(left)) left, which is enough for \(affordable) calls"
          : nil,
        seed: seed))
  }

  /// Looks for a better briefing; `onProgress` is told how many calls of how many were made.
  ///
  /// Ends with what it has where the budget or the providers end.
  package func run(
    _ ready: Ready, onProgress: @escaping @Sendable (Int, Int) throws -> Void
  ) async throws -> BriefingOutcome {
    let lineup = Lineup(
      settings.judge.providers, client: client,
      purse: Spending(database, budget: settings.judge.budget, run: run, zone: zone),
      onNote: onNote)
    let judge = LiveBriefingJudge(Router(lineup, questions: ready.plan.calls)) {
      var generator = SystemRandomNumberGenerator()
      return JudgeQuestion.delimiter(using: &generator)
    }
    var tuner = BriefingTuner(
      judge, cases: ready.cases, reasons: ready.reasons, plan: ready.plan,
      settings: settings.judge.settings, seed: ready.seed, onProgress: onProgress)
    return try await tuner.run(from: ready.briefing)
  }

  /// What this tuning has spent or set aside.
  package func spent() async throws -> Double {
    try await database.spent(run: run, zone: zone).run
  }

  /// Keeps what came to the gate as a version, not in use; gives its number.
  package func keep(
    _ outcome: BriefingOutcome, of ready: Ready, cost: Double
  ) async throws -> Int64? {
    guard outcome.halt == nil, let best = outcome.best, let figures = BriefingFigures(outcome)
    else { return nil }
    return try await database.addBriefing(
      JudgeBriefingDraft(
        parent: ready.inUse?.id, briefing: outcome.trials[best].briefing, figures: figures,
        isAccepted: outcome.accepted != nil, models: settings.judge.models,
        calls: outcome.calls, cost: cost), at: now)
  }

  // MARK: Money

  /// Estimates err to both sides, and some answers have to be repaired.
  private static let margin = 1.15
  /// An answer takes about so many tokens.
  private static let answerTokens = 120
  private static let pricedCases = 50

  private var zone: String { settings.digest.timeZone.identifier }

  /// About what one question costs with the first model that can be asked.
  private func callPrice(_ cases: [BriefingCase], _ briefing: JudgeBriefing) -> Double {
    let provider = settings.judge.providers.first {
      if case .missing = $0.key { false } else { true }
    }?.provider
    guard let price = provider?.price else { return 0 }
    let some = cases.prefix(Self.pricedCases)
    let tokens = some.reduce(0) {
      $0 + $1.asked(with: briefing).prompt(delimiter: String(repeating: "0", count: 16)).tokens
    }
    return price.cost(
      TokenCount(input: tokens / max(1, some.count), output: Self.answerTokens))
  }

  /// What may still be spent by a new run.
  private func left() async throws -> Double {
    let spent = try await database.spent(run: run, zone: zone)
    let budget = settings.judge.budget
    return max(
      0,
      min(budget.perRun - spent.run, budget.perDay - spent.day, budget.perMonth - spent.month))
  }
}
