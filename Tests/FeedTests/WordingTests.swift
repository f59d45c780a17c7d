// Title and text: said once.

import Feed
import Testing

struct WordingTests {
  @Test(arguments: [
    ("Title", "Text.", "Title\nText."), ("", "Text.", "Text."), ("Title", "", "Title"),
    ("A post", "A post says it all.", "A post says it all."),
    ("A post about…", "A post about bread.", "A post about bread."),
    ("A post about...", "A post about bread.", "A post about bread."),
    ("…", "Text.", "Text."), ("", "", ""),
  ])
  func `a title that the text begins with is not said twice`(
    title: String, text: String, whole: String
  ) {
    #expect(Wording.whole(title: title, text: text) == whole)
  }

  @Test func `a text without a title shows its first words`() {
    let opening = Wording.opening(of: String(repeating: "word ", count: 40))
    #expect(opening.hasPrefix("word word") && opening.hasSuffix("word…") && opening.count < 82)
    #expect(Wording.opening(of: "Short.\nAnd more.") == "Short.")
  }
}
