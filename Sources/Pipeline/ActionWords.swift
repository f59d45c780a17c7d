// Actions in words: the same for a list at a terminal, a page and a receipt.

package import FoundationEssentials
import Feed
package import Store
import Service
import Taste

/// Words about actions.
package enum ActionWords {
  /// What there is to say where nothing has ever been proposed.
  package static let nothing =
    "nothing is proposed yet: 'gleaner accounts add mastodon' (or bluesky, x) signs you in, and "
    + "'gleaner run' proposes what it keeps of that account's timelines"

  /// `like of 12 “Title” as matt@mastodon.social`.
  package static func name(_ row: ActionRow) -> String {
    "\(row.kind.rawValue) of “\(title(row))” as \(row.account)"
  }

  package static func title(_ row: ActionRow) -> String {
    TerminalText.excerpt(row.title.flatMap { $0.isEmpty ? nil : $0 } ?? row.target.uri, limit: 120)
  }

  /// What state an action is in, with what there is to know about it; `earliest` is when limits let it go.
  package static func standing(
    _ row: ActionRow, earliest: Date? = nil, now: Date
  ) -> String {
    switch row.state {
    case .proposed: "waits for your yes, and expires \(Ago.ahead(row.expires, now: now))"
    case .approved:
      (earliest ?? row.notBefore).map {
        $0 > now ? "goes \(Ago.ahead($0, now: now)) at the earliest" : nil
      }
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

  /// What the person's word did, in one line.
  package static func receipt(_ receipt: ActionReceipt, _ row: ActionRow) -> String {
    switch receipt {
    case .changed(let state): "\(row.id) is \(state.rawValue) now: \(name(row))"
    case .unchanged(let state): "\(row.id) is \(state.rawValue) and stays so"
    case .edited: "\(row.id) was changed since it was proposed: look at it again"
    case .byHand:
      "\(row.id): you had done this yourself, before Gleaner came to it; take it back on \(row.account.network.name)"
    case .missing: "no action \(row.id)"
    }
  }

  /// `stopped (matt@x.com, like): why`.
  package static func stopped(_ stop: ActionStop) -> String {
    let scope = [stop.account?.text, stop.kind?.rawValue].compactMap(\.self)
    return "stopped\(scope.isEmpty ? "" : " (\(scope.joined(separator: ", ")))"): \(stop.why)"
  }
}
