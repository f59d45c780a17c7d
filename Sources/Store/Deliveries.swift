// The tables `deliveries`, `delivery_stops`, `link_keys` and `feed_keys`: what has left the house, what may not, and what
// others prove themselves with.

package import FoundationEssentials
import Postgres

/// A way by which digests leave.
package enum DeliveryChannel: String, Sendable, Hashable, CaseIterable {
  case mail, webhook
}

/// How far a delivery is.
package enum DeliveryState: String, Sendable, Hashable {
  /// Under way, or cut off while it was.
  case sending
  case sent
  /// Surely not sent; tried again at its time.
  case waiting
  /// Surely not sent, and given up.
  case failed
  /// It may have arrived; not sent again.
  case unknown
}

/// A digest on one channel.
package struct DeliveryRow: Sendable, Hashable {
  package let digest: Int64
  package let channel: DeliveryChannel
  package let state: DeliveryState
  package let attempts: Int
  package let endedAt: Date?
  package let note: String?
}

extension Database {
  /// After so long nobody is at it any more: no call of ours lasts a fifth of it.
  private static let leaseSeconds = 600

  /// Claims a digest for a channel: true where it is now written down as under way, and has to be sent.
  ///
  /// False where it was sent, failed for good, waits for its time, or may have been sent.
  package func claimDelivery(
    _ digest: Int64, _ channel: DeliveryChannel, at now: Date
  ) async throws -> Bool {
    let rows = try await pool.query(
      """
      INSERT INTO deliveries (digest, channel, state, attempts, begun_at)
      VALUES (\(digest), \(channel.rawValue), 'sending', 1, clock_timestamp())
      ON CONFLICT (digest, channel) DO UPDATE
        SET state = 'sending', attempts = deliveries.attempts + 1, begun_at = clock_timestamp(),
          not_before = NULL, note = NULL
        WHERE deliveries.state = 'waiting' AND deliveries.not_before <= \(now)
      RETURNING attempts
      """)
    return !rows.isEmpty
  }

  /// What was cut off while it was sent may have arrived: gives those digests, each once.
  package func doubtDeliveries(_ note: String, at now: Date) async throws -> [DeliveryRow] {
    try await deliveries(
      """
      UPDATE deliveries SET state = 'unknown', ended_at = \(now), note = \(note)
      WHERE state = 'sending'
        AND begun_at < clock_timestamp() - make_interval(secs => \(Self.leaseSeconds))
      RETURNING digest, channel, state, attempts, ended_at, note
      """)
  }

  /// Writes down how a delivery ended; `again` is when one that waits is tried again.
  package func settleDelivery(
    _ digest: Int64, _ channel: DeliveryChannel, _ state: DeliveryState, note: String?,
    again: Date? = nil, at now: Date
  ) async throws {
    try await pool.execute(
      """
      UPDATE deliveries SET state = \(state.rawValue), note = \(note), not_before = \(again),
        ended_at = \(now)
      WHERE digest = \(digest) AND channel = \(channel.rawValue) AND state = 'sending'
      """)
  }

  /// How far a digest is on each channel.
  package func deliveries(ofDigest number: Int64) async throws -> [DeliveryRow] {
    try await deliveries(
      """
      SELECT digest, channel, state, attempts, ended_at, note FROM deliveries
      WHERE digest = \(number) ORDER BY channel
      """)
  }

  private func deliveries(_ query: SQL) async throws -> [DeliveryRow] {
    try await pool.query(query).compactMap { row in
      guard let channel = DeliveryChannel(rawValue: try row.decode("channel", as: String.self)),
        let state = DeliveryState(rawValue: try row.decode("state", as: String.self))
      else { return nil }
      return DeliveryRow(
        digest: try row.decode("digest", as: Int64.self), channel: channel, state: state,
        attempts: try row.decode("attempts", as: Int.self),
        endedAt: try row.decode("ended_at", as: Date?.self),
        note: try row.decode("note", as: String?.self))
    }
  }

  /// Whether the person turned a channel off, and when.
  package func deliveryStop(_ channel: DeliveryChannel) async throws -> Date? {
    let rows = try await pool.query(
      "SELECT stopped_at FROM delivery_stops WHERE channel = \(channel.rawValue)")
    return try rows.first?.decode("stopped_at", as: Date.self)
  }

  /// Turns a channel off, or on again.
  package func setDelivery(_ channel: DeliveryChannel, isOn: Bool, at now: Date) async throws {
    if isOn {
      try await pool.execute("DELETE FROM delivery_stops WHERE channel = \(channel.rawValue)")
    } else {
      try await pool.execute(
        """
        INSERT INTO delivery_stops (channel, stopped_at) VALUES (\(channel.rawValue), \(now))
        ON CONFLICT DO NOTHING
        """)
    }
  }

  /// What links are signed with; `fresh` becomes it where there is none yet.
  package func linkKey(orKeep fresh: [UInt8]) async throws -> [UInt8] {
    try await pool.execute(
      "INSERT INTO link_keys (key) VALUES (\(fresh)) ON CONFLICT DO NOTHING")
    let rows = try await pool.query("SELECT key FROM link_keys")
    return try rows.first?.decode("key", as: [UInt8].self) ?? fresh
  }

  /// Makes the address with this secret the one of the curated feed.
  ///
  /// The one before it is none any more; nil ends it.
  package func setFeedKey(_ hash: [UInt8]?, at now: Date) async throws {
    guard let hash else {
      try await pool.execute("DELETE FROM feed_keys")
      return
    }
    try await pool.execute(
      """
      INSERT INTO feed_keys (hash, made_at) VALUES (\(hash), \(now))
      ON CONFLICT (single) DO UPDATE SET hash = excluded.hash, made_at = excluded.made_at
      """)
  }

  /// Whether this is the secret of the feed's address.
  package func isFeedKey(_ hash: [UInt8]) async throws -> Bool {
    try await !pool.query("SELECT true AS is_known FROM feed_keys WHERE hash = \(hash)").isEmpty
  }

  /// When the feed's address was made; nil where there is none.
  package func feedKeyTime() async throws -> Date? {
    let rows = try await pool.query("SELECT made_at FROM feed_keys")
    return try rows.first?.decode("made_at", as: Date.self)
  }
}
