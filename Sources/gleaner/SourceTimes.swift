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

  /// `next in 3 hours, 12 items a week`; of a source that fails it is no news that it is quiet.
  func words(now: Date) -> String {
    let asked = isGone ? "not asked any more" : next.map { "next \(Ago.ahead($0, now: now))" }
    let failed =
      failures == 0 || isGone ? nil : failures == 1 ? "failed" : "failed \(failures) times in a row"
    return [failed, asked, failures == 0 ? pace : nil].compactMap(\.self).joined(separator: ", ")
  }

  private var pace: String? {
    weekly.map { weekly in
      weekly < 0.75
        ? "less than an item a week" : "\(Count.of(Int(weekly.rounded()), "item")) a week"
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
