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
  /// Where no rule looks at it, nothing but its title and the beginning of its text.
  package let item: Item
  package let source: Int64
  package let textHash: [UInt8]
  package let vector: Vector
}

extension Database {
  /// Items with a vector whose newest decision has another basis or judged another text, in order.
  package func undecided(_ basis: DecisionBasis) async throws -> [Int64] {
    let rows = try await pool.query("SELECT i.id \(Self.undecided(basis)) ORDER BY i.id")
    return try rows.map { try $0.decode(0, as: Int64.self) }
  }

  /// Those of the items that have a vector of `model`; `forRules` with all that rules look at.
  ///
  /// `ids` are in order, and so is what comes: then both tables are read along, and nothing is looked up.
  package func undecidedItems(
    _ ids: [Int64], model: String, forRules: Bool
  ) async throws -> [UndecidedItem] {
    let facts: SQL = """
      i.title, i.text, i.external_id, i.url, i.author, i.language, i.tags, i.published, i.position,
        \(Self.ruleColumns)
      """
    let rows = try await pool.query(
      """
      SELECT i.id, i.source, i.text_hash, v.embedding,
        \(forRules ? facts : "i.title, left(i.text, \(Candidate.lettersMax)::int) AS text")
      FROM items i
      JOIN vectors v ON v.model = \(model) AND v.owner = 'item' AND v.owner_id = i.id
      WHERE i.id = ANY(\(ids)) AND v.owner_id BETWEEN \(ids.first) AND \(ids.last) ORDER BY i.id
      """)
    return try rows.map { row in
      UndecidedItem(
        id: try row.decode(0, as: Int64.self),
        item: try forRules ? Self.judgedItem(row) : Self.scoredItem(row),
        source: try row.decode(1, as: Int64.self), textHash: try row.decode(2, as: [UInt8].self),
        vector: Vector(unit: try row.decode(3, as: [Float].self)))
    }
  }

  /// Appends decisions, but for items that the person has decided or that this basis has, in the meantime.
  ///
  /// `isAnew` are those that this basis has and that say something else now.
  package func append(
    _ records: [DecisionRecord], basis: DecisionBasis, at now: Date, isAnew: Bool = false
  ) async throws {
    let sql = Self.insertion(records, basis, at: now, isAnew: isAnew)
    try await atomically(.decision) { database in
      _ = try await database.pool.execute(sql)
    }
  }

  /// What decisions say beside their numbers: most say the same, and it is sent and read once.
  private struct Saying: Hashable {
    let decision: Decision
    let rationale: Rationale

    init(_ record: DecisionRecord) {
      var decision = record.decision
      (decision.probability, decision.uncertainty) = (nil, nil)
      self.decision = decision
      rationale = record.rationale
    }
  }

  private static func insertion(
    _ records: [DecisionRecord], _ basis: DecisionBasis, at now: Date, isAnew: Bool
  ) -> SQL {
    let isOther: SQL =
      isAnew
      ? """
      (d.stage, d.verdict, d.reason, d.contributions->'judge')
        IS DISTINCT FROM (s.stage, s.verdict, s.reason, s.contributions->'judge')
      """
      : "(d.basis, d.text_hash) IS DISTINCT FROM (\(basis.hash), n.text_hash)"
    var sayings: [Saying] = []
    var places: [Saying: Int] = [:]
    let said = records.map { record in
      let saying = Saying(record)
      if let place = places[saying] { return place }
      sayings.append(saying)
      places[saying] = sayings.count
      return sayings.count
    }
    return """
      INSERT INTO decisions (item, basis, profile, model, verdict, stage, reason, rule, probability,
        uncertainty, log_odds, contributions, text_hash, decided_at)
      SELECT n.item, \(basis.hash), \(basis.profile), \(basis.model), s.verdict, s.stage, s.reason, s.rule,
        n.probability, n.uncertainty, n.log_odds, s.contributions, n.text_hash, \(now)
      FROM unnest(\(records.map(\.item)), \(said), \(records.map(\.decision.probability)),
        \(records.map(\.decision.uncertainty)), \(records.map(\.logOdds)), \(records.map(\.textHash)))
        AS n (item, saying, probability, uncertainty, log_odds, text_hash)
      JOIN (\(rows(of: sayings))) s ON s.place = n.saying
      LEFT JOIN LATERAL (
        SELECT basis, text_hash, stage, verdict, reason, contributions FROM decisions
        WHERE item = n.item ORDER BY id DESC LIMIT 1) d ON true
      WHERE d.stage IS NULL OR d.stage <> 'person' AND \(isOther)
      ORDER BY n.item
      """
  }

  /// OFFSET keeps the JSON from being read again for each decision.
  private static func rows(of sayings: [Saying]) -> SQL {
    """
    SELECT verdict, stage, reason, rule, contributions::jsonb, place
    FROM unnest(\(sayings.map(\.decision.verdict.rawValue)), \(sayings.map(\.decision.stage.rawValue)),
      \(sayings.map(\.decision.reason)), \(sayings.map(\.decision.ruleName)),
      \(sayings.map(\.rationale.json)))
      WITH ORDINALITY AS s (verdict, stage, reason, rule, contributions, place) OFFSET 0
    """
  }

  /// Whether a row of `decisions` is what the score said by itself, with no judge in it.
  static var isScore: SQL { "stage = 'score' AND contributions->'judge' IS NULL" }

  private static func undecided(_ basis: DecisionBasis) -> SQL {
    """
    FROM items i
    JOIN vectors v ON v.model = \(basis.model) AND v.owner = 'item' AND v.owner_id = i.id
      AND v.text_hash = i.text_hash
    LEFT JOIN LATERAL (
      SELECT stage, text_hash, basis FROM decisions WHERE item = i.id ORDER BY id DESC LIMIT 1) d ON true
    WHERE i.compared AND i.duplicate_of IS NULL AND (d.stage IS NULL OR d.stage <> 'person'
      AND (d.text_hash <> i.text_hash OR d.basis <> \(basis.hash)
        AND (\(basis.horizon)::timestamptz IS NULL OR i.first_seen > \(basis.horizon))))
    """
  }

  private static func scoredItem(_ row: Row) throws -> Item {
    Item(
      externalID: "", title: try row.decode(4, as: String.self),
      text: try row.decode(5, as: String.self))
  }

  private static func judgedItem(_ row: Row) throws -> Item {
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
    return item
  }
}
