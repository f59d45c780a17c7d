// Changes of the profile in two steps: the first shows what one would do, the second keeps exactly that. Where the profile
// has become another in between, the second step is the first one again.

import HTTP
import Markup
import Pipeline
import Store

/// A change, where its forms go, and what they carry.
struct ProposedChange: Sendable {
  let change: ProfileChange
  /// The page that it is of; `/preview` and `/keep` hang below it.
  let path: String
  let fields: Hypertext
}

/// Previews changes and keeps them.
struct ProfileChanges: Sendable {
  let ground: WebGround

  /// Shows what a change would do; writes nothing.
  func preview(
    _ proposed: ProposedChange, _ visit: Visit, isAnew: Bool = false
  ) async throws -> ServerResponse {
    let desk = try await ground.profileDesk(at: visit.now)
    let preview = try await Self.refused { try await desk.preview(proposed.change) }
    let view = EffectView(
      preview: preview, proposed: proposed, isAnew: isAnew, visitor: visit.visitor)
    return .page(
      Layout.page("What it would do", at: .profile, for: visit.visitor, view.body),
      status: isAnew ? 409 : 200)
  }

  /// Keeps a change as it was shown, and leads to what is so now.
  func keep(_ proposed: ProposedChange, _ visit: Visit) async throws -> ServerResponse {
    let basis = try visit.field("basis")
    let desk = try await ground.profileDesk(at: visit.now)
    do {
      let kept = try await Self.refused { try await desk.keep(proposed.change, asShown: basis) }
      if case .wish = proposed.change { return .redirect(to: proposed.path) }
      return .redirect(to: "/profile/versions/\(kept.effect.after.id)")
    } catch ProfileDesk.Obstacle.changed {
      return try await preview(proposed, visit, isAnew: true)
    }
  }

  /// What stands in the way, in words; that something has changed is left to the caller.
  private static func refused<Value: Sendable>(
    _ body: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await body()
    } catch let obstacle as ProfileDesk.Obstacle where obstacle != .changed {
      throw refusal(obstacle)
    }
  }

  private static func refusal(_ obstacle: ProfileDesk.Obstacle) -> Refusal {
    switch obstacle {
    case .noProfile: Refusal(.notFound, "there is no profile yet: the first run makes one")
    case .noInterest: Refusal(.notFound, "there is no such interest at present")
    case .noVersion(let number): Refusal(.notFound, "there is no profile \(number)")
    case .sameWants(let number):
      Refusal(
        .conflict, "profile \(number) has the settings and wishes that hold now: nothing to do")
    case .changed: Refusal(.conflict, "the profile has changed meanwhile")
    }
  }
}
