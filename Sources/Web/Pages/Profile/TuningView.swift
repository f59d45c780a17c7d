// What tuning proposes: each change with what it is worth, and one way on for all of them.

import Digest
import FoundationEssentials
import Markup
import Service
import Taste
import Tuning

struct TuningView {
  let looked: Measured<TuningSession.Result>?
  /// The newest version of the profile.
  let newest: Int64
  let zone: TimeZone
  let visitor: Visitor

  var body: Hypertext {
    """
    <h1>Tuning</h1>
    \(ProfilePart.links(.tuning))<p>It replays what was decided, under other thresholds, weights and mutes of what you always turn down, and proposes only what is
    certain to have decided better by your own answers.</p>
    \(found)
    """
  }

  private var found: Hypertext {
    guard let looked else { return button("Look for changes") }
    let date: Hypertext =
      "<p class=\"soft\">Looked for \(DigestDates.moment(looked.at, in: zone)), with profile \(looked.profile).</p>\n"
    switch looked.finding {
    case .lack(let words):
      return "<p>Nothing to propose: \(words).</p>\n\(date)\(button("Look again"))"
    case .found(let report):
      let nothing = report.nothing.map { "<p>\($0)</p>\n" as Hypertext }
      return """
        <p>\(report.opening)</p>
        \(nothing)\(report.outcome.proposals.map { proposal($0, report) })\(adopt(report, looked))\(date)\(button("Look again"))
        """
    }
  }

  private func proposal(_ proposal: Tuner.Proposal, _ report: TuningReport) -> Hypertext {
    let moves = proposal.moves.prefix(TuningSession.movesShown).map { move -> Hypertext in
      """
      <li>\(move.before.rawValue) → \(move.after.rawValue) <a href="/items/\(move.item)">\(TerminalText.excerpt(report.titles[move.item] ?? "item \(move.item)", limit: 200))</a></li>

      """
    }
    let notes = report.notes(proposal).map { "<li>\($0)</li>\n" as Hypertext }
    return """
      <article class="card">
      <h2>\(proposal.change.words)</h2>
      <ul class="plain">
      \(notes)\(moves)</ul>
      </article>

      """
  }

  private func adopt(
    _ report: TuningReport, _ looked: Measured<TuningSession.Result>
  ) -> Hypertext {
    guard !report.outcome.proposals.isEmpty else { return "" }
    guard report.profile == newest else {
      return "<p>The profile is another one since: look again before you adopt any of it.</p>\n"
    }
    return """
      <form method="post" action="/profile/tuning/preview" class="row">\(Layout.hidden(visitor))
      <input type="hidden" name="look" value="\(looked.number)">
      <button class="main">Show what all of it would do</button>
      </form>

      """
  }

  private func button(_ name: String) -> Hypertext {
    """
    <form method="post" action="/profile/tuning/look">\(Layout.hidden(visitor))<button>\(name)</button> <span class="soft">The past is replayed many times, which can take a minute.</span></form>

    """
  }
}
