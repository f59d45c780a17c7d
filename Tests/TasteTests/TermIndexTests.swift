// Terms: what counts as a word, and how much.

import Testing

@testable import Taste

struct TermIndexTests {
  @Test func `terms are the beginnings of words, without case and marks`() {
    let plain = TermCounts(text: "Zurich zurich trams")
    let marked = TermCounts(text: "ZÜRICH, Zürichs trams!")
    #expect(plain == marked)
    #expect(plain.words == 3)
    #expect(plain.counts.sorted() == [1, 2])
  }

  @Test(arguments: [
    ("networking", "networks", true), ("стихотворение", "стихотворный", true),
    ("Éclairs", "eclair", true), ("net", "nets", false), ("planes", "planets", false),
  ])
  func `words of one stem are one term where six letters hold it`(
    one: String, other: String, isOne: Bool
  ) {
    #expect((TermCounts(text: one) == TermCounts(text: other)) == isOne)
  }

  @Test(arguments: [
    "C++ and c#d, +x a+b++ #tag", "it’s “quoted” – and…done", "x1 2 42 no-one", "a\u{200D}b cd", "",
    "ALL\tTabs\nand\0zero\u{7F}end", "cut \u{2028}line", "—",
  ])
  func `plain text has the words that it has among letters with marks`(text: String) {
    // The last letter has to be folded, and alone it is no word.
    #expect(TermCounts(text: text) == TermCounts(text: text + " é"))
  }

  @Test func `where characters are words, neighbours are terms too`() {
    // Three characters, two pairs; a Latin word between parts them.
    #expect(TermCounts(text: "機械学").counts.count == 5)
    #expect(TermCounts(text: "機 swift 械").counts.count == 3)
  }

  @Test func `a word of the title counts three times, and no longer text comes of it`() {
    let counts = TermCounts(title: "Trams", text: "Trams\nof the old town")
    #expect(counts.counts.sorted() == [1, 1, 1, 1, 3])
    #expect(counts.words == 5)
  }

  @Test func `a word said often counts little more than once`() {
    let index = TermIndex(corpus: ["red fox", "red fox"].map { TermCounts(text: $0) })
    let often = String(repeating: "red ", count: 50) + "fox"
    let values = index.vector(TermCounts(text: often), length: 1).values.sorted()
    #expect(values[1] / values[0] > 1.5 && values[1] / values[0] < 2.2)
  }

  @Test func `a term of one text is unknown, and a rarer term tells more`() {
    let corpus = ["red fox", "red hen", "red hen cake", "cake"].map { TermCounts(text: $0) }
    let index = TermIndex(corpus: corpus)
    let vector = index.vector(TermCounts(text: "red hen fox unheard"), length: 1)
    // Known: red (3 texts), hen (2).
    #expect(vector.values.count == 2)
    let least = vector.values.min() ?? 0
    #expect(vector.values.count { $0 > least } == 1)
    let square = vector.values.reduce(0) { $0 + $1 * $1 }
    #expect(abs(square - 1) < 1e-6)
    #expect(index.vector(TermCounts(text: "unheard"), length: 1).terms.isEmpty)
  }

  @Test(arguments: [1, 100])
  func `products by postings equal products by hand, however common a word is`(copies: Int) {
    let said = ["red fox red", "red hen", "blue hen fox", "red cake"]
    let texts = Array(repeating: said, count: copies).joined().map { TermCounts(text: $0) }
    let index = TermIndex(corpus: texts + texts)
    let vectors = texts.map { index.vector($0, length: 1) }
    let count = vectors.count
    let postings = TermPostings(vectors, termCount: index.count)
    var rows = [Float](repeating: 1, count: 2 * count)
    postings.addProducts(with: Array(vectors[..<2]), to: &rows)
    var gram = [Float](repeating: 1, count: count * count)
    postings.addGram(of: vectors, to: &gram)
    for row in 0..<2 {
      for (column, vector) in vectors.enumerated() {
        let other = Dictionary(uniqueKeysWithValues: zip(vector.terms, vector.values))
        let product = zip(vectors[row].terms, vectors[row].values).reduce(Float(1)) {
          $0 + $1.1 * (other[$1.0] ?? 0)
        }
        #expect(abs(rows[row * count + column] - product) < 1e-6)
        #expect(abs(gram[max(row, column) * count + min(row, column)] - product) < 1e-6)
      }
    }
  }

  @Test func `ten thousand terms keep their numbers, and what was said once has none`() {
    let texts = (0..<200).map { text in (1...100).map { UInt64(text / 2 * 100 + $0) << 20 } }
    let (table, frequencies) = TermTable.shared(by: texts + [[7, 0]])
    #expect(frequencies == [Int32](repeating: 2, count: 10_000))
    #expect(Set(texts.joined().compactMap(table.number)).count == 10_000)
    #expect(table.number(7) == nil && table.number(0) == nil)
  }
}
