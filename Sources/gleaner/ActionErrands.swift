// What every command does that sends, or shows what would be sent: the settings of a dispatch, the ways out, and the page.

import Digest
import Feed
import Files
import Foundation
import HTTP
import Pipeline
import Service
import Social
import Store
import Taste
import Workspace

extension OpenWorkspace {
  /// What a dispatch is told.
  func dispatch(_ database: Database) async throws -> DispatchSettings {
    let keep = try await database.thresholds(from: settings.thresholds).keep
    var dispatch = DispatchSettings(
      rules: settings.actions, zone: settings.timeZone, keep: keep,
      model: try await space(in: database), holder: ProcessName.current.text)
    dispatch.isGone = { ProcessName.isGone($0) }
    dispatch.stop = actionStop
    dispatch.sway = {
      var chance = SystemRandomNumberGenerator()
      return ActionGate.sway(using: &chance)
    }
    return dispatch
  }

  /// Where the person's words about actions are taken.
  func actionDesk(_ database: Database) -> ActionDesk {
    ActionDesk(
      database: database, limits: settings.actions.limits, location: location, now: now)
  }

  /// The kill switch as a file.
  var actionStop: @Sendable () -> ActionStop? {
    let (file, now) = (ActionSwitch(location), now)
    return { file.stop(now: now) }
  }

  /// Sends what may go, and tells what happens when it happens.
  func dispatcher(
    _ database: Database, _ client: Client,
    makeClock: @escaping @Sendable () -> any DispatchClock,
    tell: @escaping @Sendable (DispatchEvent) -> Void = { _ in }
  ) async throws -> Dispatcher {
    var settings = try await dispatch(database)
    settings.tell = tell
    return Dispatcher(
      database: database, settings: settings, transports: try await transports(database, client),
      makeClock: makeClock)
  }

  /// Writes what would be done as a page, and says where.
  func write(_ forecast: ActionForecast) throws {
    let path = "\(location.state)/actions.html"
    let view = ActionsView(
      person: settings.person, zone: settings.timeZone, now: forecast.now,
      sends: forecast.entries.map { ActionsView.Send(row: $0.row, effect: $0.effect, at: $0.at) },
      questions: forecast.questions, stops: forecast.stops, certificates: forecast.certificates)
    try FileManager.default.createDirectory(
      atPath: location.state, withIntermediateDirectories: true)
    try AtomicFile.write(ActionsPage.render(view), to: path)
    for stop in forecast.stops { say(ActionWords.told(stop)) }
    say(
      "\(Count.of(forecast.entries.count, "action")) would be sent within two days, and "
        + "\(forecast.questions.count) asked about; nothing was sent. Page: \(path)")
  }
}
