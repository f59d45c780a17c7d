// What came of a call, written down by whoever made it, and what is found out about calls whose maker is gone. Every
// statement names the attempt that it settles: who was slower than their lease finds that it is no longer theirs.

package import Feed
package import FoundationEssentials
import Postgres
import Taste

/// An action whose last call may have had its effect or not.
package struct UnclearAction: Sendable, Hashable {
  package let order: ActionOrder
  /// How long ago the call ended, by the clock of the database.
  package let age: TimeInterval
}

extension Database {
  /// After so many refusals in a row an account is stopped.
  private static let refusalsMax = 5
  /// Seconds until a call that reached nobody is tried again; four times as long each time.
  private static let firstPause: TimeInterval = 15
  private static let longestPause: TimeInterval = 3_600
  /// Where a network does not say when.
  private static let throttlePause: TimeInterval = 900
  /// The bounds of what it may say: clocks differ, and headers lie.
  private static let throttleBounds: ClosedRange<TimeInterval> = 60...86_400

  /// Seconds before attempt `number` may be followed by another.
  package static func pause(after number: Int) -> TimeInterval {
    min(firstPause * Double(1 << (2 * min(max(0, number - 1), 10))), longestPause)
  }

  /// Settles a call; false when it was somebody else's to settle by then.
  package func settle(
    _ order: ActionOrder, _ answer: ActionAnswer, at now: Date
  ) async throws -> Bool {
    try await alone(with: order.account) { transaction in
      let outcome = Self.outcome(answer, at: now)
      try await transaction.execute(
        """
        UPDATE action_attempts SET ended_at = clock_timestamp(), outcome = \(outcome.name), status = \(answer.status),
          cost = CASE WHEN \(answer.outcome.isWithoutCall) THEN look_cost ELSE cost END,
          remaining = \(outcome.remaining), reset = \(outcome.reset), error = \(outcome.why)
        WHERE action = \(order.action) AND number = \(order.attempt) AND (outcome IS NULL OR outcome = 'lapsed')
        """)
      let settlement = Self.settlement(order, answer.outcome, at: now)
      let isOurs = try await Self.move(order, settlement, transaction, at: now)
      guard isOurs else { return false }
      if case .changed(let sight) = answer.outcome {
        try await Self.renew(order, sight, transaction)
      }
      try await Self.heed(order, answer.outcome, transaction, at: now)
      return true
    }
  }

  /// Writes what a network said when it was asked whether the effect is there; false when the row has moved on.
  package func settle(
    _ unclear: UnclearAction, _ standing: ActionStanding, holder: String, at now: Date
  ) async throws -> Bool {
    let order = unclear.order
    return try await alone(with: order.account) { transaction in
      let (name, why) = Self.name(standing)
      let begun = try await transaction.execute(
        """
        WITH looked AS (
          UPDATE actions SET attempts = attempts + 1
          WHERE id = \(order.action) AND attempts = \(order.attempt) AND state IN ('unknown', 'undoing')
          RETURNING id, account, attempts)
        INSERT INTO action_attempts (action, number, account, effect, token, holder, at, lease_until, ended_at,
          outcome, error)
        SELECT id, attempts, account, 'look', '', \(holder), \(now), clock_timestamp(), clock_timestamp(), \(name), \(why)
        FROM looked
        """)
      guard begun > 0 else { return false }
      let looked = order.numbered(order.attempt + 1)
      return try await Self.move(
        looked, Self.settlement(looked, standing, at: now), transaction, at: now)
    }
  }

  /// Calls whose process is gone become unclear: those whose lease is over, and those of `holders`; gives how many.
  package func lapseActions(of holders: [String], at now: Date) async throws -> Int {
    let rows = try await pool.query(
      """
      WITH lapsed AS (
        UPDATE action_attempts SET outcome = 'lapsed', ended_at = clock_timestamp(),
          error = 'the process ended before it could say what came of it'
        WHERE outcome IS NULL AND (lease_until < clock_timestamp() OR holder = ANY(\(holders)))
        RETURNING action, number),
      moved AS (
        UPDATE actions a SET state = CASE a.state WHEN 'sending' THEN 'unknown' ELSE a.state END,
          note = 'it is not known whether it happened'
        FROM lapsed l WHERE a.id = l.action AND a.attempts = l.number AND a.state IN ('sending', 'undoing')
        RETURNING a.id, a.account)
      INSERT INTO audit (at, who, what, account, action, detail)
      SELECT \(now), 'gleaner', 'unclear', account, id, 'its process ended' FROM moved RETURNING id
      """)
    return rows.count
  }

  /// The processes that have a call under way, as far as the ledger knows.
  package func actionHolders() async throws -> [String] {
    let rows = try await pool.query(
      "SELECT DISTINCT holder FROM action_attempts WHERE outcome IS NULL ORDER BY holder")
    return try rows.map { try $0.decode("holder", as: String.self) }
  }

  /// What has to be read back on an account, oldest first, at most `limit`.
  package func unclearActions(
    _ account: AccountName, at now: Date, limit: Int
  ) async throws -> [UnclearAction] {
    let rows = try await pool.query(
      """
      SELECT a.id, a.kind, a.uri, a.reference, a.version, a.remote, a.decided_at, a.attempts, a.state,
        extract(epoch FROM clock_timestamp() - coalesce(t.ended_at, t.began_at))::double precision AS age
      FROM actions a JOIN action_attempts t ON t.action = a.id AND t.number = a.attempts
      WHERE a.account = \(account.text) AND t.outcome IN ('unclear', 'lapsed')
        AND a.state IN ('unknown', 'undoing') AND (a.not_before IS NULL OR a.not_before <= \(now))
      ORDER BY a.id LIMIT \(limit)
      """)
    return try rows.compactMap { row in
      guard let kind = ActionKind(rawValue: try row.decode("kind", as: String.self)),
        let target = PostTarget(account.network, uri: try row.decode("uri", as: String.self))
      else { return nil }
      let isUndo =
        try row.decode("state", as: String.self) == ActionState.undoing.rawValue
      return UnclearAction(
        order: ActionOrder(
          action: try row.decode("id", as: Int64.self),
          attempt: try row.decode("attempts", as: Int.self), effect: isUndo ? .undo : .send,
          account: account, kind: kind, target: target,
          reference: try row.decode("reference", as: String.self),
          version: try row.decode("version", as: String.self),
          remote: try row.decode("remote", as: String?.self),
          decidedAt: try row.decode("decided_at", as: Date?.self) ?? now),
        age: try row.decode("age", as: Double.self))
    }
  }
}

// What an outcome means for the row.
extension Database {
  /// Where an action goes.
  fileprivate struct Settlement {
    var state: ActionState
    var notBefore: Date?
    var remote: String?
    var note: String?
    /// Whether it was so before the call: the person's own deed, where no earlier call can have done it.
    var wasThere = false
    /// For the record.
    var what: String
  }

  fileprivate static func settlement(
    _ order: ActionOrder, _ outcome: ActionOutcome, at now: Date
  ) -> Settlement {
    let isUndo = order.effect == .undo
    let back: ActionState = isUndo ? .undoing : .approved
    let later = now.addingTimeInterval(pause(after: order.attempt))
    switch outcome {
    case .done(let remote):
      return Settlement(
        state: isUndo ? .undone : .done, remote: remote, what: isUndo ? "undone" : "done")
    case .alreadyDone(let remote):
      return Settlement(
        state: isUndo ? .undone : .done, remote: remote, wasThere: !isUndo,
        what: isUndo ? "undone" : "done before")
    case .changed:
      return Settlement(
        state: .proposed, note: "the post was changed after it was approved", what: "asked again")
    case .left(let why):
      return Settlement(
        state: .failed, note: "nothing was sent: \(why)", what: "left alone")
    case .notSent(let why):
      return Settlement(state: back, notBefore: later, note: why, what: "not sent")
    case .throttled(let until, let why):
      return Settlement(
        state: back, notBefore: throttled(until, at: now), note: why, what: "told to wait")
    case .refused(.signedOut, let why):
      return Settlement(state: back, notBefore: later, note: why, what: "refused")
    case .refused(.gone, let why) where isUndo:
      return Settlement(state: .undone, note: why, what: "undone")
    case .refused(_, let why):
      return Settlement(state: isUndo ? .done : .failed, note: why, what: "refused")
    case .unclear(let why):
      return Settlement(state: isUndo ? .undoing : .unknown, note: why, what: "unclear")
    }
  }

  fileprivate static func settlement(
    _ order: ActionOrder, _ standing: ActionStanding, at now: Date
  ) -> Settlement {
    let isUndo = order.effect == .undo
    switch standing {
    case .done(let remote):
      return Settlement(
        state: isUndo ? .undoing : .done, remote: remote,
        what: isUndo ? "read back: still there" : "read back: done")
    case .notDone:
      return Settlement(
        state: isUndo ? .undone : .approved,
        notBefore: isUndo ? nil : now.addingTimeInterval(pause(after: order.attempt)),
        what: "read back: not done")
    case .gone:
      return Settlement(
        state: isUndo ? .undone : .failed, note: "the post is no more", what: "read back: gone")
    case .unclear(let why):
      return Settlement(
        state: isUndo ? .undoing : .unknown,
        notBefore: now.addingTimeInterval(pause(after: order.attempt)), note: why,
        what: "read back: unclear")
    }
  }

  /// Writes the new state if the row is still at this attempt.
  fileprivate static func move(
    _ order: ActionOrder, _ next: Settlement, _ transaction: Transaction, at now: Date
  ) async throws -> Bool {
    let origins = ActionState.allCases.filter {
      ($0.allows(next.state) || $0 == next.state)
        && (order.effect == .undo ? $0 == .undoing : $0 == .sending || $0 == .unknown)
    }
    let isOver = ![.approved, .proposed, .unknown, .undoing].contains(next.state)
    let rows = try await transaction.query(
      """
      UPDATE actions SET state = \(next.state.rawValue), not_before = \(next.notBefore),
        remote = coalesce(\(next.remote), remote), note = \(next.note),
        approved_by = CASE WHEN \(next.state == .proposed) THEN NULL ELSE approved_by END,
        by_hand = by_hand OR \(next.wasThere) AND NOT EXISTS (SELECT FROM action_attempts
          WHERE action = \(order.action) AND number < \(order.attempt) AND effect = 'send'
            AND outcome IN ('unclear', 'lapsed')),
        settled_at = CASE WHEN \(isOver) THEN \(now) ELSE settled_at END
      WHERE id = \(order.action) AND attempts = \(order.attempt) AND state = ANY(\(origins.map(\.rawValue)))
      RETURNING account
      """)
    guard let row = rows.first else { return false }
    try await note(
      next.what, by: "gleaner", on: order.action, row, transaction, detail: next.note, at: now)
    return true
  }

  /// A proposal is about the post as it is now.
  fileprivate static func renew(
    _ order: ActionOrder, _ sight: PostSight, _ transaction: Transaction
  ) async throws {
    try await transaction.execute(
      """
      WITH renewed AS (
        UPDATE actions SET version = \(sight.version), reference = \(sight.reference)
        WHERE id = \(order.action) RETURNING item)
      UPDATE posts p SET version = \(sight.version), reference = \(sight.reference)
      FROM renewed r WHERE p.item = r.item
      """)
  }

  /// What an answer means for the account: a sign-in that has ended, a verb that it may not use, refusal after refusal.
  fileprivate static func heed(
    _ order: ActionOrder, _ outcome: ActionOutcome, _ transaction: Transaction, at now: Date
  ) async throws {
    guard case .refused(let refusal, let why) = outcome else { return }
    switch refusal {
    case .signedOut:
      _ = try await stop(
        ActionStop(
          account: order.account, isPersons: false,
          why: "\(why): sign in again with 'gleaner accounts add', then 'gleaner actions resume'",
          at: now), transaction)
    case .incapable:
      _ = try await stop(
        ActionStop(
          account: order.account, kind: order.kind, isPersons: false,
          why:
            "\(order.account.network.name) does not let this account \(order.kind.rawValue): \(why)",
          at: now), transaction)
    case .gone, .invalid:
      guard try await isRefusedAlways(order.account, transaction) else { return }
      _ = try await stop(
        ActionStop(
          account: order.account, isPersons: false,
          why: "\(refusalsMax) refusals in a row, the last: \(why)", at: now), transaction)
    }
  }

  private static func isRefusedAlways(
    _ account: AccountName, _ transaction: Transaction
  ) async throws -> Bool {
    let rows = try await transaction.query(
      """
      SELECT count(*) FILTER (WHERE outcome = 'refused') AS refused FROM (
        SELECT outcome FROM action_attempts
        WHERE account = \(account.text) AND effect = 'send' AND outcome IN ('done', 'refused', 'unclear')
        ORDER BY ended_at DESC, action DESC, number DESC LIMIT \(refusalsMax)) t
      """)
    return try rows.first?.decode("refused", as: Int.self) == refusalsMax
  }

  private struct AttemptOutcome {
    var name: String
    var why: String?
    var remaining: Int?
    var reset: Date?
  }

  private static func outcome(_ answer: ActionAnswer, at now: Date) -> AttemptOutcome {
    let reset = answer.reset.map { throttled($0, at: now) }
    func told(_ name: String, _ why: String? = nil) -> AttemptOutcome {
      AttemptOutcome(name: name, why: why, remaining: answer.remaining, reset: reset)
    }
    return switch answer.outcome {
    case .done: told("done")
    case .alreadyDone: told("already")
    case .changed: told("changed")
    case .left(let why): told("left", why)
    case .notSent(let why): told("not_sent", why)
    case .throttled(let until, let why):
      AttemptOutcome(name: "throttled", why: why, remaining: 0, reset: throttled(until, at: now))
    case .refused(_, let why): told("refused", why)
    case .unclear(let why): told("unclear", why)
    }
  }

  private static func name(_ standing: ActionStanding) -> (String, String?) {
    switch standing {
    case .done: ("done", nil)
    case .notDone: ("not_done", nil)
    case .gone: ("gone", nil)
    case .unclear(let why): ("unclear", why)
    }
  }

  /// When a network that said "later" is asked again.
  private static func throttled(_ until: Date?, at now: Date) -> Date {
    let wait = until?.timeIntervalSince(now) ?? throttlePause
    return now.addingTimeInterval(
      min(max(wait, throttleBounds.lowerBound), throttleBounds.upperBound))
  }
}

extension ActionOutcome {
  /// Whether a look was all that was done.
  fileprivate var isWithoutCall: Bool {
    switch self {
    case .alreadyDone, .changed, .left: true
    default: false
    }
  }
}

extension ActionOrder {
  /// The same under the number of another attempt.
  fileprivate func numbered(_ attempt: Int) -> ActionOrder {
    ActionOrder(
      action: action, attempt: attempt, effect: effect, account: account, kind: kind,
      target: target, reference: reference, version: version, remote: remote, decidedAt: decidedAt)
  }
}
