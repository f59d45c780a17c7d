// The table `decisions`: what was decided, why, and by which version of everything. Append-only; of an item the newest
// counts.

package import Feed
package import FoundationEssentials
import Postgres
package import Taste

/// A decision to be written.
package struct DecisionRecord: Sendable {
  package var item: Int64
  package var textHash: [UInt8]
  package var decision: Decision
  /// With all boosts; nil without a profile.
  package var logOdds: Double?
  package var rationale: Rationale

  package init(
    item: Int64, textHash: [UInt8], decision: Decision, logOdds: Double?,
    rationale: Rationale = Rationale()
  ) {
    self.item = item
    self.textHash = textHash
    self.decision = decision
    self.logOdds = logOdds
    self.rationale = rationale
  }
}

/// Which versions decide: the hash of all of them, and those that are numbered.
package struct DecisionBasis: Sendable, Hashable {
  package let hash: [UInt8]
  /// Nil while nothing is known of the person.
  package let profile: Int64?
  package let model: String
  /// Items first seen before keep the decision that they have, whatever made it; nil for none.
  package let horizon: Date?

  package init(hash: [UInt8], profile: Int64?, model: String, horizon: Date? = nil) {
    self.hash = hash
    self.profile = profile
    self.model = model
    self.horizon = horizon
  }
}

/// An item that waits for a decision, with what a decision needs.
package struct UndecidedItem: Sendable {
  package let id: Int64
  package let item: Item
  package let source: Int64
  package let firstSeen: Date
  package let textHash: [UInt8]
  package let vector: Vector
}

extension Database {
  /// Items with a vector whose newest decision has another basis or judged another text, by number from after `last`.
  package func undecidedItems(
    _ basis: DecisionBasis, after last: Int64 = 0, limit: Int
  ) async throws -> [UndecidedItem] {
    let rows = try await pool.query(
      """
      SELECT i.id, i.source, i.external_id, i.url, i.title, i.text, i.author, i.language, i.tags,
        i.published, i.position, i.first_seen, i.text_hash, v.embedding AS vector,
        \(Self.ruleColumns)
      \(Self.undecided(basis)) AND i.id > \(last) ORDER BY i.id LIMIT \(limit)
      """)
    return try rows.map(Self.undecidedItem)
  }

  /// How many ``undecidedItems(_:after:limit:)`` there are.
  package func undecidedCount(_ basis: DecisionBasis) async throws -> Int {
    let rows = try await pool.query("SELECT count(*) AS n \(Self.undecided(basis))")
    return try rows.first?.decode("n", as: Int.self) ?? 0
  }

  /// Appends decisions, but for items that the person has decided or that this basis has, in the meantime.
  package func append(
    _ records: [DecisionRecord], basis: DecisionBasis, at now: Date
  ) async throws {
    let reasons = try records.map { try $0.rationale.json() }
    try await atomically(.decision) { database in
      _ = try await database.pool.execute(Self.insertion(records, reasons, basis, at: now))
    }
  }

  private static func insertion(
    _ records: [DecisionRecord], _ reasons: [String], _ basis: DecisionBasis, at now: Date
  ) -> SQL {
    """
    INSERT INTO decisions (item, basis, profile, model, verdict, stage, reason, rule, probability,
      uncertainty, log_odds, contributions, text_hash, decided_at)
    SELECT n.item, \(basis.hash), \(basis.profile), \(basis.model), n.verdict, n.stage, n.reason, n.rule,
      n.probability, n.uncertainty, n.log_odds, n.contributions::jsonb, n.text_hash, \(now)
    FROM unnest(\(records.map(\.item)), \(records.map(\.decision.verdict.rawValue)),
      \(records.map(\.decision.stage.rawValue)), \(records.map(\.decision.reason)),
      \(records.map(\.decision.ruleName)), \(records.map(\.decision.probability)), \(records.map(\.decision.uncertainty)),
      \(records.map(\.logOdds)), \(reasons), \(records.map(\.textHash)))
      AS n (item, verdict, stage, reason, rule, probability, uncertainty, log_odds, contributions, text_hash)
    LEFT JOIN LATERAL (
      SELECT basis, text_hash, stage FROM decisions WHERE item = n.item ORDER BY id DESC LIMIT 1) d ON true
    WHERE d.stage IS NULL OR d.stage <> 'person'
      AND (d.basis, d.text_hash) IS DISTINCT FROM (\(basis.hash), n.text_hash)
    """
  }

  private static func undecided(_ basis: DecisionBasis) -> SQL {
    """
    FROM items i
    JOIN vectors v ON v.model = \(basis.model) AND v.owner = 'item' AND v.owner_id = i.id
    LEFT JOIN LATERAL (\(newestOfItem)) d ON true
    WHERE i.compared AND i.duplicate_of IS NULL AND (d.stage IS NULL OR d.stage <> 'person'
      AND (d.text_hash <> i.text_hash OR d.basis <> \(basis.hash)
        AND (\(basis.horizon)::timestamptz IS NULL OR i.first_seen > \(basis.horizon))))
    """
  }

  private static func undecidedItem(_ row: Row) throws -> UndecidedItem {
    var item = Item(
      externalID: try row.decode("external_id", as: String.self),
      url: try row.decode("url", as: String?.self),
      title: try row.decode("title", as: String.self),
      text: try row.decode("text", as: String.self),
      author: try row.decode("author", as: String?.self),
      language: try row.decode("language", as: String?.self),
      tags: try row.decode("tags", as: [String].self),
      published: try row.decode("published", as: Date?.self),
      position: try row.decode("position", as: Int.self))
    (item.traits, item.engagement) = (try traits(row), try engagement(row))
    return UndecidedItem(
      id: try row.decode("id", as: Int64.self), item: item,
      source: try row.decode("source", as: Int64.self),
      firstSeen: try row.decode("first_seen", as: Date.self),
      textHash: try row.decode("text_hash", as: [UInt8].self),
      vector: Vector(unit: try row.decode("vector", as: [Float].self)))
  }
}
