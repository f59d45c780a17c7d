// What happened to one item: each decision, each word of the person, and who else told the story.

package import FoundationEssentials
import Postgres
package import Taste

/// One thing that happened to an item.
package struct ItemEvent: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case decided(Verdict, DecisionStage, reason: String, probability: Double?, profile: Int64?)
    /// A label; `isWithdrawn` where it was taken back.
    case said(label: String, origin: String, reason: String?, isWithdrawn: Bool)
  }

  package let at: Date
  package let kind: Kind

  package init(at: Date, kind: Kind) {
    self.at = at
    self.kind = kind
  }
}

/// An item that tells the same story.
package struct Retelling: Sendable, Hashable {
  package let id: Int64
  package let title: String
  package let sourceName: String
  package let url: String?

  package init(id: Int64, title: String, sourceName: String, url: String?) {
    self.id = id
    self.title = title
    self.sourceName = sourceName
    self.url = url
  }
}

extension Database {
  /// What happened to an item, newest first, at most `limit` of each kind.
  package func history(of item: Int64, limit: Int = 50) async throws -> [ItemEvent] {
    let events = try await decisions(of: item, limit) + labels(of: item, limit)
    return events.sorted { $0.at > $1.at }
  }

  private func decisions(of item: Int64, _ limit: Int) async throws -> [ItemEvent] {
    let rows = try await pool.query(
      """
      SELECT verdict, stage, reason, probability, profile, decided_at FROM decisions
      WHERE item = \(item) ORDER BY id DESC LIMIT \(limit)
      """)
    return try rows.compactMap { row in
      guard let verdict = Verdict(rawValue: try row.decode("verdict", as: String.self)),
        let stage = DecisionStage(rawValue: try row.decode("stage", as: String.self))
      else { return nil }
      return ItemEvent(
        at: try row.decode("decided_at", as: Date.self),
        kind: .decided(
          verdict, stage, reason: try row.decode("reason", as: String.self),
          probability: try row.decode("probability", as: Double?.self),
          profile: try row.decode("profile", as: Int64?.self)))
    }
  }

  private func labels(of item: Int64, _ limit: Int) async throws -> [ItemEvent] {
    let rows = try await pool.query(
      """
      SELECT f.label, f.origin, f.reason, f.given_at,
        EXISTS (SELECT FROM feedback w WHERE w.withdraws = f.id) AS is_withdrawn
      FROM feedback f WHERE f.item = \(item) AND f.withdraws IS NULL ORDER BY f.id DESC LIMIT \(limit)
      """)
    return try rows.map { row in
      ItemEvent(
        at: try row.decode("given_at", as: Date.self),
        kind: .said(
          label: try row.decode("label", as: String.self),
          origin: try row.decode("origin", as: String.self),
          reason: try row.decode("reason", as: String?.self),
          isWithdrawn: try row.decode("is_withdrawn", as: Bool.self)))
    }
  }

  /// The items that tell the story of `item` again.
  package func retellings(of item: Int64, limit: Int = 20) async throws -> [Retelling] {
    let rows = try await pool.query(
      """
      SELECT i.id, coalesce(nullif(i.title, ''), left(i.text, 120)) AS title, i.url,
        coalesce(s.name, nullif(s.title, ''), s.address) AS source_name
      FROM items i JOIN sources s ON s.id = i.source
      WHERE i.duplicate_of = \(item) ORDER BY i.id LIMIT \(limit)
      """)
    return try rows.map { row in
      Retelling(
        id: try row.decode("id", as: Int64.self), title: try row.decode("title", as: String.self),
        sourceName: try row.decode("source_name", as: String.self),
        url: try row.decode("url", as: String?.self))
    }
  }
}
