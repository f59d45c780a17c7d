// Sends what is approved, one call at a time on each account. Before anything is sent, what an earlier process left
// unclear is read back: what may have happened is never tried again blindly.

package import Feed
package import FoundationEssentials
package import Store
package import Taste

/// Where calls of an account go; nil where nobody is signed in.
package typealias ActionTransports = @Sendable (AccountName) -> (any ActionTransport)?

/// What a dispatch is told.
package struct DispatchSettings: Sendable {
  /// Longer than any call may take.
  package static let lease: Duration = .seconds(180)
  /// Before this has passed, a network may not know yet what it has done: Mastodon works some of it off later.
  package static let patience: TimeInterval = 5

  package var rules: ActionRules
  package var zone: TimeZone
  /// At and above this probability an item is kept.
  package var keep: Double
  package var model: String
  /// Names this process.
  package var holder: String
  package var lease = Self.lease
  package var patience = Self.patience
  package var isRehearsed = false
  /// Whether a process is known to be gone: then nobody has to wait for its lease to end.
  package var isGone: @Sendable (_ holder: String) -> Bool = { _ in false }
  /// Why everything is held back, asked before each call; nil for nothing.
  package var stop: @Sendable () -> ActionStop? = { nil }
  /// By how much of the gap a send waits longer than it must, 0 … 1; drawn anew for each.
  package var sway: @Sendable () -> Double = { 0 }
  /// Told what happens, when it happens.
  package var tell: @Sendable (DispatchEvent) -> Void = { _ in }
  /// Told each place that is reached; throwing ends the dispatch there, as a kill would.
  package var reach: @Sendable (DispatchStep) async throws -> Void = { _ in }

  package init(
    rules: ActionRules, zone: TimeZone, keep: Double, model: String, holder: String
  ) {
    self.rules = rules
    self.zone = zone
    self.keep = keep
    self.model = model
    self.holder = holder
  }
}

/// Carries out what the ledger has.
package struct Dispatcher: Sendable {
  /// Calls of one dispatch on one account.
  private static let callsMax = 200
  /// Read back at a time.
  private static let looksMax = 100

  private let database: Database
  private let settings: DispatchSettings
  private let transports: ActionTransports
  private let makeClock: @Sendable () -> any DispatchClock

  package init(
    database: Database, settings: DispatchSettings, transports: @escaping ActionTransports,
    makeClock: @escaping @Sendable () -> any DispatchClock
  ) {
    self.database = database
    self.settings = settings
    self.transports = transports
    self.makeClock = makeClock
  }

  /// One dispatch on all accounts that have something to do, or on one.
  package func run(on only: AccountName? = nil) async throws -> DispatchReport {
    var report = DispatchReport()
    try await settings.reach(.begun)
    let now = makeClock().now()
    report.lapsed = try await database.lapseActions(
      of: database.actionHolders().filter(settings.isGone), at: now)
    try await settings.reach(.lapsed)
    report.expired = try await database.expireActions(at: now)
    for account in try await database.accountsWithActions() where only ?? account == account {
      guard let transport = transports(account) else {
        add(.signedOut(account), to: &report)
        continue
      }
      let errand = Errand(
        account: account, transport: transport, clock: makeClock(),
        automatic: try await automatic(account))
      try await run(errand, &report)
    }
    return report
  }

  /// One account's part of a dispatch.
  private struct Errand: Sendable {
    let account: AccountName
    let transport: any ActionTransport
    let clock: any DispatchClock
    let automatic: Set<ActionKind>
  }

  /// The kinds that may happen without asking now.
  private func automatic(_ account: AccountName) async throws -> Set<ActionKind> {
    var kinds: Set<ActionKind> = []
    for kind in settings.rules.automatic(of: account) {
      let certificate = try await database.certificate(
        kind, keep: settings.keep, model: settings.model)
      if certificate.isSufficient { kinds.insert(kind) }
    }
    return kinds
  }

  private func run(_ errand: Errand, _ report: inout DispatchReport) async throws {
    try await readBack(errand, &report)
    let before = report.events.count
    try await send(errand, &report)
    let isUnclear = report.events[before...].contains { event in
      if case .sent(_, .unclear, _) = event { true } else { false }
    }
    if isUnclear { try await readBack(errand, &report) }
  }

  // MARK: Reading back

  private func readBack(_ errand: Errand, _ report: inout DispatchReport) async throws {
    try Task.checkCancellation()
    let unclear = try await database.unclearActions(
      errand.account, at: errand.clock.now(), limit: Self.looksMax)
    for action in unclear {
      try Task.checkCancellation()
      let left = settings.patience - action.age
      if left > 0, !settings.isRehearsed { try await Task.sleep(for: .seconds(left)) }
      try await settings.reach(.lookingUp)
      let standing = await errand.transport.lookUp(action.order)
      try await settings.reach(.lookedUp)
      let isOurs = try await database.settle(
        action, standing, holder: settings.holder, at: errand.clock.now())
      try await settings.reach(.lookSettled)
      if standing == .gone { try await withdraw(action.order, at: errand.clock.now()) }
      add(isOurs ? .readBack(action.order, standing) : .late(action.order), to: &report)
    }
  }

  /// What the network says is no more is not kept here either.
  ///
  /// A server that cannot find a post by its name, or the trace of what was taken back, has said nothing of the post.
  private func withdraw(_ order: ActionOrder, at now: Date) async throws {
    let isNamed = order.target.network != .mastodon || !order.reference.isEmpty
    guard order.effect == .send, isNamed, !settings.isRehearsed else { return }
    _ = try await database.withdraw([order.target], at: now)
  }

  // MARK: Sending

  private func send(_ errand: Errand, _ report: inout DispatchReport) async throws {
    for _ in 0..<Self.callsMax {
      try Task.checkCancellation()
      switch try await claim(errand) {
      case .order(let order):
        try await settings.reach(.claimed)
        let outcome = try await carryOut(order, errand, &report)
        // Whoever cannot be reached now, or may have done it, is not asked for more.
        switch outcome {
        case .notSent, .unclear: return
        default: continue
        }
      case .wait(let moment):
        if try await errand.clock.wait(until: moment) { continue }
        return add(.waiting(errand.account, until: moment), to: &report)
      case .busy: return add(.busy(errand.account), to: &report)
      case .stopped(let stop): return add(.stopped(errand.account, stop), to: &report)
      case .idle: return
      }
    }
  }

  private func claim(_ errand: Errand) async throws -> ActionClaim {
    var terms = ActionTerms(
      account: errand.account, rules: settings.rules, automatic: errand.automatic,
      zone: settings.zone, holder: settings.holder, lease: settings.lease,
      isRehearsed: settings.isRehearsed)
    terms.stop = settings.stop()
    terms.sway = settings.sway()
    return try await database.claimAction(
      terms, token: UUID().uuidString, at: errand.clock.now())
  }

  private func carryOut(
    _ order: ActionOrder, _ errand: Errand, _ report: inout DispatchReport
  ) async throws -> ActionOutcome {
    // Neither as a part of this task: it may be cancelled, and a call that is cut off is one that nobody knows about, as
    // is one whose outcome nobody wrote down.
    let answer = await Task { await errand.transport.perform(order) }.value
    try await settings.reach(.performed)
    let now = errand.clock.now()
    let isOurs = try await Task { try await database.settle(order, answer, at: now) }.value
    try await settings.reach(.settled)
    if case .refused(.gone, _) = answer.outcome { try await withdraw(order, at: now) }
    add(isOurs ? .sent(order, answer.outcome, at: now) : .late(order), to: &report)
    return answer.outcome
  }

  private func add(_ event: DispatchEvent, to report: inout DispatchReport) {
    report.events.append(event)
    settings.tell(event)
  }
}
