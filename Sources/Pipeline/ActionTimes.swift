// When actions may go at the earliest, each by itself: as caps, gaps, quiet hours and the budget of its account allow.

package import FoundationEssentials
import Feed
package import Store
package import Taste

/// Looks up when actions may go.
package enum ActionTimes {
  /// By number; what is not to be sent any more, or would expire before, is left out.
  package static func earliest(
    _ rows: [ActionRow], _ database: Database, rules: ActionRules, zone: TimeZone, now: Date
  ) async throws -> [Int64: Date] {
    let waiting = rows.filter { $0.state == .proposed || $0.state == .approved }
    var times: [Int64: Date] = [:]
    for account in Set(waiting.map(\.account)) {
      let gate = ActionGate(
        try await database.pastSends(of: account, at: now), limits: rules.limits, zone: zone)
      for row in waiting where row.account == account {
        times[row.id] = earliest(row, gate, rules, now)
      }
    }
    return times
  }

  private static func earliest(
    _ row: ActionRow, _ gate: ActionGate, _ rules: ActionRules, _ now: Date
  ) -> Date? {
    let isAsked = row.state == .proposed
    let wish = SendWish(
      notBefore: row.notBefore,
      expires: isAsked ? now.addingTimeInterval(rules.limits.expiry) : row.expires,
      cost: ActionPrice.of(row.kind, .send, on: row.account.network),
      subject: SendSubject(action: row.id, kind: row.kind, author: nil, thread: nil))
    return switch gate.answer(wish, now: now) {
    case .now: now
    case .notBefore(let date): date
    case .expired: nil
    }
  }
}
