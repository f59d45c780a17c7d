// The tables `digests` and `digest_items`: a digest is a record from which it can be rendered again, and an item is in
// one digest only.

package import FoundationEssentials
import Postgres

/// A digest that was composed.
package struct DigestRow: Sendable, Hashable {
  package let id: Int64
  package let since: Date
  package let until: Date
  /// How many decided items the period had.
  package let considered: Int
  /// How many of them waited for review.
  package let waiting: Int
  /// How many were kept and found no room.
  package let more: Int
  /// The newest decision that it accounts for: see ``DigestPeriod/after(decision:)``.
  package let decidedUntil: Int64
  /// Nil for digests of releases that did not write it down.
  package let reader: DigestReader?
  /// Which release of the record it is: ``Database/digestFormat``.
  package let format: Int
}

/// What a digest is about.
package enum DigestPeriod: Sendable, Hashable {
  /// Everything, back-fill included: a workspace's first digest.
  case everything
  /// What was first decided after that decision, the last that an earlier digest knew of, or kept by the person since.
  ///
  /// Counted in decisions and not in hours, so that neither a clock that was wrong nor an item that waited for its
  /// decision loses anything.
  case after(decision: Int64)
  /// What was first seen after `since` and until `until`.
  case between(since: Date, until: Date, withBackFill: Bool)

  var condition: SQL {
    switch self {
    case .everything: "true"
    case .after(let decision):
      """
      (NOT i.back_fill AND (SELECT min(id) FROM decisions WHERE item = i.id) > \(decision)
        OR d.stage = 'person' AND d.id > \(decision))
      """
    case .between(let since, let until, let withBackFill):
      """
      ((\(withBackFill) OR NOT i.back_fill)
        AND i.first_seen > \(since) AND i.first_seen <= \(until))
      """
    }
  }
}

extension Database {
  /// The newest digest, or nil before the first.
  package func newestDigest() async throws -> DigestRow? {
    try await digests("ORDER BY id DESC LIMIT 1").first
  }

  /// The digest with this number, or nil.
  package func digest(_ number: Int64) async throws -> DigestRow? {
    try await digests("WHERE id = \(number)").first
  }

  /// The digests whose files were not written, oldest first, at most the last ten.
  package func unwrittenDigests() async throws -> [DigestRow] {
    try await digests("WHERE written_at IS NULL ORDER BY id DESC LIMIT 10").reversed()
  }

  /// Notes that the files of a digest are there.
  package func markWritten(_ number: Int64, at now: Date) async throws {
    try await pool.execute("UPDATE digests SET written_at = \(now) WHERE id = \(number)")
  }

  /// Digests before one, the newest first; nil is before nothing.
  package func digests(before number: Int64?, limit: Int) async throws -> [DigestRow] {
    try await digests("WHERE id < \(number ?? .max) ORDER BY id DESC LIMIT \(limit)")
  }

  private func digests(_ condition: SQL) async throws -> [DigestRow] {
    let rows = try await pool.query(
      """
      SELECT id, since, until, considered, waiting, more, decided_until, person, time_zone, format
      FROM digests \(condition)
      """)
    return try rows.map { row in
      DigestRow(
        id: try row.decode("id", as: Int64.self), since: try row.decode("since", as: Date.self),
        until: try row.decode("until", as: Date.self),
        considered: try row.decode("considered", as: Int.self),
        waiting: try row.decode("waiting", as: Int.self),
        more: try row.decode("more", as: Int.self),
        decidedUntil: try row.decode("decided_until", as: Int64.self),
        reader: try Self.reader(row), format: try row.decode("format", as: Int.self))
    }
  }

  private static func reader(_ row: Row) throws -> DigestReader? {
    guard let person = try row.decode("person", as: String?.self),
      let timeZone = try row.decode("time_zone", as: String?.self)
    else { return nil }
    return DigestReader(person: person, timeZone: timeZone)
  }

  /// The newest decision of all; to be asked before a digest is chosen, so that what is decided meanwhile is for the next.
  package func newestDecision() async throws -> Int64 {
    let rows = try await pool.query("SELECT coalesce(max(id), 0) AS id FROM decisions")
    return try rows.first?.decode("id", as: Int64.self) ?? 0
  }

  /// Kept items of a period that no digest has shown, best first; what a source has beyond its best `perSource` after
  /// what others have.
  package func digestCandidates(
    _ period: DigestPeriod, limit: Int, perSource: Int = .max
  ) async throws -> [DecidedItem] {
    try await listed(
      """
      WHERE \(Self.isCandidate) AND \(period.condition)
      ORDER BY row_number() OVER (PARTITION BY i.source ORDER BY d.log_odds DESC NULLS LAST, i.id) > \(perSource),
        d.log_odds DESC NULLS LAST, i.id LIMIT \(limit)
      """)
  }

  /// Kept, told first by this source, and in no digest yet.
  private static let isCandidate: SQL = """
    d.verdict = 'keep' AND i.duplicate_of IS NULL AND i.withdrawn_at IS NULL
      AND NOT EXISTS (SELECT FROM digest_items x WHERE x.item = i.id)
    """

  /// How many items of a period are decided, how many of them wait for review, and how many
  /// ``digestCandidates(_:limit:)`` there are.
  package func digestCounts(
    _ period: DigestPeriod
  ) async throws -> (considered: Int, waiting: Int, candidates: Int) {
    let rows = try await pool.query(
      """
      SELECT count(*) AS considered, count(*) FILTER (WHERE d.verdict = 'review') AS waiting,
        count(*) FILTER (WHERE \(Self.isCandidate)) AS candidates
      FROM items i JOIN LATERAL (\(Self.newestOfItem)) d ON true
      WHERE i.duplicate_of IS NULL AND i.withdrawn_at IS NULL AND \(period.condition)
      """)
    guard let row = rows.first else { return (0, 0, 0) }
    return (
      try row.decode("considered", as: Int.self), try row.decode("waiting", as: Int.self),
      try row.decode("candidates", as: Int.self)
    )
  }

  /// The vectors of items, for variety.
  package func vectors(of items: [Int64], model: String) async throws -> [Int64: [Float]] {
    let rows = try await pool.query(
      """
      SELECT owner_id, embedding AS vector FROM vectors
      WHERE model = \(model) AND owner = 'item' AND owner_id = ANY(\(items))
      """)
    var vectors: [Int64: [Float]] = [:]
    for row in rows {
      vectors[try row.decode("owner_id", as: Int64.self)] = try row.decode(
        "vector", as: [Float].self)
    }
    return vectors
  }

  /// What a record holds in this release; one of a later release is not guessed at.
  package static let digestFormat = 1

  /// Writes a digest with its stories in order, a wild card among them, and gives its number, one more than that of the
  /// last.
  ///
  /// To be called in the turn ``Turn/digest``, together with what chose the items.
  package func addDigest(
    since: Date, until: Date, considered: Int, waiting: Int, more: Int, decidedUntil: Int64,
    stories: [DigestStory], reader: DigestReader
  ) async throws -> Int64 {
    let rows = try await pool.query(
      """
      INSERT INTO digests (id, since, until, considered, waiting, more, decided_until, person,
        time_zone, format)
      OVERRIDING SYSTEM VALUE
      SELECT (SELECT coalesce(max(id), 0) + 1 FROM digests), \(since), \(until), \(considered),
        \(waiting), \(more), \(decidedUntil), \(reader.person), \(reader.timeZone),
        \(Self.digestFormat)
      RETURNING id
      """)
    guard let id = try rows.first?.decode("id", as: Int64.self) else {
      throw PostgresError(.decode, "the new digest got no number")
    }
    try await pool.execute(
      """
      INSERT INTO digest_items (digest, position, item, decision, propensity, told)
      SELECT \(id), position, item, decision, propensity, told::jsonb
      FROM unnest(\(Array(stories.indices)), \(stories.map(\.item.id)),
        \(stories.compactMap { $0.item.outcome?.id }), \(stories.map(\.propensity)),
        \(stories.map(\.told))) AS n (position, item, decision, propensity, told)
      """)
    return id
  }

  /// The stories of a digest in their order, each as it was told and decided then.
  package func stories(ofDigest number: Int64) async throws -> [DigestStory] {
    let items = try await items(ofDigest: number)
    let rows = try await pool.query(
      "SELECT item, propensity, told::text AS told FROM digest_items WHERE digest = \(number)")
    var told: [Int64: (text: String?, propensity: Double?)] = [:]
    for row in rows {
      told[try row.decode("item", as: Int64.self)] = (
        try row.decode("told", as: String?.self), try row.decode("propensity", as: Double?.self)
      )
    }
    let bare = items.filter { told[$0.id]?.text == nil }
    let asIs = try await stories(of: bare)
    let current = Dictionary(uniqueKeysWithValues: zip(bare.map(\.id), asIs))
    return items.compactMap { item in
      guard let row = told[item.id] else { return nil }
      if let text = row.text { return DigestStory(item, told: text, propensity: row.propensity) }
      var story = current[item.id]
      story?.propensity = row.propensity
      return story
    }
  }

  /// Items with what stands beside them now.
  package func stories(of items: [DecidedItem]) async throws -> [DigestStory] {
    let alsoIn = try await alsoIn(items.map(\.id))
    let contexts = try await contexts(of: items.map(\.id))
    return items.map {
      DigestStory(item: $0, alsoIn: alsoIn[$0.id] ?? [], context: contexts[$0.id])
    }
  }

  /// The items of a digest in their order, each as it was decided then.
  private func items(ofDigest number: Int64) async throws -> [DecidedItem] {
    try await listed(
      """
      JOIN digest_items x ON x.item = i.id
      WHERE x.digest = \(number) ORDER BY x.position
      """,
      deciding: """
        SELECT * FROM decisions
        WHERE id = (SELECT decision FROM digest_items WHERE digest = \(number) AND item = i.id)
        """)
  }
}
