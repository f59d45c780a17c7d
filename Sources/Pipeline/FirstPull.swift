// The answer that was got while a source was added is its first pull: a server that was just asked twice or three times
// must not be asked again by the next run.

package import Feed
package import FoundationEssentials
package import Store

/// Takes in a feed that was looked at.
package enum FirstPull {
  /// Writes the items of `feed`, and what its answer says of the next pull, as the first pull of `source`.
  ///
  /// `sources` are all that the workspace lists, this one among them. Gives how many items are new, and when it is due.
  package static func admit(
    _ feed: ProbedFeed, of source: Source, among sources: [Source], in database: Database, now: Date
  ) async throws -> (added: Int, next: Date?) {
    try await database.sync(sources)
    guard let stored = try await database.stored([source]).first else { return (0, nil) }
    var body = feed.body
    body.outcome.source = stored.id
    // The address that is listed is the one that answered.
    if source.address == feed.movedTo { body.outcome.move = nil }
    let parsed = ParseStage(now: now).parse(body, of: stored)
    let count = try await database.admit(
      parsed.admitted.items, policy: parsed.admitted.policy, outcome: parsed.outcome,
      freshSince: now.addingTimeInterval(-PipelineRun.freshness))
    try await NextPulls(database: database, now: now).settle([])
    return (count.added, try await database.stored([source]).first?.nextPullAt)
  }
}
