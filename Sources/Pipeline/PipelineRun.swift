// One pass of the pipeline: the list of stages in their order, and nothing else. What each has to do it finds in the
// store, so a pass that was killed is continued by the next.

import Digest
import Feed
package import FoundationEssentials
package import HTTP
package import Store
import Taste

/// A pass over all stages.
package struct PipelineRun: Sendable {
  /// Files at a time.
  static let width = 8
  /// Items scored and decided at a time, each batch one transaction.
  static let batch = 2_048
  /// Batches under way at a time: one is read and one written while the processors score two.
  static let batches = 4
  /// What is older than this when a web source brings it may be back-fill.
  static let freshness: TimeInterval = 2 * 86_400

  let database: Database
  let client: Client
  let settings: PipelineSettings
  let now: Date
  let embedding: EmbeddingOrder
  let observe: RunObserver
  /// How timelines are read.
  let accounts: AccountLines

  package init(
    database: Database, client: Client, settings: PipelineSettings, now: Date,
    embedding: EmbeddingOrder, observe: @escaping RunObserver,
    accounts: @escaping AccountLines = PipelineRun.noAccounts
  ) {
    self.database = database
    self.client = client
    self.settings = settings
    self.now = now
    self.embedding = embedding
    self.observe = observe
    self.accounts = accounts
  }

  /// Runs all stages up to and with `until`, once no other process does.
  package func run(until: PipelineStage = .digest) async throws -> RunReport {
    try await alone {
      let id = try await database.beginRun(at: now)
      do {
        let report = try await work(until: until, number: id)
        try await database.endRun(id, outcome: "done", counts: report.json)
        return report
      } catch {
        // Not as a part of this task: it may be cancelled, and its end is to be known all the same.
        await Task { try? await database.endRun(id, outcome: "\(error)", counts: "{}") }.value
        throw error
      }
    }
  }

  /// The same with nothing kept: every stage really runs, in one transaction that is taken back; and what would be done in
  /// the person's name is looked ahead at, on what it has decided.
  ///
  /// `stop` is what holds back actions beside the stops of the store.
  package func rehearse(
    until: PipelineStage = .digest, stop: @escaping @Sendable () -> ActionStop? = { nil }
  ) async throws -> RunReport {
    try await alone {
      try await database.rehearse { database in
        let rehearsal = PipelineRun(
          database: database, client: client, settings: settings, now: now, embedding: embedding,
          observe: observe, accounts: accounts)
        let settled = rehearsal.inSpace(try await embedding.settle(database, at: now))
        var report = try await settled.pass(until: until, width: 1, number: nil)
        if until >= .act { report.forecast = try await settled.forecast(stop) }
        return report
      }
    }
  }

  private func forecast(
    _ stop: @escaping @Sendable () -> ActionStop?
  ) async throws -> ActionForecast {
    var dispatch = DispatchSettings(
      rules: settings.actions, zone: settings.digest.timeZone,
      keep: try await database.thresholds(from: settings.thresholds).keep, model: settings.model,
      holder: "rehearsal")
    dispatch.stop = stop
    return try await ActionForecast.within(database, dispatch, now: now)
  }

  private func alone(_ body: () async throws -> RunReport) async throws -> RunReport {
    try await database.exclusively(
      .run, onWait: { [observe] in observe(.waiting(for: $0.description)) }, body)
  }

  /// `width` 1 is one thing after another, as a rehearsal on one connection needs it; only a run with a number asks.
  func pass(
    until: PipelineStage, width: Int, number: Int64?
  ) async throws -> RunReport {
    var report = RunReport()
    let embed = EmbedStage(
      database: database, embedder: try await embedder(of: settings.model, number: number),
      observe: observe)
    let (news, admitted) = AsyncStream<Int>.makeStream()
    async let early = until >= .embed && width > 1 ? embed.run(during: news) : EmbedReport()
    let sources = try await bringIn(until: until, width: width, &report) { admitted.yield($0) }
    admitted.finish()
    // A rehearsal pays for nothing that it would have to forget.
    if until >= .admit, number != nil { report.withdrawn = try await withdraw() }
    var embedded = try await early
    if until >= .admit { report.duplicates = try await database.markDuplicates() }
    if until >= .sync { report.sync = try await sync() }
    guard until >= .embed else { return report }
    embedded.add(try await embed.run())
    let left =
      embedded.halt == nil ? 0 : try await database.pendingTextCount(model: settings.model)
    report.add(embedded, left: left)
    guard until >= .score else { return report }
    try await decide(
      sources, until: until, width: width > 1 ? Self.batches : 1, number: number, &report)
    guard until >= .act else { return report }
    report.acts = try await act()
    guard until >= .digest else { return report }
    report.edition = try await DigestComposer(database: database, settings: settings.digest)
      .compose(since: nil, now: now)
    return report
  }

  /// What was taken back where it was written goes here too.
  private func withdraw() async throws -> Int {
    try await WithdrawalStage(
      lines: accounts, terms: settings.x, database: database, now: now, observe: observe
    ).run()
  }

  /// What the person likes on their networks becomes labels.
  private func sync() async throws -> SyncReport {
    try await SyncStage(
      database: database, lines: accounts, rules: settings.learning, terms: settings.x, now: now,
      observe: observe
    ).run()
  }

  /// What is kept and is a post becomes a wish to act.
  private func act() async throws -> ActReport {
    let thresholds = try await database.thresholds(from: settings.thresholds)
    return try await ActStage(
      database: database, rules: settings.actions, keep: thresholds.keep, model: settings.model,
      now: now
    ).run()
  }

  /// Pull, parse and admit, source by source.
  private func bringIn(
    until: PipelineStage, width: Int, _ report: inout RunReport,
    onNews: @escaping @Sendable (Int) -> Void
  ) async throws -> [Int64: Source] {
    try await database.sync(settings.sources)
    let stored = try await database.stored(settings.sources)
    let due = stored.filter {
      $0.source.isFile
        || $0.cause != .gone
          && PollPlan.isDue(
            nextPullAt: $0.nextPullAt, pulledAt: $0.pulledAt, pauses: $0.hints.pauses, now: now)
    }
    report.sources = stored.count
    report.notDue = stored.count - due.count
    observe(.began(.pull, total: due.count))
    let intake = Intake(
      run: self, until: until,
      hosts: HostLedger(
        try await database.hosts(), keptIn: until >= .admit ? database : nil, now: now),
      lastReached: stored.filter { !$0.source.isFile && $0.error == nil }.compactMap(\.pulledAt)
        .max(),
      onNews: onNews)
    for taken in try await take(due, intake, width: width) { report.add(taken) }
    if until >= .admit { try await NextPulls(database: database, now: now).settle(stored) }
    observe(.ended(.pull))
    return Dictionary(uniqueKeysWithValues: stored.map { ($0.id, $0.source) })
  }

  /// Files first, then the web, domain by domain.
  private func take(
    _ due: [StoredSource], _ intake: Intake, width: Int
  ) async throws -> [Taken] {
    let files = due.filter(\.source.isFile)
    let read = try await BoundedGroup.map(files, width: width) { try await intake.take($0) }
    let web = due.filter { !$0.source.isFile }
    let pulled = try await WebRound(intake: intake).run(
      web, width: width > 1 ? WebRound.width : 1)
    let unreached = pulled.compactMap { taken -> (StoredSource, PullOutcome)? in
      guard case .unreached(let stored, let outcome) = taken else { return nil }
      return (stored, outcome)
    }
    let tried = pulled.count { if case .postponed = $0 { false } else { true } }
    try await intake.settle(unreached: unreached, tried: tried)
    return read + pulled
  }

  /// Profile, score, decide and judge: what is new, and after a change of the profile or the rules everything of late.
  func decide(
    _ sources: [Int64: Source], until: PipelineStage, width: Int, number: Int64?,
    _ report: inout RunReport
  ) async throws {
    let ground = try await DecisionGround.load(database, settings, now: now)
    report.profile = ground.profile?.profile.id
    report.builtProfile = ground.profile?.isNew ?? false
    let work = try await database.undecided(ground.basis)
    observe(.began(.score, total: work.count))
    defer { observe(.ended(.score)) }
    let judges = until >= .decide && settings.judge.hindrance == nil && ground.profile != nil
    // What an earlier run had no budget for is work too.
    let waits = judges && work.isEmpty ? try await hasQuestions(ground, number: number) : false
    guard !work.isEmpty || waits else { return }
    // Batches are scored side by side, so each product has one thread.
    Scorer.useThreads(1)
    let decide = try await ground.decideStage(sources)
    let decider = until >= .decide ? decide : nil
    for verdicts in try await judge(work, decide.score, decider, width: width) {
      report.decided += verdicts.values.reduce(0, +)
      report.verdicts.merge(verdicts, uniquingKeysWith: +)
    }
    guard judges else { return }
    let outcome = try await ask(ground, decide, number: number, width: width)
    report.add(outcome, decidedNow: Set(work))
  }

  /// Batch by batch, each read, scored and written by itself: what was written stays, whatever becomes of the others.
  private func judge(
    _ work: [Int64], _ score: ScoreStage, _ decide: DecideStage?, width: Int
  ) async throws -> [[Verdict: Int]] {
    let batches = stride(from: 0, to: work.count, by: Self.batch).map {
      Array(work[$0..<min($0 + Self.batch, work.count)])
    }
    let forRules = !settings.rules.rules.isEmpty
    return try await BoundedGroup.map(batches, width: width) { batch in
      try Task.checkCancellation()
      let items = try await database.undecidedItems(
        batch, model: settings.model, forRules: forRules)
      let scored = await score.run(items)
      let verdicts = try await decide?.run(scored) ?? [:]
      observe(.advanced(.score, by: batch.count))
      return verdicts
    }
  }
}
