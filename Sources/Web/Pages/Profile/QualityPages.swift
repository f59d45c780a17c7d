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
  private let board = MeasuringBoard<FeedbackEvaluation.Outcome>()

  init(_ ground: WebGround) {
    self.ground = ground
  }

  var routes: [Route] {
    [
      Route("GET", "/profile/quality") { visit in
        let view = QualityView(
          measured: await board.last, newest: try await ground.newestProfile(),
          zone: ground.settings.timeZone, visitor: visit.visitor)
        return .page(Layout.page("How good it is", at: .profile, for: visit.visitor, view.body))
      },
      Route("POST", "/profile/quality/measure") { visit in
        try await board.measure(at: visit.now, profile: ground.newestProfile()) {
          try await outcome()
        }
        return .redirect(to: "/profile/quality")
      },
    ]
  }

  private func outcome() async throws -> FeedbackEvaluation.Outcome {
    let settings = ground.settings
    let model = try await ground.database.workingSpace(wanted: settings.embedding.space)
    return try await FeedbackEvaluation(database: ground.database, model: model)
      .run(thresholds: settings.thresholds, prior: settings.prior, zone: settings.timeZone)
  }
}

extension WebGround {
  /// The number of the newest profile; 0 while there is none.
  func newestProfile() async throws -> Int64 { try await database.newestProfile()?.id ?? 0 }
}
