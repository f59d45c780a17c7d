// A claim: the one transaction in which everything is asked that could forbid a call, and which ends with the call
// written down as under way. Nothing opens a socket without it.

package import Feed
package import FoundationEssentials
import Postgres
package import Taste

/// Who asks for work on an account, and under which terms.
package struct ActionTerms: Sendable {
  package let account: AccountName
  package let rules: ActionRules
  /// The kinds that may happen without asking, by the settings and by a certificate that holds now.
  package let automatic: Set<ActionKind>
  package let zone: TimeZone
  /// Names the process.
  package let holder: String
  /// For how long a call may take at most; by the clock of the database.
  package let lease: Duration
  package let isRehearsed: Bool
  /// By how much of the gap the next send waits longer than it must, 0 … 1.
  package var sway = 0.0
  /// What holds all actions back beside the stops of the store.
  package var stop: ActionStop?

  package init(
    account: AccountName, rules: ActionRules, automatic: Set<ActionKind>, zone: TimeZone,
    holder: String, lease: Duration, isRehearsed: Bool = false
  ) {
    self.account = account
    self.rules = rules
    self.automatic = automatic
    self.zone = zone
    self.holder = holder
    self.lease = lease
    self.isRehearsed = isRehearsed
  }
}

/// What a claim gives.
package enum ActionClaim: Sendable, Hashable {
  case order(ActionOrder)
  /// Nothing may go before.
  case wait(until: Date)
  /// A call on this account is under way elsewhere.
  case busy
  case stopped(ActionStop)
  /// Nothing is left to do.
  case idle
}

extension Database {
  /// So many approved actions are looked at for one that may go.
  private static let candidatesMax = 200

  /// Claims the next call of an account, or says why there is none.
  ///
  /// `token` names this claim alone: one that is repeated because its end got lost finds what it had claimed.
  package func claimAction(
    _ terms: ActionTerms, token: String, at now: Date
  ) async throws -> ActionClaim {
    try await alone(with: terms.account) { transaction in
      let context = ClaimContext(terms: terms, token: token, now: now, transaction: transaction)
      if let claimed = try await context.claimedBefore() { return .order(claimed) }
      if try await context.isBusy() { return .busy }
      try await Self.withdrawEdited(.of(terms.account), transaction, at: now)
      try await context.withdrawAutomatic()
      try await context.expire()
      let stops = try await context.stops()
      if let rest = try await context.restUntil() { return .wait(until: rest) }
      if !stops.contains(where: { !$0.isPersons && $0.kind == nil }),
        let order = try await context.claimUndo()
      {
        return .order(order)
      }
      let hasWork = try await context.hasApproved()
      if let stop = stops.first(where: { $0.kind == nil }) {
        return hasWork ? .stopped(stop) : .idle
      }
      return try await context.claimSend(stops, limit: Self.candidatesMax)
    }
  }

  /// Runs `body` in a transaction that no other of the same account runs beside.
  func alone<Value: Sendable>(
    with account: AccountName, _ body: (Transaction) async throws -> Value
  ) async throws -> Value {
    try await pool.transaction { transaction in
      // A rehearsal would hold its turn until its end.
      if !pool.keepsNothing {
        try await transaction.execute(
          "SELECT pg_advisory_xact_lock(\(Self.accountLock), hashtext(\(account.text)))")
      }
      return try await body(transaction)
    }
  }

  /// "acts", to tell these locks from others.
  private static let accountLock: Int32 = 0x6163_7473
}

/// One claim on its way.
private struct ClaimContext: Sendable {
  let terms: ActionTerms
  let token: String
  let now: Date
  let transaction: Transaction

  private var account: String { terms.account.text }

  /// What this very claim had committed before its connection broke.
  func claimedBefore() async throws -> ActionOrder? {
    let rows = try await transaction.query(
      """
      SELECT \(Self.orderColumns), t.number, t.effect, t.look_cost FROM action_attempts t JOIN actions a ON a.id = t.action
      WHERE t.account = \(account) AND t.token = \(token) AND t.outcome IS NULL
      """)
    return try rows.first.flatMap { row in
      let effect = ActionEffect(rawValue: try row.decode("effect", as: String.self)) ?? .send
      var order = try order(row, effect, number: try row.decode("number", as: Int.self))
      order?.looks =
        try terms.account.network != .x || row.decode("look_cost", as: Double.self) > 0
      return order
    }
  }

  func isBusy() async throws -> Bool {
    let rows = try await transaction.query(
      "SELECT 1 FROM action_attempts WHERE account = \(account) AND outcome IS NULL LIMIT 1")
    return !rows.isEmpty
  }

  /// Leave to act without asking that was withdrawn, or whose certificate has gone, is no leave; and what is kept no more
  /// was not meant.
  func withdrawAutomatic() async throws {
    let kinds = terms.automatic.map(\.rawValue).sorted()
    try await transaction.execute(
      """
      WITH withdrawn AS (
        UPDATE actions SET state = 'proposed', approved_by = NULL,
          note = CASE WHEN kind <> ALL(\(kinds)) THEN 'there is no leave to act without asking any more'
            ELSE 'it is not kept any more' END
        WHERE account = \(account) AND state = 'approved' AND approved_by = 'policy'
          AND (kind <> ALL(\(kinds)) OR 'keep' <> (
            SELECT verdict FROM decisions WHERE item = actions.item ORDER BY decisions.id DESC LIMIT 1))
        RETURNING id, account, note)
      INSERT INTO audit (at, who, what, account, action, detail)
      SELECT \(now), 'gleaner', 'asked again', account, id, note FROM withdrawn
      """)
  }

  func expire() async throws {
    try await transaction.execute(Database.expiry(at: now, of: account))
  }

  func stops() async throws -> [ActionStop] {
    let rows = try await transaction.query(
      """
      SELECT * FROM action_stops
      WHERE lifted_at IS NULL AND (account IS NULL OR account = \(account)) ORDER BY id
      """)
    return try [terms.stop].compactMap(\.self) + rows.map(Database.actionStop)
  }

  /// Until when the network wants to be left alone.
  func restUntil() async throws -> Date? {
    let rows = try await transaction.query(
      """
      SELECT max(reset) AS reset FROM action_attempts
      WHERE account = \(account) AND remaining = 0 AND reset > \(now)
        AND reset < \(now.addingTimeInterval(2 * 86_400))
      """)
    return try rows.first?.decode("reset", as: Date?.self)
  }

  func hasApproved() async throws -> Bool {
    let rows = try await transaction.query(
      "SELECT 1 FROM actions WHERE account = \(account) AND state = 'approved' LIMIT 1")
    return !rows.isEmpty
  }

  /// An undo is the person's own wish: it waits for no hour and no cap, but for an unclear call to be read back.
  func claimUndo() async throws -> ActionOrder? {
    let rows = try await transaction.query(
      """
      SELECT \(Self.orderColumns) FROM actions a
      LEFT JOIN action_attempts t ON t.action = a.id AND t.number = a.attempts
      WHERE a.account = \(account) AND a.state = 'undoing'
        AND (a.not_before IS NULL OR a.not_before <= \(now))
        AND (t.outcome IS NULL OR t.outcome NOT IN ('unclear', 'lapsed'))
      ORDER BY a.id LIMIT 1
      """)
    guard let row = rows.first, let order = try order(row, .undo, number: nil) else { return nil }
    return try await begin(order, Price(effect: cost(of: order)), from: .undoing, to: .undoing)
  }

  /// The first that may go: the person's own first, then what is wanted most.
  func claimSend(_ stops: [ActionStop], limit: Int) async throws -> ActionClaim {
    let stopped = Set(stops.compactMap(\.kind))
    let kinds = terms.rules.kinds(of: terms.account).filter { !stopped.contains($0) }
    let rows = try await transaction.query(
      """
      SELECT \(Self.orderColumns), a.not_before, a.expires_at, a.author, a.thread, p.seen_at FROM actions a
      LEFT JOIN decisions d ON d.id = a.decision
      LEFT JOIN posts p ON p.item = a.item
      WHERE a.account = \(account) AND a.state = 'approved' AND a.kind = ANY(\(kinds.map(\.rawValue)))
      ORDER BY coalesce(a.not_before, '-infinity') > \(now), a.approved_by = 'policy',
        d.probability DESC NULLS LAST, a.id
      LIMIT \(limit)
      """)
    let gate = ActionGate(try await past(), limits: terms.rules.limits, zone: terms.zone)
    var next: Date?
    for row in rows {
      guard var order = try order(row, .send, number: nil) else { continue }
      var price = Price(
        effect: cost(of: order), look: try lookPrice(row))
      var answer = gate.answer(try wish(row, order, price), now: now)
      if answer != .now, price.look > 0 {
        // Where the money does not suffice for a look, it goes without one.
        price.look = 0
        answer = gate.answer(try wish(row, order, price), now: now)
      }
      switch answer {
      case .expired: continue
      case .notBefore(let date): next = min(next ?? date, date)
      case .now:
        order.looks = terms.account.network != .x || price.look > 0
        guard let begun = try await begin(order, price, from: .approved, to: .sending) else {
          continue
        }
        return .order(begun)
      }
    }
    if let next { return .wait(until: next) }
    guard rows.isEmpty, let stop = stops.first(where: { $0.kind != nil }), try await hasApproved()
    else { return .idle }
    return .stopped(stop)
  }

  /// What a call costs.
  private struct Price {
    var effect: Double
    var look = 0.0

    var whole: Double { effect + look }
  }

  /// What a look at the post would cost, where one is wanted.
  private func lookPrice(_ row: Row) throws -> Double {
    let network = terms.account.network
    let seen = try row.decode("seen_at", as: Date?.self)
    return ActionLook.isWanted(on: network, seen: seen, now: now)
      ? ActionPrice.look(on: network) : 0
  }

  private func wish(_ row: Row, _ order: ActionOrder, _ price: Price) throws -> SendWish {
    SendWish(
      notBefore: try row.decode("not_before", as: Date?.self),
      expires: try row.decode("expires_at", as: Date.self), cost: price.whole,
      subject: SendSubject(
        action: order.action, kind: order.kind, author: try row.decode("author", as: String?.self),
        thread: try row.decode("thread", as: String?.self)))
  }

  private func past() async throws -> [PastSend] {
    try await transaction.query(Database.pastSends(of: terms.account, at: now))
      .map(Database.pastSend)
  }

  private func begin(
    _ order: ActionOrder, _ price: Price, from: ActionState, to: ActionState
  ) async throws -> ActionOrder? {
    let rows = try await transaction.query(
      """
      WITH begun AS (
        UPDATE actions SET state = \(to.rawValue), attempts = attempts + 1
        WHERE id = \(order.action) AND state = \(from.rawValue) AND attempts = \(order.attempt - 1)
        RETURNING id, account, attempts)
      INSERT INTO action_attempts (action, number, account, effect, is_rehearsed, token, holder, at, lease_until, cost,
        look_cost, sway)
      SELECT id, attempts, account, \(order.effect.rawValue), \(terms.isRehearsed), \(token), \(terms.holder), \(now),
        clock_timestamp() + \(Double(terms.lease.components.seconds)) * interval '1 second', \(price.whole),
        \(price.look), \(terms.sway)
      FROM begun RETURNING number
      """)
    return rows.isEmpty ? nil : order
  }

  private func cost(of order: ActionOrder) -> Double {
    ActionPrice.of(order.kind, order.effect, on: order.target.network)
  }

  private static var orderColumns: SQL {
    "a.id, a.kind, a.uri, a.reference, a.version, a.remote, a.decided_at, a.attempts"
  }

  private func order(_ row: Row, _ effect: ActionEffect, number: Int?) throws -> ActionOrder? {
    guard let kind = ActionKind(rawValue: try row.decode("kind", as: String.self)),
      let target = PostTarget(
        terms.account.network, uri: try row.decode("uri", as: String.self))
    else { return nil }
    return ActionOrder(
      action: try row.decode("id", as: Int64.self),
      attempt: try number ?? row.decode("attempts", as: Int.self) + 1, effect: effect,
      account: terms.account, kind: kind, target: target,
      reference: try row.decode("reference", as: String.self),
      version: try row.decode("version", as: String.self),
      remote: try row.decode("remote", as: String?.self),
      decidedAt: try row.decode("decided_at", as: Date?.self) ?? now)
  }
}

extension Database {
  /// Voids what was not approved, or not sent, in time; gives how many.
  package func expireActions(at now: Date) async throws -> Int {
    try await pool.query(Self.expiry(at: now, of: nil)).count
  }

  fileprivate static func expiry(at now: Date, of account: String?) -> SQL {
    """
    WITH expired AS (
      UPDATE actions SET state = 'expired', settled_at = \(now),
        note = CASE state WHEN 'proposed' THEN 'nobody approved it in time' ELSE 'its time did not come' END
      WHERE state IN ('proposed', 'approved') AND expires_at <= \(now)
        AND (\(account)::text IS NULL OR account = \(account))
      RETURNING id, account, note)
    INSERT INTO audit (at, who, what, account, action, detail)
    SELECT \(now), 'gleaner', 'expired', account, id, note FROM expired RETURNING id
    """
  }
}
