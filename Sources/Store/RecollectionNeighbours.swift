// What was said around a passage: in a conversation the messages before and after, over the days into which it is cut
// for storing; in a document the passages beside it.

import FoundationEssentials
import Postgres

extension Database {
  /// Adds what stands around each passage, as much as was asked for.
  func addNeighbours(
    to found: inout [Recollection], _ request: RecollectionRequest
  ) async throws {
    guard max(request.messagesAround, request.passagesAround) > 0, !found.isEmpty else { return }
    let rows = try await pool.query(
      """
      SELECT b.id AS around, n.id, n.text, n.speaker, n.own, n.said_at, n.number
      FROM unnest(\(found.map(\.id))) AS b (id)
      JOIN passages p ON p.id = b.id
      CROSS JOIN LATERAL (
        \(Self.neighboursInConversation(request.messagesAround, after: false)) UNION ALL
        \(Self.neighboursInConversation(request.messagesAround, after: true)) UNION ALL
        \(Self.neighboursInDocument(request.messagesAround, request.passagesAround))) n
      ORDER BY b.id, n.number
      """)
    var around: [Int64: [Recollection.Neighbour]] = [:]
    for row in rows {
      around[try row.decode("around", as: Int64.self), default: []].append(try Self.neighbour(row))
    }
    for place in found.indices { found[place].neighbours = around[found[place].id] ?? [] }
  }

  /// By time, in the current documents of the same conversation.
  private static func neighboursInConversation(_ count: Int, after: Bool) -> SQL {
    let direction: SQL = after ? "ASC" : "DESC"
    let beyond: SQL = after ? ">" : "<"
    let sign: SQL = after ? "" : "-"
    let order: SQL = "q.said_at \(direction), q.document \(direction), q.position \(direction)"
    return """
      (SELECT q.id, q.text, q.speaker, q.own, q.said_at, \(sign)row_number() OVER (ORDER BY \(order)) AS number
      FROM passages q JOIN documents e ON e.id = q.document
      WHERE q.conversation = p.conversation AND e.replaced_at IS NULL AND e.deleted_at IS NULL
        AND (q.said_at, q.document, q.position) \(beyond) (p.said_at, p.document, p.position)
      ORDER BY \(order) LIMIT \(count))
      """
  }

  /// By position, where there is no conversation or no time.
  private static func neighboursInDocument(_ messages: Int, _ passages: Int) -> SQL {
    """
    (SELECT q.id, q.text, q.speaker, q.own, q.said_at, (q.position - p.position)::bigint AS number
    FROM passages q
    WHERE (p.conversation IS NULL OR p.said_at IS NULL) AND q.document = p.document AND q.id <> p.id
      AND abs(q.position - p.position)
        <= CASE WHEN p.conversation IS NULL THEN \(passages) ELSE \(messages) END)
    """
  }

  private static func neighbour(_ row: Row) throws -> Recollection.Neighbour {
    Recollection.Neighbour(
      text: try row.decode("text", as: String.self),
      speaker: try row.decode("speaker", as: String?.self),
      isOwn: try row.decode("own", as: Bool.self),
      saidAt: try row.decode("said_at", as: Date?.self),
      offset: try row.decode("number", as: Int.self), id: try row.decode("id", as: Int64.self))
  }
}
