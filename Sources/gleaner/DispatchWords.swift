// What a dispatch did, in lines and rows.

import Feed
import Foundation
import Pipeline
import Service
import Store

/// Words for the events of a dispatch.
struct DispatchWords {
  let now: Date

  func line(_ event: DispatchEvent) -> String {
    switch event {
    case .sent(let order, let outcome, _): "\(order.action): \(Self.words(order, outcome))"
    case .readBack(let order, let standing): "\(order.action): \(Self.words(standing))"
    case .waiting(let account, let until):
      "\(account): the next one goes \(Ago.ahead(until, now: now)) at the earliest"
    case .busy(let account):
      "\(account): another process has a call under way; once it is over, the next run goes on"
    case .stopped(let account, let stop): "\(account): \(ActionWords.told(stop))"
    case .signedOut(let account):
      "\(account): nobody is signed in; 'gleaner accounts add \(account.network.rawValue)' does that"
    case .late(let order):
      "\(order.action): another process had settled it; 'gleaner actions why \(order.action)' says how"
    }
  }

  func row(_ event: DispatchEvent) -> JSONValue {
    switch event {
    case .sent(let order, let outcome, let at):
      Self.row("sent", order, Self.words(order, outcome), [JSONMember("at", .time(at))])
    case .readBack(let order, let standing):
      Self.row("read_back", order, Self.words(standing))
    case .late(let order): Self.row("late", order, line(event))
    case .waiting(let account, let until):
      ["event": "waiting", "account": .string(account.text), "until": .time(until)]
    case .busy(let account): ["event": "busy", "account": .string(account.text)]
    case .stopped(let account, let stop):
      ["event": "stopped", "account": .string(account.text), "stop": ActionListing.stop(stop)]
    case .signedOut(let account):
      ["event": "signed_out", "account": .string(account.text), "note": .string(line(event))]
    }
  }

  /// `21 Nov, 08:02  like of “Title” as matt@mastodon.social: score 0.93 reaches 0.6`.
  func line(_ entry: ActionForecast.Entry, _ zone: TimeZone) -> String {
    let time = entry.at.formatted(
      Date.ISO8601FormatStyle(timeZone: zone).year().month().day().dateTimeSeparator(.space)
        .time(includingFractionalSeconds: false))
    let what = entry.effect == .undo ? "take back the " : ""
    return
      "\(time)  \(what)\(ActionWords.name(entry.row)): \(entry.row.because ?? entry.row.reason)"
  }

  func row(_ entry: ActionForecast.Entry) -> JSONValue {
    .object(
      [
        JSONMember("event", .string("would_send")), JSONMember("at", .time(entry.at)),
        JSONMember("effect", .string(entry.effect.rawValue)),
      ] + ActionListing.members(entry.row))
  }

  private static func row(
    _ event: String, _ order: ActionOrder, _ note: String, _ more: [JSONMember] = []
  ) -> JSONValue {
    .object(
      [
        JSONMember("event", .string(event)), JSONMember("id", .int(Int(order.action))),
        JSONMember("account", .string(order.account.text)),
        JSONMember("kind", .string(order.kind.rawValue)),
        JSONMember("effect", .string(order.effect.rawValue)),
        JSONMember("target", .string(order.target.uri)), JSONMember("note", .string(note)),
      ] + more)
  }

  private static func words(_ order: ActionOrder, _ outcome: ActionOutcome) -> String {
    let what = order.effect == .undo ? "\(order.kind.rawValue) taken back" : order.kind.done
    return switch outcome {
    case .done: what
    case .alreadyDone: "\(what) already; nothing was sent"
    case .changed: "changed since it was approved: you are asked again; nothing was sent"
    case .left(let why): "left alone: \(why)"
    case .notSent(let why): "not sent: \(why)"
    case .throttled(_, let why): "told to wait: \(why)"
    case .refused(_, let why): "refused: \(why)"
    case .unclear(let why): "unclear whether it happened: \(why); it is read back"
    }
  }

  private static func words(_ standing: ActionStanding) -> String {
    switch standing {
    case .done: "read back: it is there"
    case .notDone: "read back: it is not there"
    case .gone: "read back: the post is no more"
    case .unclear(let why): "read back without an answer: \(why)"
    }
  }
}
