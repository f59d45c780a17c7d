// The profile: what Gleaner believes of the person, as a map and a list, and what they wish of it. What a wish does is shown
// before it is kept, and nothing is written until then.

import Digest
import FoundationEssentials
import HTTP
import Markup
import Pipeline
import Store
import Taste

/// Shows the profile and takes wishes; with all pages below it.
package struct ProfilePages: Sendable {
  /// Items of late that an interest's page names.
  private static let itemsMax = 20

  private let ground: WebGround

  package init(_ ground: WebGround) {
    self.ground = ground
  }

  package var routes: [Route] {
    [
      Route("GET", "/profile") { try await overview($0) },
      Route("GET", "/profile/interests/{interest}") { try await interest($0) },
      Route("POST", "/profile/interests/{interest}/preview") { visit in
        try await changes.preview(wish(visit), visit)
      },
      Route("POST", "/profile/interests/{interest}/keep") { visit in
        try await changes.keep(wish(visit), visit)
      },
    ] + VersionPages(ground).routes + RulePages(ground).routes + QualityPages(ground).routes
      + TuningPages(ground).routes + BriefingPages(ground).routes
  }

  private var changes: ProfileChanges { ProfileChanges(ground: ground) }

  private func overview(_ visit: Visit) async throws -> ServerResponse {
    let database = ground.database
    let portrait = try await portrait(visit)
    let body =
      if let portrait {
        ProfileView(portrait: portrait).body
      } else {
        ProfileView.empty(
          texts: try await database.documentCount(.document) + database.documentCount(.like))
      }
    return .page(Layout.page("Profile", at: .profile, for: visit.visitor, body))
  }

  private func portrait(
    _ visit: Visit, withAnswers: Bool = true
  ) async throws -> ProfilePortrait? {
    guard let newest = try await ground.database.newestProfile() else { return nil }
    return try await ground.profileDesk(at: visit.now).portrait(
      of: newest, withAnswers: withAnswers)
  }

  private func interest(_ visit: Visit) async throws -> ServerResponse {
    let number = Int(clamping: try visit.number("interest"))
    guard let portrait = try await portrait(visit, withAnswers: false),
      let part = portrait.interests.first(where: { $0.interest.number == number })
    else { throw Refusal(.notFound, "there is no interest \(number) at present") }
    let desk = try await ground.profileDesk(at: visit.now)
    let view = InterestView(
      part: part, reading: portrait.reading,
      items: try await desk.recentItems(
        of: number, in: portrait.profile, limit: Self.itemsMax),
      visitor: visit.visitor)
    return .page(Layout.page(part.name, at: .profile, for: visit.visitor, view.body))
  }

  /// A wish as its form names it.
  private func wish(_ visit: Visit) throws -> ProposedChange {
    let number = Int(clamping: try visit.number("interest"))
    let kind = try WishFields.kind(visit)
    return ProposedChange(
      change: .wish(kind, about: number), path: "/profile/interests/\(number)",
      fields: WishFields.hidden(kind))
  }
}
