// How good decisions were and what answers taught: the figures of `gleaner evaluate`.

import FoundationEssentials
import HTTP
import Markup
import Pipeline
import Store
import Tuning
import Workspace

struct QualityPages: Sendable {
  private let ground: WebGround
  private let board = QualityBoard()

  init(_ ground: WebGround) {
    self.ground = ground
  }

  var routes: [Route] {
    [
      Route("GET", "/profile/quality") { visit in
        let view = QualityView(
          measured: await board.last, newest: try await newest(),
          zone: ground.settings.timeZone, visitor: visit.visitor)
        return .page(Layout.page("How good it is", at: .profile, for: visit.visitor, view.body))
      },
      Route("POST", "/profile/quality/measure") { visit in
        guard try await board.measure({ try await measured(at: visit.now) }) else {
          throw Refusal(.conflict, "that is being measured already: look again in a moment")
        }
        return .redirect(to: "/profile/quality")
      },
    ]
  }

  private func newest() async throws -> Int64? { try await ground.database.newestProfile()?.id }

  private func measured(at now: Date) async throws -> MeasuredQuality {
    let settings = ground.settings
    let profile = try await newest()
    let evaluation = FeedbackEvaluation(
      database: ground.database,
      model: try await ground.database.workingSpace(wanted: settings.embedding.space))
    return MeasuredQuality(
      outcome: try await evaluation.run(
        thresholds: settings.thresholds, prior: settings.prior, zone: settings.timeZone),
      at: now, profile: profile ?? 0)
  }
}
