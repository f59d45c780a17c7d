// Passages: about as long as the model reads, whole where they can be, named for where they stand.

import Memory
import Store
import Testing

struct ChunkerTests {
  func passages(_ text: String) -> [String] {
    Chunker().passages(of: text, named: "note").passages.map(\.text)
  }

  @Test func `a passage is named for its note and its headings`() {
    let note = """
      # Bread
      Rye needs a long, cool rest and a warm start to rise at all.
      ## Times
      Twelve hours at eight degrees, then three at thirty is what worked.
      """
    let (title, passages) = Chunker().passages(of: note, named: "bread")
    #expect(title == "Bread")
    #expect(passages.map(\.title) == ["Bread", "Bread – Times"])
  }

  @Test func `front matter gives the title and no text`() {
    let note =
      "---\ntitle: \"A quiet note\"\ntags: x\n---\n\nOne two three four five six seven eight nine."
    let (title, passages) = Chunker().passages(of: note, named: "file")
    #expect(title == "A quiet note")
    #expect(passages.map(\.text) == ["One two three four five six seven eight nine."])
  }

  @Test func `a note that is all front matter is read for its values`() {
    let note = """
      ---
      title: Lemonade
      prepTime: 10
      ingredients:
      - amount: 2 cups
        description: "fresh lemon juice"
      steps:
      - Stir the sugar into warm water until it is gone.
      ---
      """
    let (title, passages) = Chunker().passages(of: note, named: "file")
    #expect(title == "Lemonade")
    #expect(
      passages.map(\.text) == [
        "Lemonade\n2 cups\nfresh lemon juice\nStir the sugar into warm water until it is gone."
      ])
  }

  @Test(arguments: [
    (
      "See [the manual](https://example.org/m) for *more* on `this` thing here, please do.",
      "See the manual for more on this thing here, please do."
    ),
    (
      "> Quoted words are words, said by somebody else and kept here.",
      "Quoted words are words, said by somebody else and kept here."
    ),
    (
      "A picture ![of bread](b.jpg) in the middle of a line is only its text.",
      "A picture of bread in the middle of a line is only its text."
    ),
    (
      "An [open bracket never closes, and that is fine with all of us here.",
      "An [open bracket never closes, and that is fine with all of us here."
    ),
  ])
  func `marks go, words stay`(given: String, plain: String) {
    #expect(passages(given) == [plain])
  }

  @Test func `a long text is cut at paragraphs, a long paragraph at words`() {
    let paragraph = String(repeating: "word ", count: 100)
    #expect(passages("\(paragraph)\n\n\(paragraph)\n\n\(paragraph)").count == 3)
    let pieces = passages(String(repeating: "word ", count: 400))
    #expect(pieces.map { $0.split(separator: " ").count } == [180, 180, 40])
  }

  @Test func `a remark too short to mean anything is left out, unless there is nothing else`() {
    #expect(
      passages("Ok.\n\n# More\n\nThis one is long enough to say what it is about.").count == 1)
    #expect(passages("Ok.") == ["Ok."])
    #expect(passages("").isEmpty)
  }

  @Test func `code is kept as it is`() {
    let text = passages(
      "Run this to see what the planner does now:\n\n```sql\nEXPLAIN *SELECT* 1;\n```")
    #expect(text[0].contains("EXPLAIN *SELECT* 1;") && !text[0].contains("```"))
  }
}
