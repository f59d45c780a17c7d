// The versions of the profile: listed, held against each other, and gone back to.

import FoundationEssentials
import HTTP
import Markup
import Pipeline
import Service
import Store
import Workspace

struct VersionPages: Sendable {
  /// Versions on one page of the list.
  private static let listMax = 30

  private let ground: WebGround

  init(_ ground: WebGround) {
    self.ground = ground
  }

  var routes: [Route] {
    [
      Route("GET", "/profile/versions") { try await list($0) },
      Route("GET", "/profile/versions/{version}") { try await version($0) },
      Route("POST", "/profile/versions/{version}/preview") { visit in
        try await ProfileChanges(ground: ground).preview(rollback(visit), visit)
      },
      Route("POST", "/profile/versions/{version}/keep") { visit in
        try await ProfileChanges(ground: ground).keep(rollback(visit), visit)
      },
    ]
  }

  private func list(_ visit: Visit) async throws -> ServerResponse {
    let before = visit.request.query["before"].flatMap { Int64($0) }
    let rows = try await ground.database.profiles(before: before, limit: Self.listMax + 1)
    let view = VersionListView(
      rows: Array(rows.prefix(Self.listMax)), hasMore: rows.count > Self.listMax,
      isFirst: before == nil, zone: ground.settings.timeZone)
    return .page(Layout.page("Versions", at: .profile, for: visit.visitor, view.body))
  }

  private func version(_ visit: Visit) async throws -> ServerResponse {
    let profile = try await profile(try visit.number("version"))
    let other = try await other(visit, than: profile)
    let newest = try await ground.database.newestProfile()
    var comparison: ProfileComparison?
    if let other {
      comparison = try await ground.profileDesk(at: visit.now).compare(other, profile)
    }
    let view = VersionView(
      profile: profile, newest: newest?.id ?? profile.id, other: other?.id, comparison: comparison,
      canGoBack: newest.map { !profile.wantsSame(as: $0) } ?? false,
      zone: ground.settings.timeZone, visitor: visit.visitor)
    return .page(
      Layout.page("Profile \(profile.id)", at: .profile, for: visit.visitor, view.body))
  }

  private func profile(_ number: Int64) async throws -> ProfileRow {
    guard let profile = try await ground.database.profile(number) else {
      throw Refusal(.notFound, "there is no profile \(number)")
    }
    return profile
  }

  /// What a version is held against: the one that `with` names, else the one that it came of.
  private func other(_ visit: Visit, than profile: ProfileRow) async throws -> ProfileRow? {
    if let text = visit.request.query["with"], !text.isEmpty {
      guard let number = Int64(text) else {
        throw Refusal(.unprocessable, "'with' is the number of a version")
      }
      return try await self.profile(number)
    }
    guard let parent = profile.content.parent else { return nil }
    return try await ground.database.profile(parent)
  }

  private func rollback(_ visit: Visit) throws -> ProposedChange {
    let number = try visit.number("version")
    return ProposedChange(
      change: .rollBack(to: number), path: "/profile/versions/\(number)", fields: "")
  }
}
