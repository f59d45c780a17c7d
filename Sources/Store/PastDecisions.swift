// What was decided, with all that rules look at: the past over which other rules are tried.

import Feed
package import FoundationEssentials
import Postgres
package import Taste

extension Database {
  /// The newest decisions about items that were first seen after `since`, at most `limit`, newest item first.
  ///
  /// Their log-odds are without the boosts of the rules that held then.
  package func pastDecisions(since: Date, limit: Int) async throws -> [PastDecision] {
    let rows = try await pool.query(
      """
      SELECT i.id, i.external_id, i.url, i.title, i.text, i.author, i.language, i.tags, i.published,
        \(Self.ruleColumns), s.kind, s.address, s.name, s.tags AS source_tags, d.verdict, d.stage, d.decided_at,
        d.log_odds - coalesce((
          SELECT sum((r->>'by')::double precision)
          FROM jsonb_array_elements(CASE jsonb_typeof(d.contributions) WHEN 'object'
            THEN coalesce(d.contributions->'rules', '[]') ELSE '[]' END) r), 0) AS log_odds,
        d.contributions->'interest'->>'name' AS interest
      FROM items i
      JOIN sources s ON s.id = i.source
      JOIN LATERAL (\(Self.newestOfItem)) d ON true
      WHERE i.duplicate_of IS NULL AND i.first_seen > \(since)
      ORDER BY i.id DESC LIMIT \(limit)
      """)
    return try rows.map(Self.pastDecision)
  }

  /// The columns of `items` that only rules look at.
  static let ruleColumns: SQL = "i.traits, i.likes, i.boosts, i.comments"

  static func traits(_ row: Row) throws -> Set<ItemTrait> {
    Set(try row.decode("traits", as: [String].self).compactMap(ItemTrait.init))
  }

  static func engagement(_ row: Row) throws -> Engagement {
    Engagement(
      likes: try row.decode("likes", as: Int?.self),
      boosts: try row.decode("boosts", as: Int?.self),
      comments: try row.decode("comments", as: Int?.self))
  }

  private static func pastDecision(_ row: Row) throws -> PastDecision {
    var item = Item(
      externalID: try row.decode("external_id", as: String.self),
      url: try row.decode("url", as: String?.self), title: try row.decode("title", as: String.self),
      text: try row.decode("text", as: String.self),
      author: try row.decode("author", as: String?.self),
      language: try row.decode("language", as: String?.self),
      tags: try row.decode("tags", as: [String].self),
      published: try row.decode("published", as: Date?.self))
    (item.traits, item.engagement) = (try traits(row), try engagement(row))
    let source = Source(
      kind: SourceKind(rawValue: try row.decode("kind", as: String.self)) ?? .feed,
      address: try row.decode("address", as: String.self),
      name: try row.decode("name", as: String?.self),
      tags: try row.decode("source_tags", as: [String].self))
    var facts = RuleFacts(item, from: source)
    facts.interests = [try row.decode("interest", as: String?.self)].compactMap(\.self)
    return PastDecision(
      id: try row.decode("id", as: Int64.self), facts: facts,
      logOdds: try row.decode("log_odds", as: Double?.self),
      verdict: Verdict(rawValue: try row.decode("verdict", as: String.self)) ?? .review,
      isPersons: try row.decode("stage", as: String.self) == DecisionStage.person.rawValue,
      at: try row.decode("decided_at", as: Date.self))
  }
}
