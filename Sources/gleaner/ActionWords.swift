// Actions as lists and receipts word them.

import Feed
import Foundation
import Pipeline
import Service
import Store
import Taste

enum ActionWords {
  /// `like of 12 “Title” as matt@mastodon.social`.
  static func name(_ row: ActionRow) -> String {
    "\(row.kind.rawValue) of “\(title(row))” as \(row.account)"
  }

  static func title(_ row: ActionRow) -> String {
    TerminalText.excerpt(row.title.flatMap { $0.isEmpty ? nil : $0 } ?? row.target.uri, limit: 120)
  }

  /// What state an action is in, with what there is to know about it.
  static func standing(_ row: ActionRow, now: Date) -> String {
    switch row.state {
    case .proposed: "waits for your yes, until \(Ago.ahead(row.expires, now: now))"
    case .approved:
      row.notBefore.map { $0 > now ? "goes \(Ago.ahead($0, now: now)) at the earliest" : nil }
        .flatMap(\.self) ?? "goes with the next 'gleaner actions run'"
    case .sending: "is being sent"
    case .unknown: "may have happened; the next 'gleaner actions run' finds out"
    case .undoing: "is taken back by the next 'gleaner actions run'"
    case .done:
      row.isByHand
        ? "you had done it yourself, when Gleaner came to it" + ago(row.settledAt, now)
        : "done" + ago(row.settledAt, now)
    case .undone: "taken back" + ago(row.settledAt, now)
    case .rejected: "rejected" + ago(row.decidedAt, now)
    case .expired: "expired" + ago(row.settledAt, now)
    case .failed: "refused" + ago(row.settledAt, now)
    }
  }

  private static func ago(_ date: Date?, _ now: Date) -> String {
    date.map { " \(Ago.words($0, now: now))" } ?? ""
  }

  /// `  12  proposed  like      93%  matt@mastodon.social  Title  (Author)`, on one line where the terminal has an edge.
  static func line(_ row: ActionRow, _ terminal: Terminal) -> String {
    let chance = row.probability.map { "\(Int(($0 * 100).rounded()))%" } ?? "–"
    let head =
      left("\(row.id)", 7) + "  " + right(row.state.rawValue, 10) + right(row.kind.rawValue, 9)
      + left(chance, 5) + "  " + right(row.account.text, 24) + " "
    let author = row.author.map { "  (\(TerminalText.excerpt($0, limit: 60)))" } ?? ""
    guard terminal.hasEdge else { return head + title(row) + author }
    let room = max(20, terminal.columns - TerminalText.width(head))
    return head + TerminalText.fit(title(row) + author, columns: room)
  }

  private static func left(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func right(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// What the person's word did, in one line.
  static func receipt(_ receipt: ActionReceipt, _ row: ActionRow) -> String {
    switch receipt {
    case .changed(let state): "\(row.id) is \(state.rawValue) now: \(name(row))"
    case .unchanged(let state):
      "\(row.id) is \(state.rawValue) and stays so" + remedy(state).map { ": \($0)" }.orEmpty
    case .edited:
      "\(row.id) was changed since it was proposed: look at it again with 'gleaner actions why \(row.id)'"
    case .byHand:
      "\(row.id): you had done this yourself, before Gleaner came to it; take it back on \(row.account.network.name)"
    case .missing: "no action \(row.id); 'gleaner actions list' shows them with their numbers"
    }
  }

  private static func remedy(_ state: ActionState) -> String? {
    switch state {
    case .proposed: "'gleaner actions reject' says no to it"
    case .approved: "'gleaner actions reject' takes it back before it is sent"
    case .sending: "try again in a moment"
    case .unknown: "'gleaner actions run' finds out whether it happened"
    case .done: "'gleaner actions undo' takes it back"
    default: nil
    }
  }
}

extension String? {
  fileprivate var orEmpty: String { self ?? "" }
}
