// Changes that would have decided better: looked for when the person says so, shown with what they would do, adopted as any
// other change of the profile.

import FoundationEssentials
import HTTP
import Markup
import Pipeline
import Store
import Taste
import Tuning
import Workspace

struct TuningPages: Sendable {
  private static let path = "/profile/tuning"

  private let ground: WebGround
  private let board = MeasuringBoard<TuningSession.Result>()

  init(_ ground: WebGround) {
    self.ground = ground
  }

  var routes: [Route] {
    [
      Route("GET", Self.path) { visit in
        let view = TuningView(
          looked: await board.last, newest: try await ground.newestProfile(),
          zone: ground.settings.timeZone, visitor: visit.visitor)
        return .page(Layout.page("Tuning", at: .profile, for: visit.visitor, view.body))
      },
      Route("POST", "\(Self.path)/look") { visit in
        try await board.measure(at: visit.now, profile: ground.newestProfile()) {
          try await look(at: visit.now)
        }
        return .redirect(to: Self.path)
      },
      Route("POST", "\(Self.path)/preview") { visit in
        try await ProfileChanges(ground: ground).preview(proposed(visit), visit)
      },
      Route("POST", "\(Self.path)/keep") { visit in
        try await ProfileChanges(ground: ground).keep(proposed(visit), visit)
      },
    ]
  }

  private func look(at now: Date) async throws -> TuningSession.Result {
    let settings = ground.settings
    return try await TuningSession(
      database: ground.database,
      model: try await ground.database.workingSpace(wanted: settings.embedding.space),
      thresholds: settings.thresholds, prior: settings.prior, zone: settings.timeZone, now: now
    ).look { _, _ in try Task.checkCancellation() }
  }

  /// What was found, where it is what the form was of and holds for the profile still.
  private func proposed(_ visit: Visit) async throws -> ProposedChange {
    let number = try visit.field("look")
    guard let looked = await board.last, String(looked.number) == number,
      case .found(let report) = looked.finding, !report.outcome.proposals.isEmpty,
      try await ground.newestProfile() == report.profile
    else {
      throw Refusal(.conflict, "the profile or the proposals are others meanwhile: look again")
    }
    let state = report.outcome.state
    return ProposedChange(
      change: .take(state.settings, state.wishes, why: report.why), path: Self.path,
      fields: "<input type=\"hidden\" name=\"look\" value=\"\(looked.number)\">")
  }
}
