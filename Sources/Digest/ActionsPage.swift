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
    h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
    ol { list-style: none; margin: 0; padding: 0; }
    li { padding: 0 0 .9rem; margin: 0 0 .9rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
    p { margin: .1rem 0; }
    a { color: var(--accent); }
    .kind { border: 1px solid var(--soft); border-radius: .7em; padding: 0 .5em; font-size: .82rem; }
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
    let verb =
      send.effect == .undo ? "take back the \(send.row.kind.rawValue)" : send.row.kind.rawValue
    let how =
      switch send.row.approvedBy {
      case "policy": "without asking: \(send.row.reason)"
      case "bulk": "approved by you with others"
      default: "approved by you"
      }
    let head = "\(DigestDates.moment(send.at, in: view.zone)), as \(send.row.account.text), \(how)"
    return entry(send.row, verb: verb, head: head)
  }

  private static func questions(_ view: ActionsView) -> Hypertext {
    guard !view.questions.isEmpty else { return "<p>Nothing.</p>\n" }
    return """
      <ol>
      \(view.questions.map { row in
        entry(row, verb: row.kind.rawValue, head: "as \(row.account.text); asked because: \(row.reason)")
      })</ol>

      """
  }

  private static func entry(_ row: ActionRow, verb: String, head: String) -> Hypertext {
    let title = row.title.flatMap { $0.isEmpty ? nil : $0 } ?? row.target.uri
    let name: Hypertext =
      WebAddress.plain(row.url).map { "<a href=\"\($0)\" rel=\"noopener noreferrer\">\(title)</a>" }
      ?? "\(title)"
    let author = row.author.map { ", by \($0)" } ?? ""
    return """
      <li><p><span class="kind">\(verb)</span> \(name)\(author)</p>
      <p class="soft">\(head)</p>
      <p class="soft">Kept: \(row.because ?? "nobody knows any more")</p></li>

      """
  }
}
