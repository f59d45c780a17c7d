// Versions of what a judge is told: how good each was, what it says, and a button that puts it in use.

import Digest
import FoundationEssentials
import Markup
import Pipeline
import Service
import Store
import Taste
import Tuning

struct BriefingView {
  let rows: [JudgeBriefingRow]
  /// Nil for the one that comes with Gleaner.
  let inUse: Int64?
  let zone: TimeZone
  let visitor: Visitor

  var body: Hypertext {
    """
    <h1>What the judge is told</h1>
    \(ProfilePart.links(.judge))<p>What a score leaves open may be put to a language model. <code>gleaner profile tune --judge</code> looks for a briefing that
    makes it better for you; it says first what that costs.</p>
    \(rows.map(version))\(standard)
    """
  }

  private func version(_ row: JudgeBriefingRow) -> Hypertext {
    let briefing = row.content.briefing
    let guidance: Hypertext =
      briefing.guidance.isEmpty
      ? "" : "<blockquote>\(TerminalText.clean(briefing.guidance))</blockquote>\n"
    let examples = briefing.examples.map { example -> Hypertext in
      "<li>\(TerminalText.excerpt(JudgeTuningReport.words(example), limit: 200))</li>\n"
    }
    let list: Hypertext = examples.isEmpty ? "" : "<ul>\n\(examples)</ul>\n"
    return """
      <article class="card">
      <h2>Version \(row.id)\(tag(row))</h2>
      <p class="soft">\(DigestDates.day(row.createdAt, in: zone)), \(row.content.models)</p>
      <p>\(JudgeTuningReport.words(row)).</p>
      \(guidance)\(list)\(row.content.isAccepted ? button(row.id) : "")</article>

      """
  }

  private func tag(_ row: JudgeBriefingRow) -> Hypertext {
    if row.isInUse { return " <span class=\"tag\">in use</span>" }
    return row.content.isAccepted
      ? "" : " <span class=\"tag\">not certain to be better</span>"
  }

  private var standard: Hypertext {
    """
    <article class="card">
    <h2>The one that comes with Gleaner\(inUse == nil ? " <span class=\"tag\">in use</span>" as Hypertext : "")</h2>
    \(button(nil))</article>

    """
  }

  private func button(_ version: Int64?) -> Hypertext {
    guard version != inUse else { return "" }
    return """
      <form method="post" action="/profile/judge/use">\(Layout.hidden(visitor))
      <input type="hidden" name="instead" value="\(inUse ?? 0)">
      <button name="version" value="\(version ?? 0)">Use this one</button>
      </form>

      """
  }
}
