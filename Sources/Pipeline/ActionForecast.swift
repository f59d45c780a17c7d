// What a dispatch would do, found out by doing it: everything really runs, in a transaction that is taken back, with a
// transport that sends nothing and a clock that is turned forward.

package import Feed
package import FoundationEssentials
package import Store
package import Taste

/// What would be done, and what would be asked about.
package struct ActionForecast: Sendable {
  /// So far ahead it is looked.
  private static let horizon: TimeInterval = 48 * 3_600
  private static let rowsMax = 2_000

  /// An action and when it would be sent.
  package struct Entry: Sendable, Hashable {
    package let row: ActionRow
    package let effect: ActionEffect
    package let at: Date
  }

  package let now: Date
  /// In their order.
  package let entries: [Entry]
  /// What would wait for the person.
  package let questions: [ActionRow]
  /// What holds back what else would be sent.
  package let stops: [ActionStop]
  /// For each kind that is not off somewhere, how far it may be done without asking.
  package let certificates: [ActionKind: Certificate]

  /// Looks ahead from `now`; nothing of it stays.
  package static func make(
    _ database: Database, _ settings: DispatchSettings, now: Date
  ) async throws -> ActionForecast {
    try await database.rehearse { try await within($0, settings, now: now) }
  }

  /// The same on what a rehearsal has decided so far: `database` is one in which nothing stays.
  static func within(
    _ database: Database, _ settings: DispatchSettings, now: Date
  ) async throws -> ActionForecast {
    var settings = settings
    settings.isRehearsed = true
    // No lots are drawn: it says when things would go at the earliest.
    settings.sway = { 0 }
    _ = try await ActStage(
      database: database, rules: settings.rules, keep: settings.keep, model: settings.model,
      now: now
    ).run()
    var asked = ActionQuery()
    (asked.states, asked.limit) = ([.proposed], rowsMax)
    let report = try await Dispatcher(
      database: database, settings: settings, transports: { _ in RehearsedTransport() },
      makeClock: { TurnedClock(from: now, until: now.addingTimeInterval(horizon)) }
    ).run()
    return ActionForecast(
      now: now, entries: try await entries(report, database),
      // Read after the dispatch: what had leave to be done without asking may have lost it.
      questions: try await database.actions(asked), stops: stops(report),
      certificates: try await certificates(database, settings))
  }

  private static func entries(
    _ report: DispatchReport, _ database: Database
  ) async throws -> [Entry] {
    var entries: [Entry] = []
    for event in report.events.prefix(rowsMax) {
      guard case .sent(let order, _, let at) = event,
        let row = try await database.action(order.action)
      else { continue }
      entries.append(Entry(row: row, effect: order.effect, at: at))
    }
    return entries.sorted { ($0.at, $0.row.id) < ($1.at, $1.row.id) }
  }

  private static func stops(_ report: DispatchReport) -> [ActionStop] {
    report.events.compactMap { event in
      if case .stopped(_, let stop) = event { stop } else { nil }
    }
  }

  private static func certificates(
    _ database: Database, _ settings: DispatchSettings
  ) async throws -> [ActionKind: Certificate] {
    var kinds: Set<ActionKind> = []
    for account in settings.rules.policies.keys {
      kinds.formUnion(settings.rules.automatic(of: account))
    }
    var certificates: [ActionKind: Certificate] = [:]
    for kind in kinds {
      certificates[kind] = try await database.certificate(
        kind, keep: settings.keep, model: settings.model)
    }
    return certificates
  }
}
