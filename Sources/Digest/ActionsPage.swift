// What would be done in the person's name, as one HTML file: for somebody who wants to look before anything happens. No
// script, no request to anywhere.

package import Feed
package import Foundation
import Markup
import Service
package import Store
package import Taste

/// What the page shows.
package struct ActionsView: Sendable {
  package struct Send: Sendable {
    package let row: ActionRow
    package let effect: ActionEffect
    package let at: Date

    package init(row: ActionRow, effect: ActionEffect, at: Date) {
      self.row = row
      self.effect = effect
      self.at = at
    }
  }

  package let person: String
  package let zone: TimeZone
  package let now: Date
  package let sends: [Send]
  package let questions: [ActionRow]
  package let stops: [ActionStop]
  package let certificates: [ActionKind: Certificate]

  package init(
    person: String, zone: TimeZone, now: Date, sends: [Send], questions: [ActionRow],
    stops: [ActionStop], certificates: [ActionKind: Certificate]
  ) {
    self.person = person
    self.zone = zone
    self.now = now
    self.sends = sends
    self.questions = questions
    self.stops = stops
    self.certificates = certificates
  }
}

/// Renders what would be done as a page.
package enum ActionsPage {
  private static let sheet = """
    :root { --chance: #e8f0e4; --chance-ink: #2c5a1e; }
    @media (prefers-color-scheme: dark) { :root { --chance: #22331c; --chance-ink: #a9d49a; } }
    header { border-bottom: 1px solid var(--line); margin-bottom: 1.6rem; padding-bottom: .6rem; }
    h2 { font-size: 1.15rem; margin: 2rem 0 .8rem; }
    h3 { font-size: 1rem; margin: 0 0 .2rem; }
    ol { list-style: none; margin: 0; padding: 0; }
    article { padding: 0 0 1.1rem; margin: 0 0 1.1rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
    p { margin: 0 0 .25rem; }
    blockquote { margin: .3rem 0 .5rem; padding: 0 0 0 .8rem; border-left: 3px solid var(--line); white-space: pre-line; }
    a { color: var(--accent); }
    .kind, .chance { border-radius: .7em; padding: .08em .55em; font-size: .82rem; white-space: nowrap; }
    .kind { border: 1px solid var(--soft); }
    .chance { background: var(--chance); color: var(--chance-ink); font-variant-numeric: tabular-nums; }
    """

  /// The whole page.
  package static func render(_ view: ActionsView) -> String {
    let day = DigestDates.moment(view.now, in: view.zone)
    return PageFrame.page(
      title: "What would be done for \(view.person), \(day)", sheet: sheet,
      """
      <header>
      <h1>What would be done for \(view.person)</h1>
      <p class="soft">As of \(day). Nothing of it was sent.</p>
      \(certificates(view))\(stops(view))</header>
      <main>
      <section>
      <h2>Would be sent (\(view.sends.count))</h2>
      \(sends(view))</section>
      <section>
      <h2>Would be asked about (\(view.questions.count))</h2>
      \(questions(view))</section>
      </main>

      """
    ).html
  }

  private static func certificates(_ view: ActionsView) -> Hypertext {
    let kinds = ActionKind.allCases.compactMap { kind in view.certificates[kind].map { (kind, $0) }
    }
    return
      "\(kinds.map { "<p class=\"soft\">Without asking, \($0.0.rawValue): \($0.1.words).</p>\n" as Hypertext })"
  }

  private static func stops(_ view: ActionsView) -> Hypertext {
    "\(view.stops.map { "<p><strong>Stopped:</strong> \($0.why)</p>\n" as Hypertext })"
  }

  private static func sends(_ view: ActionsView) -> Hypertext {
    guard !view.sends.isEmpty else { return "<p>Nothing.</p>\n" }
    return "<ol>\n\(view.sends.map { send($0, view) })</ol>\n"
  }

  private static func send(_ send: ActionsView.Send, _ view: ActionsView) -> Hypertext {
    let row = send.row
    let verb = send.effect == .undo ? "take back the \(row.kind.rawValue)" : row.kind.rawValue
    let leave =
      switch row.approvedBy {
      case "policy": "Without asking: \(row.reason)."
      case "bulk": "You approved it with others."
      default: "You approved it."
      }
    let when = "\(DigestDates.moment(send.at, in: view.zone)) at the earliest"
    return entry(row, verb: verb, when: when, leave: leave, cost: cost(row, send.effect))
  }

  private static func questions(_ view: ActionsView) -> Hypertext {
    guard !view.questions.isEmpty else { return "<p>Nothing.</p>\n" }
    return "<ol>\n\(view.questions.map { question($0, view) })</ol>\n"
  }

  private static func question(_ row: ActionRow, _ view: ActionsView) -> Hypertext {
    let end = DigestDates.moment(row.expires, in: view.zone)
    return entry(
      row, verb: row.kind.rawValue, when: "if you say yes until \(end)",
      leave: "You are asked because: \(row.reason).", cost: cost(row, .send))
  }

  /// `, for 0.015 dollars`; empty where nothing is charged.
  private static func cost(_ row: ActionRow, _ effect: ActionEffect) -> String {
    ActionPrice.words(row.kind, effect, on: row.account.network).map { ", for \($0)" } ?? ""
  }

  private static func entry(
    _ row: ActionRow, verb: String, when: String, leave: String, cost: String
  ) -> Hypertext {
    """
    <li><article>
    <p class="soft"><span class="kind">\(verb)</span> \(when), as \(row.account.text)\(cost)</p>
    <h3>\(heading(row))</h3>
    \(said(row))<p class="soft">\(chance(row))Kept: \(row.because ?? "nobody knows any more")</p>
    <p class="soft">\(leave)</p>
    </article></li>

    """
  }

  /// Who wrote it, with the way to it.
  private static func heading(_ row: ActionRow) -> Hypertext {
    let name = row.author ?? row.target.uri
    return WebAddress.plain(row.url).map {
      "<a href=\"\($0)\" rel=\"noopener noreferrer\">\(name)</a>"
    } ?? "\(name)"
  }

  /// What it says; where it has a title that is not its beginning, that before it.
  private static func said(_ row: ActionRow) -> Hypertext {
    let text = row.text ?? ""
    let title = row.title.flatMap { text.hasPrefix($0) || $0.isEmpty ? nil : $0 }
    let head: Hypertext = title.map { "<p><strong>\($0)</strong></p>\n" } ?? ""
    return text.isEmpty ? head : "\(head)<blockquote>\(text)</blockquote>\n"
  }

  private static func chance(_ row: ActionRow) -> Hypertext {
    row.probability.map {
      "<span class=\"chance\">\(min(99, max(1, Int(($0 * 100).rounded())))) %</span> "
    } ?? ""
  }
}
