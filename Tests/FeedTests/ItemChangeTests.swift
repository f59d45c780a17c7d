// When a stored item is left alone, shown anew, or judged again.

import Feed
import Testing

struct ItemChangeTests {
  static let text = (1...60).map { "word\($0)" }.joined(separator: " ")

  func known(_ title: String, _ text: String, judged: String? = nil, refreshes: Int = 0)
    -> KnownItem
  {
    KnownItem(
      id: 1, externalID: "1", title: title, text: text, judgedText: judged,
      shownHash: SaidWords.hash(title: title, text: text).bytes, refreshes: refreshes)
  }

  func decide(_ old: KnownItem, _ title: String, _ text: String) -> ItemChange {
    let item = Item(externalID: "1", title: title, text: text)
    return ItemChange.decide(old, item, hash: item.textHash)
  }

  @Test func `another quote, case or counter is no change`() {
    #expect(decide(known("It's here", "So. 3 comments"), "It’s Here", "So — 4 comments") == .none)
  }

  @Test func `a word is shown, a rewritten text is judged again`() {
    #expect(decide(known("A title", Self.text), "A title", Self.text + " and more") == .shown)
    let rewritten = Self.text.replacing("word3", with: "other3").replacing("word4", with: "other4")
      .replacing("word5", with: "other5")
    #expect(decide(known("A title", Self.text), "A title", rewritten) == .said)
  }

  @Test func `a teaser that became the whole text is judged again`() {
    #expect(decide(known("A title", "word1 word2 word3"), "A title", Self.text) == .said)
  }

  @Test func `another headline is judged again, a longer one is not`() {
    let old = known("Rain in the north", Self.text)
    #expect(decide(old, "Floods close all the roads", Self.text) == .said)
    #expect(decide(old, "Rain in the north – updated", Self.text) == .shown)
  }

  @Test func `small changes are measured from what was judged, so that they cannot add up`() {
    let drifted = Self.text.replacing("word1", with: "other1")
    let old = known("A title", drifted, judged: "A title\n" + Self.text)
    #expect(decide(old, "A title", drifted + " end") == .said)
    #expect(decide(known("A title", drifted), "A title", drifted + " end") == .shown)
  }

  @Test func `an item is shown anew so many times and no more`() {
    let last = known("A title", Self.text, refreshes: ItemChange.refreshLimit - 1)
    #expect(decide(last, "A title", Self.text + " x") == .shown)
    let beyond = known("A title", Self.text, refreshes: ItemChange.refreshLimit)
    #expect(decide(beyond, "A title", Self.text + " x") == .none)
    #expect(decide(beyond, "Other words entirely", "about other things") == .said)
  }
}
