// Which part of a passage is shown.

import Memory
import Testing

struct ExcerptTests {
  static let text =
    "In the beginning there was flour, and water was added to it slowly. Much later, when the oven "
    + "was hot, the crust browned within ten minutes. In the end nobody spoke of the crust again."

  @Test(arguments: [
    ("crust browning", "…oven was hot, the crust browned within ten minutes. In…"),
    ("WATER", "…there was flour, and water was added to it slowly. Much…"),
    ("bread", "In the beginning there was flour, and water was added to…"),
    ("", "In the beginning there was flour, and water was added to…"),
  ])
  func `it stands around the words that were asked for`(query: String, excerpt: String) {
    #expect(Excerpt.around(query, in: Self.text, limit: 58) == excerpt)
  }

  @Test func `what is short is shown whole, on one line`() {
    #expect(Excerpt.around("x", in: "one\n two\tthree ", limit: 50) == "one two three")
    #expect(Excerpt.around("x", in: "", limit: 50) == "")
  }

  @Test func `a word without end is cut`() {
    let word = String(repeating: "x", count: 100_000)
    #expect(Excerpt.around("x", in: word, limit: 50).count == 51)
    let many = String(repeating: "y ", count: 100_000)
    #expect(Excerpt.around("why", in: many, limit: 50).count <= 52)
  }
}
