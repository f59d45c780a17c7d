// What stands around posts: written with them, and read with the items that are shown.

package import Feed
import FoundationEssentials
import Postgres

extension Database {
  /// The surroundings of those of the items that are posts; who passed one on in any of the person's timelines.
  package func contexts(of items: [Int64]) async throws -> [Int64: PostContext] {
    let rows = try await pool.query(
      """
      SELECT p.item, p.network, p.context::text AS context FROM posts p WHERE p.item = ANY(\(items))
      """)
    guard !rows.isEmpty else { return [:] }
    let boosts = try await boosts(of: items)
    var contexts: [Int64: PostContext] = [:]
    for row in rows {
      let item = try row.decode("item", as: Int64.self)
      guard let network = Network(rawValue: try row.decode("network", as: String.self)) else {
        continue
      }
      var context = PostContext(network, stored: try row.decode("context", as: String.self))
      context.boosts = PostContext.each(boosts[item] ?? [])
      contexts[item] = context
    }
    return contexts
  }

  /// The same post may have come through another timeline too: those who brought it there count.
  private func boosts(of items: [Int64]) async throws -> [Int64: [Repost]] {
    let rows = try await pool.query(
      """
      SELECT p.item, b.who, b.name, b.handle, b.href, b.at
      FROM posts p JOIN posts o ON (o.network, o.uri) = (p.network, p.uri)
      JOIN post_boosts b ON b.item = o.item
      WHERE p.item = ANY(\(items)) ORDER BY p.item, b.at NULLS LAST, b.who
      """)
    var boosts: [Int64: [Repost]] = [:]
    for row in rows {
      let by = Person(
        name: try row.decode("name", as: String?.self),
        href: try row.decode("href", as: String?.self),
        handle: try row.decode("handle", as: String?.self),
        id: try row.decode("who", as: String.self))
      boosts[try row.decode("item", as: Int64.self), default: []].append(
        Repost(by: by, at: try row.decode("at", as: Date?.self)))
    }
    return boosts
  }

  /// Adds those who passed posts on, as long as there is room for them.
  static func addBoosts(_ posts: [PostRow], _ transaction: Transaction) async throws {
    let boosts = posts.flatMap { post in post.context.boosts.map { (post.item, $0) } }
    guard !boosts.isEmpty else { return }
    let people = boosts.map(\.1.by)
    try await transaction.execute(
      """
      INSERT INTO post_boosts (item, who, name, handle, href, at)
      SELECT item, who, name, handle, href, at FROM (
        SELECT n.*, row_number() OVER (PARTITION BY n.item ORDER BY n.place)
          + (SELECT count(*) FROM post_boosts k WHERE k.item = n.item) AS rank
        FROM unnest(\(boosts.map(\.0)), \(people.map { $0.mark ?? "" }), \(people.map(\.name)),
          \(people.map(\.handle)), \(people.map(\.href)), \(boosts.map(\.1.at)))
          WITH ORDINALITY AS n (item, who, name, handle, href, at, place)
        WHERE NOT EXISTS (SELECT FROM post_boosts k WHERE k.item = n.item AND k.who = n.who)) n
      WHERE rank <= \(PostContext.boostsMost)
      ON CONFLICT (item, who) DO NOTHING
      """)
  }
}
