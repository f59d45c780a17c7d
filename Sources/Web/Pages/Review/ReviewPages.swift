// The minute a day: one card, one key. Every handler answers with the next card, so what a key costs is one request.

import Crypto
import FoundationEssentials
import HTTP
import Markup
import Pipeline
import Store
import Taste
import Workspace

/// Asks, and takes answers.
package struct ReviewPages: Sendable {
  private let ground: WebGround
  private let sittings: Sittings

  package init(_ ground: WebGround, _ sittings: Sittings) {
    self.ground = ground
    self.sittings = sittings
  }

  package var routes: [Route] {
    [
      Route("GET", "/review") { visit in
        try await .page(page(visit, sittings.of(visit).view(waits: true)))
      },
      Route("POST", "/review/answer") { try await answer($0) },
      Route("POST", "/review/undo") { try await undo($0) },
      Route("POST", "/review/begin") { visit in
        let sitting = sittings.of(visit)
        try await sitting.begin()
        return try await next(visit, sitting, said: nil)
      },
    ]
  }

  private func answer(_ visit: Visit) async throws -> ServerResponse {
    let (word, item) = try Self.said(visit)
    let sitting = sittings.of(visit)
    let done = try await sitting.say(word, of: item)
    return try await next(visit, sitting, said: SittingWords.receipt(word, done))
  }

  private func undo(_ visit: Visit) async throws -> ServerResponse {
    let sitting = sittings.of(visit)
    let undone = try await sitting.undo()
    return try await next(visit, sitting, said: SittingWords.undone(undone?.step, undone?.isChange))
  }

  /// The word and the item that a form names.
  static func said(_ visit: Visit) throws(Refusal) -> (word: ReviewWord, item: Int64) {
    guard let word = ReviewWord(rawValue: try visit.field("answer")), word != .begin else {
      throw Refusal(.unprocessable, "'answer' is none that there is")
    }
    guard let item = Int64(try visit.field("item")), item > 0 else {
      throw Refusal(.unprocessable, "'item' is no number")
    }
    return (word, item)
  }

  /// The next card for the script, or the way to it.
  private func next(
    _ visit: Visit, _ sitting: Sitting, said: String?
  ) async throws -> ServerResponse {
    guard visit.request.isForPart else { return .redirect(to: "/review") }
    let view = try await sitting.view(waits: false)
    return .page(card(visit, view, said: said).part)
  }

  private func page(_ visit: Visit, _ view: SittingView) -> Hypertext {
    Layout.page(
      "Review", at: .review, for: visit.visitor, keys: CardView.keys,
      card(visit, view, said: nil).part)
  }

  private func card(_ visit: Visit, _ view: SittingView, said: String?) -> CardView {
    CardView(
      view: view, now: visit.now, zone: ground.settings.timeZone, visitor: visit.visitor,
      said: said)
  }
}

/// Whose sitting a visit is: all share one line, each session has its own steps.
package struct Sittings: Sendable {
  private let ground: WebGround
  private let line: ReviewLine

  package init(_ ground: WebGround) {
    self.ground = ground
    line = ReviewLine(
      database: ground.database, thresholds: ground.settings.thresholds,
      wantedModel: ground.settings.embedding.space)
  }

  func of(_ visit: Visit) -> Sitting {
    Sitting(
      database: ground.database, line: line,
      key: SHA256.digest(of: Array("sitting \(visit.visitor.formToken)".utf8)),
      expiry: ground.settings.actions.limits.expiry, now: visit.now)
  }
}
