// A question as the person reads it: enough to answer in three seconds, and the doubt in one line.

import Feed
import Foundation
import Pipeline
import Service
import Store

/// The rows of a card and of what is behind it.
struct ReviewCard {
  /// Letters of the text that a card shows.
  private static let openingMax = 600
  /// Letters of all of it.
  private static let wholeMax = 20_000

  let sight: ReviewSight
  let question: ReviewCase
  let zone: TimeZone
  let width: Int

  /// Title, where it comes from, its opening, and why it is asked; in at most `rows` where they can be had in so few.
  func lines(rows: Int) -> [ScreenLine] {
    let isTight = rows < 14
    let title = wrapped(question.item.title, .strong, limit: 300)
    let head =
      (title.isEmpty ? [ScreenLine("Untitled", .strong)] : title)
      + around.flatMap { wrapped($0, .soft) }
    let doubt = wrapped(ReviewWords.doubt(question), limit: 600)
    let chips = isTight ? proposal : ReviewWords.chips(question.item, proposal: sight.view.proposal)
    let tail = chips.flatMap { wrapped("· \($0)") } + doubt
    let gap = isTight ? [] : [ScreenLine("")]
    let room = rows - head.count - tail.count - 3 * gap.count
    let text = opening(max(1, min(room, 12)))
    return head + gap + text + (text.isEmpty ? [] : gap) + tail
  }

  /// The address and all of the text.
  var whole: [ScreenLine] {
    let item = question.item
    let address = TerminalText.excerpt(item.url ?? "it has no address", limit: 2_000)
    let paragraphs = TerminalText.cleanLines(String(item.text.prefix(Self.wholeMax)))
      .split(separator: "\n").map { TextWrap.lines(String($0), width: width) }
      .filter { !$0.isEmpty }
    return TextWrap.broken(address, width: width).map { ScreenLine($0) }
      + paragraphs.flatMap { [ScreenLine("")] + $0.map { ScreenLine($0) } }
  }

  /// Why it is asked: what `gleaner explain` says.
  var why: [ScreenLine] {
    let story = DecisionStory(
      item: question.item, alsoIn: sight.view.alsoIn,
      newestProfile: question.item.outcome?.profile, zone: zone, context: question.context)
    return story.lines.flatMap { line in
      TextWrap.row(TerminalText.clean(line), width: width).map { ScreenLine($0) }
    }
  }

  private var around: [String] {
    let item = question.item
    let origin = [item.sourceName, item.author, ReviewWords.when(item, now: sight.now, zone: zone)]
    let others = sight.view.alsoIn
    let also = others.isEmpty ? [] : ["also in " + others.joined(separator: ", ")]
    let post = question.context?.words.joined(separator: " · ") ?? ""
    return [(origin.compactMap(\.self) + also).joined(separator: " · ")]
      + (post.isEmpty ? [] : [post])
  }

  private var proposal: [String] {
    ReviewWords.chips(question.item, proposal: sight.view.proposal)
      .filter { _ in sight.view.proposal != nil }.prefix(1).map(\.self)
  }

  /// The first rows of a text, with a mark where there is more; none where the title has said it all.
  private func opening(_ rows: Int) -> [ScreenLine] {
    guard question.item.text != question.item.title else { return [] }
    let lines = wrapped(question.item.text, limit: Self.openingMax)
    guard lines.count > rows else { return lines }
    let last = lines[rows - 1].text
    let cut =
      TerminalText.width(last) > width - 2 ? TerminalText.fit(last, columns: width) : last + " …"
    return lines.prefix(rows - 1) + [ScreenLine(cut)]
  }

  private func wrapped(
    _ text: String, _ style: ScreenLine.Style = .plain, limit: Int = 300
  ) -> [ScreenLine] {
    TextWrap.lines(TerminalText.excerpt(text, limit: limit), width: width).map {
      ScreenLine($0, style)
    }
  }
}
