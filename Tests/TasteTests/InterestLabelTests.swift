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

  private static func labels() -> InterestLabels {
    let texts = (bread + code).enumerated().map { index, text in
      Candidate(id: "\(index)", title: "", text: text, vector: Vector(unit: [1]))
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
}
