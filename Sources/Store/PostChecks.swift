// Which stored posts a network is to be asked about again: whoever keeps what others wrote has to notice when they take it
// back.

package import Feed
package import FoundationEssentials
import Postgres

extension Database {
  /// Posts of an account's timelines that nobody has heard of since `before`, and that came after `since`.
  ///
  /// What is shown, kept or waits for an answer comes first, then the newest.
  package func uncheckedPosts(
    of account: AccountName, seenBefore before: Date, since: Date, limit: Int
  ) async throws -> [PostTarget] {
    let rows = try await pool.query(
      """
      SELECT p.uri
      FROM posts p JOIN items i ON i.id = p.item
      LEFT JOIN LATERAL (\(Self.newestOfItem)) d ON true
      WHERE p.account = \(account.text) AND i.first_seen > \(since)
        AND greatest(p.seen_at, p.checked_at) < \(before)
      GROUP BY p.uri
      ORDER BY bool_or(coalesce(d.verdict, 'review') <> 'skip') DESC, max(i.id) DESC LIMIT \(limit)
      """)
    return try rows.compactMap {
      PostTarget(account.network, uri: try $0.decode("uri", as: String.self))
    }
  }

  /// How many posts of an account were asked about after a time: they were paid for.
  package func checkedPosts(of account: AccountName, since: Date) async throws -> Int {
    let rows = try await pool.query(
      """
      SELECT count(DISTINCT uri) AS n FROM posts
      WHERE account = \(account.text) AND checked_at > \(since)
      """)
    return try rows.first?.decode("n", as: Int.self) ?? 0
  }

  /// Notes that the network was asked about posts.
  package func markChecked(_ posts: [PostTarget], at now: Date) async throws {
    guard let network = posts.first?.network else { return }
    try await pool.execute(
      """
      UPDATE posts SET checked_at = \(now)
      WHERE network = \(network.rawValue) AND uri = ANY(\(posts.map(\.uri)))
      """)
  }
}

extension Database {
  /// The accounts through whose timelines posts of a network have come.
  package func accountsWithPosts(on network: Network) async throws -> [AccountName] {
    let rows = try await pool.query(
      "SELECT DISTINCT account FROM posts WHERE network = \(network.rawValue) ORDER BY account")
    return try rows.compactMap { AccountName(try $0.decode("account", as: String.self)) }
  }

  /// Timelines of an account that only wanted a sign-in are due now.
  package func hasten(timelinesOf account: AccountName, at now: Date) async throws {
    try await pool.execute(
      """
      UPDATE sources SET next_pull_at = \(now), failures = 0
      WHERE kind = \(account.network.rawValue) AND cause = 'login'
        AND right(address, \(account.text.count + 1)::int) = \("#" + account.text)
      """)
  }
}
