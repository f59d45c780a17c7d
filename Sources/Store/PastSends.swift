// What an account has sent of late: what its limits are counted by.

package import Feed
package import FoundationEssentials
import Postgres
package import Taste

extension Database {
  /// Everything of the last day that may have reached the network, or has cost something.
  package func pastSends(of account: AccountName, at now: Date) async throws -> [PastSend] {
    try await pool.query(Self.pastSends(of: account, at: now)).map(Self.pastSend)
  }

  static func pastSends(of account: AccountName, at now: Date) -> SQL {
    """
    SELECT t.action, t.at, t.cost, t.sway, a.kind, a.author, a.thread,
      coalesce(t.outcome NOT IN ('already', 'changed', 'left'), true) AS is_sent
    FROM action_attempts t JOIN actions a ON a.id = t.action
    WHERE t.account = \(account.text) AND t.effect = 'send' AND t.at > \(now.addingTimeInterval(-ActionGate.memory))
      AND (t.outcome IS NULL OR t.outcome NOT IN ('not_sent', 'throttled'))
    """
  }

  static func pastSend(_ row: Row) throws -> PastSend {
    PastSend(
      at: try row.decode("at", as: Date.self), cost: try row.decode("cost", as: Double.self),
      subject: SendSubject(
        action: try row.decode("action", as: Int64.self),
        kind: ActionKind(rawValue: try row.decode("kind", as: String.self)),
        author: try row.decode("author", as: String?.self),
        thread: try row.decode("thread", as: String?.self)),
      sway: try row.decode("sway", as: Double.self),
      isSent: try row.decode("is_sent", as: Bool.self))
  }
}
