// What the judge is told, by version, and which of them is in use.

import HTTP
import Markup
import Pipeline
import Store
import Workspace

struct BriefingPages: Sendable {
  private static let listMax = 50

  private let ground: WebGround

  init(_ ground: WebGround) {
    self.ground = ground
  }

  var routes: [Route] {
    [
      Route("GET", "/profile/judge") { visit in
        let view = BriefingView(
          rows: try await ground.database.briefings(limit: Self.listMax),
          inUse: try await ground.database.briefingInUse()?.id,
          zone: ground.settings.timeZone, visitor: visit.visitor)
        return .page(Layout.page("The judge", at: .profile, for: visit.visitor, view.body))
      },
      Route("POST", "/profile/judge/use") { try await use($0) },
    ]
  }

  private func use(_ visit: Visit) async throws -> ServerResponse {
    let version = try Self.version("version", visit)
    let seen = try Self.version("instead", visit)
    do {
      try await BriefingShelf(ground.database, now: visit.now).use(version, insteadOf: seen)
    } catch let obstacle as BriefingShelf.Obstacle {
      if case .unknown = obstacle { throw Refusal(.notFound, obstacle.words) }
      throw Refusal(.conflict, obstacle.words)
    }
    return .redirect(to: "/profile/judge")
  }

  /// The number of a version; nil for 0, the one that comes with Gleaner.
  private static func version(_ name: String, _ visit: Visit) throws(Refusal) -> Int64? {
    guard let number = Int64(try visit.field(name)), number >= 0 else {
      throw Refusal(.unprocessable, "'\(name)' is no number")
    }
    return number > 0 ? number : nil
  }
}
