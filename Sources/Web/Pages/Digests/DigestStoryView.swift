// One story of a digest on a page, with the two buttons that say more or less of it.

import Digest
import FoundationEssentials
import Markup
import Store

/// Shows stories.
enum DigestStoryView {
  /// How much of a text stands on the page.
  private static let excerptMax = 320

  static func story(
    _ story: DigestStory, _ edition: Edition, _ vote: Vote?, level: Int, for visitor: Visitor
  ) -> Hypertext {
    let title: Hypertext =
      story.webAddress.map {
        "<a href=\"\($0)\" rel=\"noreferrer noopener\">\(story.heading)</a>"
      } ?? "\(story.heading)"
    let chance: Hypertext =
      story.percent.map { "<strong class=\"chance\">\($0) %</strong> " } ?? ""
    let wild: Hypertext = story.isWild ? "<strong>\(Edition.Story.wildWords)</strong> " : ""
    return """
      <li><article id="story-\(story.item.id)">
      <h\(level)>\(title)</h\(level)>
      <p class="soft">\(DigestPage.meta(story, edition))</p>
      <p>\(story.excerpt(excerptMax))</p>
      <p class="soft">\(wild)\(chance)\(story.why) <a href="/items/\(story.item.id)">Why<span class="unseen"> “\(story.heading)”</span></a></p>
      \(votes(story, in: edition.number, vote, for: visitor))</article></li>

      """
  }

  /// The buttons; after an answer the live region says what was done.
  static func votes(
    _ story: DigestStory, in digest: Int64, _ vote: Vote?, for visitor: Visitor,
    isAnswer: Bool = false
  ) -> Hypertext {
    let part = "vote-\(story.item.id)"
    let said =
      switch vote {
      case _ where !isAnswer: ""
      case .up: "Noted: more like this."
      case .down: "Noted: less like this."
      case nil: "Taken back."
      }
    return """
      <form id="\(part)" data-part="\(part)" data-said="\(said)" method="post" action="/digests/\(digest)/vote" class="row">
      \(Layout.hidden(visitor))<input type="hidden" name="item" value="\(story.item.id)">
      \(button("up", "More like this", story, isOn: vote == .up))\(button("down", "Less", story, isOn: vote == .down))</form>

      """
  }

  /// A button that is on takes its vote back.
  private static func button(
    _ word: String, _ name: String, _ story: DigestStory, isOn: Bool
  ) -> Hypertext {
    let value = isOn ? "undo" : word
    return """
      <button name="vote" value="\(value)" aria-pressed="\(isOn ? "true" : "false")">\(name)<span class="unseen">: \(story.heading)</span></button>

      """
  }
}
