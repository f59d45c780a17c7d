// An item together with its newest decision: what lists, explanations and digests show.

import Feed
package import FoundationEssentials
import Postgres
package import Taste

/// An item as it is shown.
package struct DecidedItem: Sendable, Hashable {
  package let id: Int64
  package let source: String
  package let sourceName: String
  /// The title, or the opening of the text where there is none.
  package let title: String
  package let text: String
  package let html: String?
  package let url: String?
  package let author: String?
  /// A ``LanguageTag``.
  package let language: String?
  package let tags: [String]
  package let published: Date?
  package let firstSeen: Date
  package let outcome: Outcome?
  /// When its author took it back; what it said is gone then.
  package internal(set) var withdrawnAt: Date?

  package init(
    id: Int64, source: String, sourceName: String, title: String, text: String,
    html: String? = nil, url: String? = nil, author: String? = nil, language: String? = nil,
    tags: [String] = [], published: Date? = nil, firstSeen: Date, outcome: Outcome? = nil
  ) {
    self.id = id
    self.source = source
    self.sourceName = sourceName
    self.title = title
    self.text = text
    self.html = html
    self.url = url
    self.author = author
    self.language = language
    self.tags = tags
    self.published = published
    self.firstSeen = firstSeen
    self.outcome = outcome
  }

  /// The newest decision of an item.
  package struct Outcome: Sendable, Hashable {
    package let id: Int64
    package let verdict: Verdict
    package let stage: DecisionStage
    package let reason: String
    package let rule: String?
    /// Nil while nothing was known of the person.
    package let probability: Double?
    package let uncertainty: Double?
    package let logOdds: Double?
    package let rationale: Rationale
    package let profile: Int64?
    package let model: String
    package let decidedAt: Date

    package init(
      id: Int64, verdict: Verdict, stage: DecisionStage, reason: String, rule: String? = nil,
      probability: Double?, uncertainty: Double?, logOdds: Double?,
      rationale: Rationale = Rationale(), profile: Int64?, model: String, decidedAt: Date
    ) {
      self.id = id
      self.verdict = verdict
      self.stage = stage
      self.reason = reason
      self.rule = rule
      self.probability = probability
      self.uncertainty = uncertainty
      self.logOdds = logOdds
      self.rationale = rationale
      self.profile = profile
      self.model = model
      self.decidedAt = decidedAt
    }

    /// What counts most: what is close first, then the largest first.
    package var reasons: [Reason] { rationale.reasons }

    /// Whether a score decided, and the reasons for it were not kept.
    package var isUntold: Bool {
      profile != nil && logOdds != nil && rationale.base == nil && reasons.isEmpty
    }

    /// The same decision with reasons and an uncertainty that were found again.
    package func with(_ rationale: Rationale, uncertainty: Double) -> Outcome {
      Outcome(
        id: id, verdict: verdict, stage: stage, reason: reason, rule: rule,
        probability: probability, uncertainty: uncertainty, logOdds: logOdds,
        rationale: rationale, profile: profile, model: model, decidedAt: decidedAt)
    }
  }

  /// The item with another account of its decision.
  package func deciding(_ outcome: Outcome) -> DecidedItem {
    var copy = DecidedItem(
      id: id, source: source, sourceName: sourceName, title: title, text: text, html: html,
      url: url, author: author, language: language, tags: tags, published: published,
      firstSeen: firstSeen, outcome: outcome)
    copy.withdrawnAt = withdrawnAt
    return copy
  }
}

extension DecidedItem {
  /// The title of what its author took back.
  static let withdrawn = "(taken back by its author)"
}

/// The place of an item in a list; where its score has changed since, the list goes on from the score that it had.
package struct ItemPlace: Sendable, Hashable {
  package let id: Int64
  package let logOdds: Double?

  package init(_ id: Int64, logOdds: Double?) {
    self.id = id
    self.logOdds = logOdds
  }
}

/// Which items to list, and in which order.
package struct ItemQuery: Sendable, Hashable {
  /// How a list is ordered.
  package enum Order: String, Sendable, CaseIterable { case score, time }

  package var verdicts: Set<Verdict> = []
  /// A source's address or name, or a part of either.
  package var source: String?
  package var since: Date?
  package var order = Order.time
  /// Only what comes after this one in that order.
  package var after: ItemPlace?
  package var limit = 50

  package init() {}
}

extension Database {
  /// The items that match, duplicates of others left out.
  package func items(_ query: ItemQuery) async throws -> [DecidedItem] {
    let verdicts = query.verdicts.map(\.rawValue).sorted()
    let order: SQL =
      switch query.order {
      case .score: "d.log_odds DESC NULLS LAST, i.id"
      case .time: "least(i.published, i.first_seen) DESC, i.position, i.id DESC"
      }
    return try await listed(
      """
      WHERE i.duplicate_of IS NULL AND i.withdrawn_at IS NULL
        AND (\(verdicts.isEmpty) OR d.verdict = ANY(\(verdicts)))
        AND (\(query.source)::text IS NULL OR strpos(lower(s.address), lower(\(query.source))) > 0
          OR strpos(lower(coalesce(s.name, s.title, '')), lower(\(query.source))) > 0)
        AND (\(query.since)::timestamptz IS NULL OR i.first_seen >= \(query.since))
        AND \(Self.isAfter(query.after, query.order))
      ORDER BY \(order) LIMIT \(query.limit)
      """)
  }

  private static func isAfter(_ place: ItemPlace?, _ order: ItemQuery.Order) -> SQL {
    guard let place else { return "true" }
    switch order {
    case .score:
      return """
        (coalesce(d.log_odds, '-infinity'), -i.id)
          < (coalesce(\(place.logOdds)::double precision, '-infinity'), -\(place.id)::bigint)
        """
    case .time:
      return """
        (least(i.published, i.first_seen), -i.position, i.id)
          < (SELECT least(a.published, a.first_seen), -a.position, a.id FROM items a WHERE a.id = \(place.id))
        """
    }
  }

  /// The item with this number, or nil.
  package func item(_ id: Int64) async throws -> DecidedItem? {
    try await listed("WHERE i.id = \(id)").first
  }

  /// The item with this address, the original rather than a duplicate, or nil.
  package func item(url: String) async throws -> DecidedItem? {
    try await listed(
      "WHERE i.url = \(url) ORDER BY i.duplicate_of NULLS FIRST, i.id LIMIT 1"
    ).first
  }

  /// Names of the sources that brought the same story as `item`, besides its own.
  package func alsoIn(_ items: [Int64]) async throws -> [Int64: [String]] {
    let rows = try await pool.query(
      """
      SELECT i.duplicate_of AS item, coalesce(s.name, nullif(s.title, ''), s.address) AS name
      FROM items i JOIN sources s ON s.id = i.source JOIN items o ON o.id = i.duplicate_of
      WHERE i.duplicate_of = ANY(\(items)) AND i.source <> o.source
      GROUP BY i.duplicate_of, s.id ORDER BY s.id
      """)
    var names: [Int64: [String]] = [:]
    for row in rows {
      let name = try row.decode("name", as: String.self)
      names[try row.decode("item", as: Int64.self), default: []].append(name)
    }
    return names
  }

  /// The newest decision of the item `i`.
  static var newestOfItem: SQL {
    "SELECT * FROM decisions WHERE item = i.id ORDER BY id DESC LIMIT 1"
  }

  /// Items with a decision each, by default their newest.
  func listed(
    _ condition: SQL, deciding decision: SQL = newestOfItem
  ) async throws -> [DecidedItem] {
    let rows = try await pool.query(
      """
      SELECT i.id, s.address, coalesce(s.name, nullif(s.title, ''), s.address) AS source_name, i.title,
        i.text, i.html, i.url, i.author, i.language, i.tags, i.published, i.first_seen, i.withdrawn_at, d.id AS decision, d.verdict,
        d.stage, d.reason, d.rule, d.probability, d.uncertainty, d.log_odds,
        d.contributions::text AS contributions, d.profile, d.model, d.decided_at
      FROM items i
      JOIN sources s ON s.id = i.source
      LEFT JOIN LATERAL (\(decision)) d ON true
      \(condition)
      """)
    return try rows.map(Self.decidedItem)
  }

  private static func decidedItem(_ row: Row) throws -> DecidedItem {
    let title = try row.decode("title", as: String.self)
    let text = try row.decode("text", as: String.self)
    let withdrawnAt = try row.decode("withdrawn_at", as: Date?.self)
    var item = DecidedItem(
      id: try row.decode("id", as: Int64.self),
      source: try row.decode("address", as: String.self),
      sourceName: try row.decode("source_name", as: String.self),
      title: withdrawnAt != nil
        ? DecidedItem.withdrawn : title.isEmpty ? Wording.opening(of: text) : title,
      text: text,
      html: try row.decode("html", as: String?.self),
      url: try row.decode("url", as: String?.self),
      author: try row.decode("author", as: String?.self),
      language: try row.decode("language", as: String?.self),
      tags: try row.decode("tags", as: [String].self),
      published: try row.decode("published", as: Date?.self),
      firstSeen: try row.decode("first_seen", as: Date.self),
      outcome: try outcome(row))
    item.withdrawnAt = withdrawnAt
    return item
  }

  private static func outcome(_ row: Row) throws -> DecidedItem.Outcome? {
    guard let id = try row.decode("decision", as: Int64?.self),
      let verdict = Verdict(rawValue: try row.decode("verdict", as: String.self)),
      let stage = DecisionStage(rawValue: try row.decode("stage", as: String.self))
    else { return nil }
    return DecidedItem.Outcome(
      id: id, verdict: verdict, stage: stage,
      reason: try row.decode("reason", as: String.self),
      rule: try row.decode("rule", as: String?.self),
      probability: try row.decode("probability", as: Double?.self),
      uncertainty: try row.decode("uncertainty", as: Double?.self),
      logOdds: try row.decode("log_odds", as: Double?.self),
      rationale: Rationale(json: try row.decode("contributions", as: String.self)),
      profile: try row.decode("profile", as: Int64?.self),
      model: try row.decode("model", as: String.self),
      decidedAt: try row.decode("decided_at", as: Date.self))
  }
}
