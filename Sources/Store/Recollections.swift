// Search in memory, in current documents only: by meaning and by words, the two rankings made one by their ranks.

package import Feed
import FoundationEssentials
import Postgres

extension Database {
  /// The passages that answer `question` best, the best first.
  ///
  /// `vector` is that of its meaning, in the space `model`; without one it is answered by words alone.
  package func recollections(
    of question: RecallQuestion, near vector: Vector?, model: String,
    _ request: RecollectionRequest = RecollectionRequest()
  ) async throws -> [Recollection] {
    let asked = try await AskedWords.of(question, pool)
    var byMeaning: [Int64] = []
    if let vector {
      byMeaning = try await meaningRanking(
        vector, model: model, request.filter, asked, depth: request.depth)
    }
    let byWords = try await wordRanking(asked, request.filter, depth: request.depth)
    let ranks = RecollectionRanks(byMeaning: byMeaning, byWords: byWords)
    var found = try await recollections(ranks, asked, near: vector, model: model, request.limit)
    try await addNeighbours(to: &found, request)
    return found
  }

  private func recollections(
    _ ranks: RecollectionRanks, _ asked: AskedWords, near vector: Vector?, model: String,
    _ limit: Int
  ) async throws -> [Recollection] {
    // Some of the likes may be one.
    let best = Array(ranks.fused.prefix(limit * 2))
    let entries = asked.entries
    let rows = try await pool.query(
      """
      SELECT p.id, p.title, p.text, p.speaker, p.own, p.said_at, d.kind, d.origin, d.key, d.url, d.tags,
        d.imported_at, 1 - (v.embedding <=> \(vector.map { HalfVector($0.values) })) AS similarity,
        ARRAY(SELECT DISTINCT a.term
          FROM unnest(\(entries.map(\.term)), \(entries.map(\.form.language)), \(entries.map(\.form.query)))
            AS a (term, language, query)
          WHERE a.language = p.language AND p.words @@ a.query::tsquery ORDER BY 1) AS matched
      FROM unnest(\(best)) WITH ORDINALITY AS b (id, place)
      JOIN passages p ON p.id = b.id
      JOIN documents d ON d.id = p.document
      LEFT JOIN vectors v ON v.model = \(model) AND v.owner = 'passage' AND v.owner_id = p.id
        AND v.text_hash = p.text_hash
      ORDER BY b.place
      """)
    let found = try rows.map { try Self.recollection($0, ranks, asked.terms) }
    return Array(Self.withLikesOnce(found).prefix(limit))
  }

  /// Likes of one thing in several services as one, where the best of them stands.
  private static func withLikesOnce(_ found: [Recollection]) -> [Recollection] {
    let likes = found.filter { $0.kind == .like }
    let firsts = SameLikes.firsts(
      likes.map { LikeKeys(url: $0.url, title: $0.title, text: $0.text) })
    var kept: [Int64: Recollection] = [:]
    for (like, first) in zip(likes, firsts) {
      kept[likes[first].id, default: like].take(like)
    }
    return found.compactMap { $0.kind == .like ? kept[$0.id] : $0 }
  }

  private static func recollection(
    _ row: Row, _ ranks: RecollectionRanks, _ terms: [String]
  ) throws -> Recollection {
    let id = try row.decode("id", as: Int64.self)
    let kind = try row.decode("kind", as: String.self)
    let similarity = try row.decode("similarity", as: Double?.self)
    return Recollection(
      id: id, title: try row.decode("title", as: String.self),
      text: try row.decode("text", as: String.self),
      kind: DocumentKind(rawValue: kind) ?? .document,
      origin: try row.decode("origin", as: String.self),
      tags: try row.decode("tags", as: [String].self),
      key: try row.decode("key", as: String.self), url: try row.decode("url", as: String?.self),
      speaker: try row.decode("speaker", as: String?.self),
      isOwn: try row.decode("own", as: Bool.self),
      saidAt: try row.decode("said_at", as: Date?.self),
      importedAt: try row.decode("imported_at", as: Date.self),
      similarity: similarity.map { min(1, max(0, $0)) },
      matched: try row.decode("matched", as: [Int].self).map { terms[$0] },
      rankByMeaning: ranks.byMeaning[id], rankByWords: ranks.byWords[id])
  }
}

extension Recollection {
  /// Adds where else the same is kept, and under what.
  fileprivate mutating func take(_ other: Recollection) {
    if other.origin != origin, !alsoIn.contains(other.origin) { alsoIn.append(other.origin) }
    tags += other.tags.filter { !tags.contains($0) }
  }
}

/// Two rankings and their fusion.
private struct RecollectionRanks {
  /// Places from 1.
  let byMeaning: [Int64: Int]
  let byWords: [Int64: Int]
  let fused: [Int64]

  init(byMeaning: [Int64], byWords: [Int64]) {
    let places = { (ranking: [Int64]) in
      Dictionary(zip(ranking, 1...), uniquingKeysWith: { first, _ in first })
    }
    self.byMeaning = places(byMeaning)
    self.byWords = places(byWords)
    fused = RankFusion.fuse([byMeaning, byWords])
  }
}
