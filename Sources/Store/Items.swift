// The table `items`: admission is one transaction with the pull that brought them, so a kill between the two cannot
// lose an item or mark a body as read that was not. Which item is which is decided in `Feed`; here is what it is
// decided from, and what comes of it.

package import Feed
package import FoundationEssentials
import Postgres

/// What an admission wrote.
package struct AdmissionCount: Sendable, Hashable {
  package var added = 0
  /// Items that say something else now.
  package var changed = 0
  /// Items that are shown as they came, but say the same.
  package var refreshed = 0

  package init() {}
}

/// The items of one document hold a value that the database refuses: a fault of that document and of no other.
package struct RefusedItems: Error, Sendable {
  package let why: String
}

extension Database {
  /// Writes the items of one document, which `policy` tells apart, and the outcome of their pull in one transaction.
  ///
  /// An item that is stored already is found again also where its key has changed, and is written again only when it
  /// has changed. What is older than `freshSince` may be an archive, and no news; nil where all is news. Throws
  /// ``RefusedItems`` where the database will never take them; then nothing was written.
  package func admit(
    _ items: [Item], policy: IdentityPolicy = .id, outcome: PullOutcome, freshSince: Date? = nil
  ) async throws -> AdmissionCount {
    do {
      return try await write(items, policy, outcome, freshSince: freshSince)
    } catch let error as PostgresError where error.isAboutValues {
      throw RefusedItems(why: error.message)
    }
  }

  private func write(
    _ items: [Item], _ policy: IdentityPolicy, _ outcome: PullOutcome, freshSince: Date?
  ) async throws -> AdmissionCount {
    try await pool.transaction { transaction in
      var count = AdmissionCount()
      if !items.isEmpty {
        let plan = try await Self.plan(items, policy, of: outcome.source, transaction)
        try await Self.rename(plan.renamed, of: outcome.source, transaction)
        try await Self.revise(plan.changed, transaction)
        count.changed = plan.changed.count(where: \.isReal)
        count.refreshed = plan.changed.count - count.changed
        count.added = try await Self.add(
          plan.added, outcome: outcome, freshSince: freshSince, transaction)
        try await Self.recount(items, of: outcome.source, transaction)
        try await Self.keep(plan.policy, of: outcome.source, transaction)
      }
      try await transaction.execute(Self.record(outcome))
      return count
    }
  }

  /// Records a pull that brought nothing to admit.
  package func record(_ outcome: PullOutcome) async throws {
    try await pool.execute(Self.record(outcome))
  }

  private static func plan(
    _ items: [Item], _ policy: IdentityPolicy, of source: Int64, _ transaction: Transaction
  ) async throws -> AdmissionPlan {
    var identification = Identification(items, policy: policy)
    identification.matchKeys(try await known(identification, of: source, transaction))
    let unmatched = identification.unmatched
    if !unmatched.isEmpty {
      identification.matchLikeness(try await known(like: unmatched, of: source, transaction))
    }
    return identification.plan()
  }

  private static func rename(
    _ renamed: [AdmissionPlan.Renaming], of source: Int64, _ transaction: Transaction
  ) async throws {
    guard !renamed.isEmpty else { return }
    try await transaction.execute(
      """
      UPDATE items i SET external_id = n.external_id, url = coalesce(n.url, i.url)
      FROM unnest(\(renamed.map(\.id)), \(renamed.map(\.externalID)), \(renamed.map(\.url)))
        AS n (id, external_id, url)
      WHERE i.id = n.id
        AND NOT EXISTS (SELECT FROM items x WHERE x.source = \(source) AND x.external_id = n.external_id)
      """)
  }

  private static func revise(
    _ changed: [AdmissionPlan.Revision], _ transaction: Transaction
  ) async throws {
    guard !changed.isEmpty else { return }
    try await transaction.execute(
      """
      UPDATE items i
      SET title = n.title, text = n.text, html = n.html, url = coalesce(n.url, i.url),
        language = coalesce(n.language, i.language), shown_hash = n.hash, judged_text = n.judged_text,
        text_hash = CASE WHEN n.is_real THEN n.hash ELSE i.text_hash END,
        refreshes = CASE WHEN n.is_real THEN 0 ELSE i.refreshes + 1 END,
        author = CASE WHEN i.withdrawn_at IS NULL THEN i.author ELSE n.author END, withdrawn_at = NULL
      FROM unnest(\(changed.map(\.id)), \(changed.map(\.item.url)), \(changed.map(\.item.title)),
        \(changed.map(\.item.text)), \(changed.map(\.item.html)), \(changed.map(\.item.language)), \(changed.map(\.item.author)),
        \(changed.map(\.textHash)), \(changed.map(\.judgedText)), \(changed.map(\.isReal)))
        AS n (id, url, title, text, html, language, author, hash, judged_text, is_real)
      WHERE i.id = n.id
      """)
  }

  private static func keep(
    _ policy: IdentityPolicy, of source: Int64, _ transaction: Transaction
  ) async throws {
    try await transaction.execute(
      """
      UPDATE sources SET identity = \(policy.rawValue)
      WHERE id = \(source) AND identity <> \(policy.rawValue)
      """)
  }

  private static func record(_ outcome: PullOutcome) -> SQL {
    let move = outcome.move
    if let failure = outcome.failure {
      return """
        UPDATE sources SET pulled_at = \(outcome.at), next_pull_at = \(outcome.nextPullAt),
          failures = failures + \(outcome.counts ? 1 : 0), error = \(failure.message),
          cause = \(failure.cause.rawValue), title = coalesce(\(outcome.title), title), body_hash = coalesce(\(outcome.bodyHash), body_hash),
          moved_to = \(move?.target), moved_since = \(move?.since), moved_seen = \(move?.seen ?? 0),
          moved_same = \(move?.isSame ?? false), adopted = \(outcome.adopted),
          cursor = coalesce(\(outcome.cursor), cursor), \(wishes(outcome.hints))
        WHERE id = \(outcome.source)
        """
    }
    return """
      UPDATE sources SET pulled_at = \(outcome.at), next_pull_at = \(outcome.nextPullAt), failures = 0,
        error = NULL, cause = NULL, title = coalesce(\(outcome.title), title), etag = \(outcome.etag),
        last_modified = \(outcome.lastModified), validated_by = \(outcome.validatedBy),
        whole_at = coalesce(\(outcome.wholeAt), whole_at),
        body_hash = coalesce(\(outcome.bodyHash), body_hash), moved_to = \(move?.target),
        moved_since = \(move?.since), moved_seen = \(move?.seen ?? 0),
        moved_same = \(move?.isSame ?? false), adopted = \(outcome.adopted),
        cursor = coalesce(\(outcome.cursor), cursor), \(wishes(outcome.hints))
      WHERE id = \(outcome.source)
      """
  }
}
