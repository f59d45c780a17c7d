// A card: enough to answer in three seconds, the reasons folded, and a button for every key.

package import Foundation
package import Markup
package import Pipeline
private import Feed
private import Service
private import Store
private import Taste

/// The card that is next, or the end of the sitting.
package struct CardView: Sendable {
  package static let keys = ReviewWords.keys.map { KeyHint($0.key, $0.does) }
  /// Letters of the text that a card shows.
  private static let excerptMax = 600

  let view: SittingView
  let now: Date
  let zone: TimeZone
  let visitor: Visitor
  /// What the key before did.
  let said: String?

  package init(view: SittingView, now: Date, zone: TimeZone, visitor: Visitor, said: String? = nil)
  {
    self.view = view
    self.now = now
    self.zone = zone
    self.visitor = visitor
    self.said = said
  }

  /// The part of the page that an answer changes.
  package var part: Hypertext {
    """
    <section id="card" data-said="\(said ?? "")">
    \(view.question.map(question) ?? end)\(undo)\(view.question.map { answers($0.item) } ?? "")</section>

    """
  }

  // MARK: The question

  private func question(_ question: ReviewCase) -> Hypertext {
    let item = question.item
    let text = TerminalText.excerpt(item.text, limit: Self.excerptMax)
    let excerpt: Hypertext = text == item.title ? "" : "<p class=\"excerpt\">\(text)</p>\n"
    return """
      <p class="soft progress">\(view.progress)</p>
      <article class="card" aria-labelledby="title">
      <h1 id="title" data-focus tabindex="-1">\(item.title)</h1>
      <p class="soft">\(origin(item))</p>
      \(around(question.context))\(excerpt)\(Chips.list(item, proposal: view.proposal))<p class="doubt">\(ReviewWords.doubt(question))</p>
      \(why(question))\(links(item))</article>

      """
  }

  private func origin(_ item: DecidedItem) -> Hypertext {
    let when = min(item.published ?? item.firstSeen, item.firstSeen)
    let others: Hypertext =
      view.alsoIn.isEmpty ? "" : " · also in \(view.alsoIn.joined(separator: ", "))"
    let author: Hypertext = item.author.map { " · \($0)" } ?? ""
    return """
      \(item.sourceName)\(author) · <time datetime="\(when.formatted(.iso8601))">\(ReviewWords.when(item, now: now, zone: zone))</time>\(others)
      """
  }

  /// Who brought a post, and what it answers.
  private func around(_ context: PostContext?) -> Hypertext {
    guard let words = context?.words, !words.isEmpty else { return "" }
    return "<p class=\"soft\">\(words.joined(separator: " · "))</p>\n"
  }

  private func why(_ question: ReviewCase) -> Hypertext {
    let story = DecisionStory(
      item: question.item, alsoIn: [], newestProfile: question.item.outcome?.profile, zone: zone,
      context: question.context)
    return """
      <details class="why"><summary data-key="w">Why <kbd>w</kbd></summary>
      \(DecisionStoryView.parts(story, level: 2))</details>

      """
  }

  private func links(_ item: DecidedItem) -> Hypertext {
    let out = OutLink.address(item.url).map { address -> Hypertext in
      """
      <a href="\(address)" rel="noreferrer noopener" target="_blank" data-key="o">Open <kbd>o</kbd></a>

      """
    }
    return """
      <p class="row">\(out ?? "")<a href="/items/\(item.id)">Everything known</a></p>

      """
  }

  private func answers(_ item: DecidedItem) -> Hypertext {
    """
    <form method="post" action="/review/answer" data-part="card" class="answers">\(Layout.hidden(visitor))
    <input type="hidden" name="item" value="\(item.id)">
    \(AnswerButtons.rows(proposal: view.proposal, also: Self.next))</form>

    """
  }

  private static let next: Hypertext = """
    <button name="answer" value="next" data-key="j ArrowRight" class="quiet">Next <kbd>j</kbd></button>

    """

  // MARK: Before and after

  /// What was said last, with the way back; it is there without a script too.
  private var undo: Hypertext {
    guard let last = view.last else { return "" }
    let title = TerminalText.excerpt(last.title ?? "", limit: 80)
    return """
      <form method="post" action="/review/undo" data-part="card" class="row undo">\(Layout.hidden(visitor))
      <span class="soft">Last: \(SittingWords.past(last.word)), “\(title)”</span>
      <button data-key="u">Undo <kbd>u</kbd></button>
      </form>

      """
  }

  private var end: Hypertext {
    let more: Hypertext =
      view.hasMore || view.total > 0
      ? """
      <form method="post" action="/review/begin" data-part="card" class="row">\(Layout.hidden(visitor))
      <button class="main" data-key="j ArrowRight">Go on <kbd>j</kbd></button>
      </form>

      """ : ""
    return """
      <article class="card" aria-labelledby="title">
      <h1 id="title" data-focus tabindex="-1">\(view.position == 1 ? "Nothing to ask" : "Done for now")</h1>
      <p>\(view.ending)</p>
      <p class="row"><a href="/today">Read the digest</a> <a href="/items?saved=yes">What you saved</a> <a href="/profile/rules#proposed">Proposed rules</a></p>
      \(more)</article>

      """
  }
}
