// When each source is asked next and how often it writes, for those who look at their list. The list itself needs no
// database, so one that is not there, or is away, takes only this from it.

import Feed
import Foundation
import Pipeline
import Postgres
import Service
import Workspace

extension SourceTimes {
  /// The times of sources by their address; empty where there is no database.
  static func load(_ sources: [Source], _ invocation: Invocation) async -> [String: SourceTimes] {
    guard let workspace = try? OpenWorkspace(invocation), workspace.hasDatabase else { return [:] }
    do {
      return try await workspace.withDatabase { try await load(sources, $0, now: workspace.now) }
    } catch {
      workspace.say("no times are shown, as the database is away: \(error)")
      return [:]
    }
  }
}

extension OpenWorkspace {
  /// Whether there is a database to look into: a configured one, or a private one that was made before.
  var hasDatabase: Bool {
    if settings.database != nil { return true }
    guard let status = try? ClusterStatus.of(location.cluster) else { return false }
    return status.state != .absent && status.state != .unknown
  }
}
