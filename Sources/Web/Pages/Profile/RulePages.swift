// The rules with what they did, and those that “less of this” proposed: adopted or put away with a button.

import HTTP
import Markup
import Pipeline
import Service
import Store
import Workspace

struct RulePages: Sendable {
  private let ground: WebGround
  private let gate = SourceGate()

  init(_ ground: WebGround) {
    self.ground = ground
  }

  var routes: [Route] {
    [
      Route("GET", "/profile/rules") { visit in
        let view = RuleListView(
          trials: try await desk(visit).trials(), zone: ground.settings.timeZone,
          visitor: visit.visitor)
        return .page(Layout.page("Rules", at: .profile, for: visit.visitor, view.body))
      },
      Route("POST", "/profile/rules/adopt") { try await adopt($0) },
      Route("POST", "/profile/rules/dismiss") { visit in
        _ = try await ground.database.dismissProposal(Self.label(visit), at: visit.now)
        return .redirect(to: "/profile/rules")
      },
    ]
  }

  private func desk(_ visit: Visit) -> RuleDesk {
    RuleDesk(
      database: ground.database, location: ground.location,
      thresholds: ground.settings.thresholds, now: visit.now)
  }

  private func adopt(_ visit: Visit) async throws -> ServerResponse {
    do {
      _ = try await desk(visit).adopt(Self.label(visit), gate)
    } catch RuleDesk.Obstacle.unknown {
      throw Refusal(.notFound, "that is not proposed any more")
    } catch RuleDesk.Obstacle.files(let why) {
      throw Refusal(.conflict, "nothing was written: \(why)")
    }
    return .redirect(to: "/profile/rules")
  }

  private static func label(_ visit: Visit) throws(Refusal) -> Int64 {
    guard let label = Int64(try visit.field("label")) else {
      throw Refusal(.unprocessable, "'label' is no number")
    }
    return label
  }
}
