// The ledger of what is done in the person's name, and their words about it. A yes names the content that was seen: what
// has changed meanwhile stays as it is, and is said.

import Feed
import FoundationEssentials
import HTTP
import Markup
import Pipeline
import Store
import Taste
import Workspace

/// Shows actions, and takes the person's words about them.
package struct ActionPages: Sendable {
  private static let pageSize = 30
  private static let reasonMax = 500

  private let ground: WebGround

  package init(_ ground: WebGround) {
    self.ground = ground
  }

  package var routes: [Route] {
    [
      Route("GET", "/actions") { visit in
        try await .page(page(visit, list(visit, visit.request.query).body))
      },
      Route("GET", "/actions/{action}") { try await story($0) },
      Route("POST", "/actions/approve") { try await approveTogether($0) },
      Route("POST", "/actions/stop") { try await stop($0) },
      Route("POST", "/actions/resume") { try await resume($0) },
      word("approve") { desk, id, visit in
        try await desk.approve(
          SeenAction(id: id, version: visit.request.form["version"] ?? ""))
      },
      word("reject") { desk, id, visit in
        try await desk.reject(id, reason: try Self.reason(visit, "reason"))
      },
      word("undo") { desk, id, _ in try await desk.undo(id) },
    ]
  }

  private func page(_ visit: Visit, _ body: Hypertext) -> Hypertext {
    Layout.page("Actions", at: .actions, for: visit.visitor, body)
  }

  // MARK: The list

  private func list(
    _ visit: Visit, _ fields: Fields, notes: [String] = []
  ) async throws -> ActionListView {
    let (shelf, before) = try Self.place(fields)
    var query = ActionQuery()
    (query.states, query.before, query.limit) = (shelf.states, before, Self.pageSize + 1)
    let found = try await ground.database.actions(query)
    let rows = Array(found.prefix(Self.pageSize))
    let desk = ground.actionDesk(at: visit.now)
    return ActionListView(
      shelf: shelf, rows: rows, hasMore: found.count > Self.pageSize,
      counts: try await ground.database.actionCounts(),
      certificates: try await certificates(shelf == .proposed ? rows : []),
      earliest: try await earliest(rows, visit),
      stops: ActionStopsView(
        stops: try await desk.stops(), accounts: try await ground.database.accounts().map(\.name),
        now: visit.now, visitor: visit.visitor),
      window: ground.settings.actions.limits.undo, now: visit.now, visitor: visit.visitor,
      notes: notes)
  }

  private static func place(_ fields: Fields) throws(Refusal) -> (ActionShelf, Int64?) {
    var shelf = ActionShelf.proposed
    if let text = fields["show"], !text.isEmpty {
      guard let named = ActionShelf(rawValue: text) else {
        throw Refusal(.unprocessable, "'show' is none that there is")
      }
      shelf = named
    }
    guard let text = fields["before"], !text.isEmpty else { return (shelf, nil) }
    guard let before = Int64(text) else { throw Refusal(.unprocessable, "'before' is no number") }
    return (shelf, before)
  }

  private func certificates(
    _ rows: [ActionRow]
  ) async throws -> [(kind: ActionKind, certificate: Certificate)] {
    let (keep, model) = try await ground.certifying()
    var found: [(ActionKind, Certificate)] = []
    for kind in ActionKind.allCases where rows.contains(where: { $0.kind == kind }) {
      found.append((kind, try await ground.database.certificate(kind, keep: keep, model: model)))
    }
    return found
  }

  private func earliest(_ rows: [ActionRow], _ visit: Visit) async throws -> [Int64: Date] {
    try await ActionTimes.earliest(
      rows, ground.database, rules: ground.settings.actions, zone: ground.settings.timeZone,
      now: visit.now)
  }

  // MARK: One action

  private func story(_ visit: Visit) async throws -> ServerResponse {
    let id = try visit.number("action")
    let (keep, model) = try await ground.certifying()
    let story = try await ActionStory.load(
      id, ground.database, rules: ground.settings.actions, keep: keep, model: model)
    guard let story else { throw Self.missing(id) }
    let view = ActionStoryView(
      story: story, earliest: try await earliest([story.row], visit)[id], now: visit.now,
      zone: ground.settings.timeZone, visitor: visit.visitor)
    return .page(
      Layout.page(
        "Action \(id)", at: .actions, for: visit.visitor, keys: ActionStoryView.keys, view.body))
  }

  /// A word about one action: the script gets it as it is then, whatever came of the word; without it a word that did nothing
  /// is refused.
  private func word(
    _ name: String,
    _ say: @escaping @Sendable (ActionDesk, Int64, Visit) async throws -> ActionReceipt
  ) -> Route {
    Route("POST", "/actions/{action}/\(name)") { visit in
      let id = try visit.number("action")
      let receipt = try await say(ground.actionDesk(at: visit.now), id, visit)
      guard let row = try await ground.database.action(id) else { throw Self.missing(id) }
      let said = ActionWords.receipt(receipt, row)
      let shelf = visit.request.form["show"].flatMap(ActionShelf.init(rawValue:))
      guard !visit.request.isForPart else {
        let card = ActionCard(
          row: row, earliest: try await earliest([row], visit)[id], now: visit.now,
          visitor: visit.visitor, shelf: shelf, said: said)
        return .page(card.body)
      }
      guard case .changed = receipt else { throw Refusal(.conflict, said) }
      return .redirect(to: shelf?.path ?? "/actions/\(id)")
    }
  }

  // MARK: Several, and the switch

  private func approveTogether(_ visit: Visit) async throws -> ServerResponse {
    let which = try visit.field("which")
    guard which == "chosen" || which == "shown" else {
      throw Refusal(.unprocessable, "'which' is none that there is")
    }
    let marks = visit.request.form.all(which)
    let seen = marks.prefix(Self.pageSize).compactMap(SeenAction.init(mark:))
    guard seen.count == marks.count else {
      throw Refusal(.unprocessable, "'\(which)' is no list of actions as they were shown")
    }
    let notes = try await approve(seen, visit)
    let view = try await list(visit, Fields(), notes: notes)
    return .page(visit.request.isForPart ? view.part : page(visit, view.body))
  }

  /// What became of each that was not approved, after how many were.
  private func approve(_ seen: [SeenAction], _ visit: Visit) async throws -> [String] {
    guard !seen.isEmpty else { return ["Nothing was marked “with others”."] }
    let desk = ground.actionDesk(at: visit.now)
    var approved = 0
    var left: [String] = []
    for action in seen {
      let receipt = try await desk.approve(withOthers: action)
      if case .changed = receipt {
        approved += 1
      } else if let row = try await ground.database.action(action.id) {
        left.append("Left: \(ActionWords.receipt(receipt, row)).")
      } else {
        left.append("Left: there is no action \(action.id).")
      }
    }
    return ["\(approved) approved; under “Waiting” you can take each back."] + left
  }

  private func stop(_ visit: Visit) async throws -> ServerResponse {
    try await ground.actionDesk(at: visit.now)
      .stop(try Self.account(visit), why: try Self.reason(visit, "why"))
    return .redirect(to: "/actions")
  }

  private func resume(_ visit: Visit) async throws -> ServerResponse {
    _ = try await ground.actionDesk(at: visit.now).resume(try Self.account(visit))
    return .redirect(to: "/actions")
  }

  /// Nil for every account.
  private static func account(_ visit: Visit) throws(Refusal) -> AccountName? {
    guard let text = visit.request.form["account"] else {
      throw Refusal(.unprocessable, "'account' is missing")
    }
    guard !text.isEmpty else { return nil }
    guard let name = AccountName(text) else {
      throw Refusal(.unprocessable, "'account' is none: expected \(AccountName.shape)")
    }
    return name
  }

  private static func reason(_ visit: Visit, _ name: String) throws(Refusal) -> String? {
    guard let text = visit.request.form[name], !text.isEmpty else { return nil }
    guard text.count <= reasonMax else {
      throw Refusal(.unprocessable, "'\(name)' takes at most \(reasonMax) characters")
    }
    return text
  }

  private static func missing(_ id: Int64) -> Refusal {
    Refusal(.notFound, "there is no action \(id)")
  }
}
