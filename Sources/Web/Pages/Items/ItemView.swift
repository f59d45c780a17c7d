// Everything known of an item: its text, why it was decided so, what a judge said, what was done, and what is said of it.

import Feed
import Foundation
import Markup
import Pipeline
import Service
import Store
import Taste

struct ItemView {
  static let keys = [
    KeyHint("k", "keep it"), KeyHint("s", "skip it"), KeyHint("l", "later: asks again tomorrow"),
    KeyHint("a", "like it, or approve what is proposed"), KeyHint("b", "save for later reading"),
    KeyHint("x", "less of this source"), KeyHint("t", "less of this topic"),
    KeyHint("o", "open it"), KeyHint("u", "undo what you said last"),
  ]
  /// A longer text is read where it comes from.
  private static let textMax = 400_000

  let item: DecidedItem
  /// The item that told the story first; nil for the first one.
  let original: Int64?
  let story: DecisionStory
  let judgements: [KeptJudgement]
  let history: [ItemEvent]
  let retellings: [Retelling]
  let actions: [ActionRow]
  let proposal: ActionRow?
  let last: ReviewStep?
  let now: Date
  let zone: TimeZone
  let visitor: Visitor
  var said: String?
  /// Gives the path of ours for a picture; nil where none is shown.
  var image: (@Sendable (String) -> String)?

  var body: Hypertext { "\(part)\(text)" }

  /// What an answer changes: everything but the text.
  var part: Hypertext {
    """
    <section id="item" data-said="\(said ?? "")">
    \(heading)\(answers)<h2>Why</h2>
    \(DecisionStoryView.parts(story, level: 3))\(judged)\(acted)\(told)\(past)</section>

    """
  }

  private var heading: Hypertext {
    let author: Hypertext = item.author.map { " · \($0)" } ?? ""
    let when = min(item.published ?? item.firstSeen, item.firstSeen)
    let also: Hypertext =
      story.alsoIn.isEmpty ? "" : " · also in \(story.alsoIn.joined(separator: ", "))"
    let out: Hypertext =
      OutLink.address(item.url).map { address in
        """
        <a href="\(address)" rel="noreferrer noopener" target="_blank" data-key="o">Open <kbd>o</kbd></a>

        """
      } ?? ""
    let first: Hypertext =
      original.map { "<p>Told first by <a href=\"/items/\($0)\">item \($0)</a>.</p>\n" } ?? ""
    return """
      <h1 data-focus tabindex="-1">\(item.title)</h1>
      <p class="soft">\(item.sourceName)\(author) · <time datetime="\(when.formatted(.iso8601))">\(ReviewWords.when(item, now: now, zone: zone))</time>\(also) · item \(item.id)</p>
      \(Chips.list(item, proposal: proposal))\(first)<p class="row">\(out)</p>

      """
  }

  private var answers: Hypertext {
    let undo: Hypertext =
      last.map { last in
        """
        <form method="post" action="/items/\(item.id)/undo" data-part="item" class="row undo">\(Layout.hidden(visitor))
        <span class="soft">Last: \(SittingWords.past(last.word)), “\(TerminalText.excerpt(last.title ?? "", limit: 80))”</span>
        <button data-key="u">Undo <kbd>u</kbd></button>
        </form>

        """
      } ?? ""
    return """
      <form method="post" action="/items/\(item.id)/answer" data-part="item" class="answers">\(Layout.hidden(visitor))
      \(AnswerButtons.rows(proposal: proposal, also: Self.more))</form>
      \(undo)
      """
  }

  private static let more: Hypertext = """
    <button name="answer" value="more" class="quiet">More like this</button>

    """

  private var judged: Hypertext {
    let question: Hypertext =
      "<p><a href=\"/items/\(item.id)/question\">What a language model is asked about it</a></p>\n"
    guard !judgements.isEmpty else { return question }
    let rows = judgements.map { kept -> Hypertext in
      let answer = kept.answer.map {
        "\($0.verdict.rawValue), \(Int($0.confidence.rounded())) % sure"
      }
      let reason: Hypertext = kept.answer?.reason.map { ": \($0)" } ?? ""
      let model = kept.answer.map { " by \($0.provider), \($0.model)" } ?? ""
      let state = answer ?? "no answer (\(kept.code ?? kept.state))"
      return """
        <li>\(moment(kept.askedAt)) \(state)\(model)\(reason) <span class="soft">prompt \(kept.version)</span></li>

        """
    }
    return """
      <h2>Judged</h2>
      <ul class="plain">
      \(rows)</ul>
      \(question)
      """
  }

  private var acted: Hypertext {
    guard !actions.isEmpty else { return "" }
    let rows = actions.map { row -> Hypertext in
      let note = row.note.map { ": \($0)" } ?? ""
      return "<li>\(row.kind.rawValue) by \(row.account.text), \(row.state.rawValue)\(note)</li>\n"
    }
    return "<h2>Actions</h2>\n<ul class=\"plain\">\n\(rows)</ul>\n"
  }

  private var told: Hypertext {
    guard !retellings.isEmpty else { return "" }
    let rows = retellings.map { other -> Hypertext in
      "<li><a href=\"/items/\(other.id)\">\(other.title)</a> in \(other.sourceName)</li>\n"
    }
    return "<h2>Told again</h2>\n<ul class=\"plain\">\n\(rows)</ul>\n"
  }

  private var past: Hypertext {
    let rows = history.map { event -> Hypertext in
      "<li>\(moment(event.at)) \(words(event.kind))</li>\n"
    }
    return "<h2>History</h2>\n<ul class=\"plain\">\n\(rows)</ul>\n"
  }

  private func words(_ kind: ItemEvent.Kind) -> String {
    switch kind {
    case .decided(let verdict, let stage, let reason, let probability, let profile):
      let chance = probability.map { ", \(Figures.chance($0))" } ?? ""
      let version = profile.map { ", profile \($0)" } ?? ""
      return "\(verdict.rawValue) by \(stage.rawValue)\(chance)\(version): \(reason)"
    case .said(let label, let origin, let reason, let isWithdrawn):
      let evidence = Evidence(rawValue: label)
      let why = reason.map { ": \($0)" } ?? ""
      return "\(evidence?.words ?? label) (\(origin))\(why)"
        + (isWithdrawn ? ", taken back" : "")
    }
  }

  private func moment(_ date: Date) -> Hypertext { TimeMark.at(date, in: zone) }

  /// What the feed brought, rewritten by the sanitiser; without it the plain text.
  private var text: Hypertext {
    let html = item.html.flatMap { $0.utf8.count <= Self.textMax ? $0 : nil }
    let content: Hypertext =
      html.map { ToldHTML.make($0, base: item.url, image: image) }
      ?? "<p class=\"lines\">\(String(item.text.prefix(Self.textMax)))</p>"
    return """
      <section aria-labelledby="told">
      <h2 id="told">Text</h2>
      <div class="told">\(content)</div>
      </section>

      """
  }
}
