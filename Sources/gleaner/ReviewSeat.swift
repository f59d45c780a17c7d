// The chair before the cards in a terminal: what a key asks for is done here, by the same desk as on the pages. Every
// terminal is the same chair, so that undo goes back through what was said yesterday too.

import Crypto
import Foundation
import Pipeline
import Service
import Store
import Taste
import Workspace

/// What there is to see.
struct ReviewSight: Sendable {
  var view: SittingView
  /// What was said since the chair was taken, in a sentence.
  var summary: String
  var now: Date
}

/// Where somebody sits.
struct ReviewSeat: Sendable {
  private static let key = SHA256.digest(of: Array("sitting terminal".utf8))

  /// Of more proposals than this the newest are shown.
  private static let proposalsMax = 20

  private let database: Database
  private let line: ReviewLine
  private let expiry: TimeInterval
  private let limit: Int
  private let clock: @Sendable () -> Date
  /// The step with which it was taken.
  private let begun: Int64

  /// Takes the chair for a sitting of at most `limit` cards.
  init(
    _ database: Database, _ workspace: OpenWorkspace, limit: Int,
    clock: @escaping @Sendable () -> Date
  ) async throws {
    self.database = database
    self.limit = limit
    self.clock = clock
    line = ReviewLine(
      database: database, thresholds: workspace.settings.thresholds,
      wantedModel: workspace.settings.embedding.space)
    expiry = workspace.settings.actions.limits.expiry
    begun = try await database.add(
      ReviewStepDraft(.begin, item: nil), session: Self.key, at: clock())
  }

  private var sitting: Sitting {
    Sitting(
      database: database, line: line, key: Self.key, expiry: expiry, limit: limit, now: clock())
  }

  /// What there is to see at first.
  func look() async throws -> ReviewSight { try await sight(waits: true) }

  /// Does what a key asks for and shows what came of it; false where that ends it.
  func perform(_ effect: ReviewState.Effect, _ state: inout ReviewState) async throws -> Bool {
    var said: String?
    switch effect {
    case .none: return true
    case .quit: return false
    case .say(let word, let item, let reason):
      said = SittingWords.receipt(
        word, try await sitting.say(word, of: item, reason: reason))
    case .undo:
      let undone = try await sitting.undo()
      said = SittingWords.undone(undone?.step, undone?.isChange)
    case .begin: try await sitting.begin()
    }
    state.receive(try await sight(waits: effect == .begin), said: said)
    return true
  }

  /// The rules that come of what was said since the chair was taken.
  func proposals() async throws -> [RuleProposal] {
    let labels = Set(
      try await database.reviewSteps(session: Self.key, after: begun).compactMap(\.label))
    guard !labels.isEmpty else { return [] }
    // Only what is newest can have come of this sitting; how much it would touch is not shown here.
    return try await database.ruleProposals(since: clock(), limit: Self.proposalsMax)
      .filter { labels.contains($0.label) }
  }

  private func sight(waits: Bool) async throws -> ReviewSight {
    let sitting = sitting
    return ReviewSight(
      view: try await sitting.view(waits: waits),
      summary: try await sitting.summary(since: begun), now: clock())
  }
}
