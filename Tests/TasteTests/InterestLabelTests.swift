// Labels: the words that set an interest apart, as people write them.

import Feed
import Testing

@testable import Taste

struct InterestLabelTests {
  private static let bread = [
    "Der Käse und das Brot: sourdough bread with the old starter",
    "A sourdough starter of my own, and Käse with it", "When the sourdough starter is slow",
    "Käse on sourdough, and why the starter matters",
  ]
  private static let code = [
    "The PostgreSQL planner and an index", "Why PostgreSQL reads the index twice",
    "An index for PostgreSQL, and the planner of the year 2024", "PostgreSQL and its planner",
  ]

  private static func labels(group: String? = nil) -> InterestLabels {
    let texts = (bread + code).enumerated().map { index, text in
      Example(
        Candidate(id: "\(index)", title: "", text: text, vector: Vector(unit: [1])), .document,
        group: index < 2 ? group : nil)
    }
    return InterestLabels(wanted: texts, others: [])
  }

  @Test func `words that hold a sentence together are no label, nor are numbers`() {
    let words = Self.labels().words(of: [4, 5, 6, 7]).map(\.folded)
    #expect(words.first == "postgresql")
    for word in ["the", "and", "an", "of", "2024", "why"] { #expect(!words.contains(word)) }
  }

  @Test func `words are written as they mostly are, and a pair stands for its words`() {
    let words = Self.labels().words(of: [0, 1, 2, 3]).map(\.spelling)
    #expect(words.prefix(2) == ["sourdough starter", "Käse"])
    #expect(!words.contains("starter") && !words.contains("sourdough"))
  }

  @Test func `what only the passages of one note repeat is no word of an interest`() {
    let apart = Self.labels().words(of: [0, 1, 2]).map(\.folded)
    let together = Self.labels(group: "a note").words(of: [0, 1, 2, 4]).map(\.folded)
    #expect(apart.contains("kase") && !together.contains("kase"))
  }

  @Test(arguments: [
    ("recipe", "recipes", true), ("index", "indexes", true), ("bread", "bread", true),
    ("sql", "sqlite", false), ("running", "runway", false), ("postgres", "postgresql", true),
  ])
  func `words of one stem are one word`(a: String, b: String, isSame: Bool) {
    #expect(InterestLabels.isSameStem(a, b) == isSame)
  }

  @Test func `no two labels are alike, even of interests with the same words`() {
    var naming = InterestNaming(parent: .none, known: [:])
    let word = InterestLabels.Word(folded: "rye", spelling: "rye", texts: 3)
    let names = (0..<4).map { _ in naming.label([word], nil, titles: ["A title", "A title"]) }
    #expect(Set(names).count == 4 && names[0] == "rye" && names[1] == "A title")
  }

  @Test(arguments: [(["A note", "B note"], "A note"), (["B note"], "B note"), ([""], "A note")])
  func `the name of a text stays while the text does`(titles: [String], name: String) {
    let earlier = Interest(
      number: 1, label: "A note", words: [], weight: 1, size: 1, exemplars: [], members: [],
      centre: [1], reach: 0)
    let parent = Interests([earlier], middle: [0], partedFrom: 1)
    var naming = InterestNaming(parent: parent, known: [0: 0])
    #expect(naming.label([], earlier, titles: titles) == name)
  }
}
