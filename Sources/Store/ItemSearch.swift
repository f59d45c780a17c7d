// Lists of items for somebody who looks for one: by what was decided, by source, by time and by words, page after page.

package import Feed
package import FoundationEssentials
import Postgres
package import Taste

/// What a list of items asks for.
package struct ItemSearch: Sendable, Hashable {
  package var verdicts: Set<Verdict> = []
  /// A source's address or name, or a part of either.
  package var source: String?
  package var since: Date?
  /// Whether only what was saved for later reading is meant.
  package var isSaved = false
  /// Words that have to occur, phrases, and what must not; nil for any.
  package var words: RecallQuestion?
  /// The last item of the page before.
  package var before: Int64?
  package var limit = 50

  package init() {}
}

extension Database {
  /// The items that match, what came in last first; duplicates of others left out.
  package func items(_ search: ItemSearch) async throws -> [DecidedItem] {
    let verdicts = search.verdicts.map(\.rawValue).sorted()
    let saved: SQL =
      search.isSaved
      ? """
      i.id IN (SELECT f.item FROM feedback f WHERE f.label = 'save')
        AND (SELECT label FROM labels l WHERE l.item = i.id ORDER BY id DESC LIMIT 1) = 'save'
      """ : "true"
    // Numbers first: what is shown of an item is read for those alone that are shown.
    let decided: SQL =
      verdicts.isEmpty
      ? ""
      : """
      JOIN LATERAL (SELECT verdict FROM decisions WHERE item = i.id ORDER BY id DESC LIMIT 1) d
        ON d.verdict = ANY(\(verdicts))
      """
    return try await listed(
      """
      WHERE i.id = ANY(ARRAY(
        SELECT i.id FROM items i JOIN sources s ON s.id = i.source \(decided)
        WHERE i.duplicate_of IS NULL
          AND (\(search.source)::text IS NULL OR strpos(lower(s.address), lower(\(search.source))) > 0
            OR strpos(lower(coalesce(s.name, s.title, '')), lower(\(search.source))) > 0)
          AND (\(search.since)::timestamptz IS NULL OR i.first_seen >= \(search.since))
          AND (\(search.before)::bigint IS NULL OR i.id < \(search.before))
          AND \(saved) AND \(try await says(search.words))
        ORDER BY i.id DESC LIMIT \(search.limit)))
      ORDER BY i.id DESC
      """)
  }

  /// Whether an item says what is looked for, each word in a form of its language.
  private func says(_ question: RecallQuestion?) async throws -> SQL {
    guard let question else { return "true" }
    let wanted = question.words + question.phrases
    guard !wanted.isEmpty else { return "true" }
    let rows = try await pool.query(
      """
      WITH RECURSIVE spoken (language) AS (
        (SELECT language FROM items ORDER BY language LIMIT 1)
        UNION ALL
        SELECT (SELECT i.language FROM items i WHERE i.language > s.language ORDER BY i.language LIMIT 1)
        FROM spoken s WHERE s.language IS NOT NULL),
      tongues AS (
        SELECT DISTINCT split_part(language, '-', 1) AS tongue FROM spoken WHERE language IS NOT NULL
        UNION SELECT '')
      SELECT w.place, string_agg(DISTINCT '(' || nullif(q.words::text, '') || ')', ' | ') AS query
      FROM unnest(\(wanted + question.excluded)) WITH ORDINALITY AS w (word, place)
      CROSS JOIN tongues t
      CROSS JOIN LATERAL (SELECT asked_words(t.tongue, left(w.word, 200)) AS words) q
      GROUP BY w.place ORDER BY w.place
      """)
    let parts = try rows.compactMap { row -> String? in
      guard let query = try row.decode("query", as: String?.self) else { return nil }
      let isExcluded = try row.decode("place", as: Int.self) > wanted.count
      return (isExcluded ? "!" : "") + "(\(query))"
    }
    guard parts.contains(where: { !$0.hasPrefix("!") }) else { return "false" }
    return "item_words(i.language, i.title, i.text) @@ \(parts.joined(separator: " & "))::tsquery"
  }
}
