// Terms: what counts as a word, and how much.

import Testing

@testable import Taste

struct TermIndexTests {
  @Test func `terms are words and pairs of neighbours, without case and marks`() {
    let plain = TermCounts(text: "Zurich zurich trams")
    let marked = TermCounts(text: "ZÜRICH, Zürich trams!")
    #expect(plain == marked)
    #expect(plain.words == 3)
    #expect(plain.counts.sorted() == [1, 1, 1, 2])
  }

  @Test func `a term of one text is unknown, and a rarer term tells more`() {
    let corpus = ["red fox", "red hen", "red hen cake"].map { TermCounts(text: $0) }
    let index = TermIndex(corpus: corpus)
    let vector = index.vector(TermCounts(text: "red hen fox unheard"), length: 1)
    // Known: red (3 texts), hen (2), and the pair "red hen" (2).
    #expect(vector.values.count == 3)
    let least = vector.values.min() ?? 0
    #expect(vector.values.count { $0 > least } == 2)
    let square = vector.values.reduce(0) { $0 + $1 * $1 }
    #expect(abs(square - 1) < 1e-6)
    #expect(index.vector(TermCounts(text: "unheard"), length: 1).terms.isEmpty)
  }

  @Test func `products by postings equal products by hand`() {
    let texts = ["red fox red", "red hen", "blue hen fox"].map { TermCounts(text: $0) }
    let index = TermIndex(corpus: texts + texts)
    let vectors = texts.map { index.vector($0, length: 1) }
    var sums = [Float](repeating: 0, count: 4)
    TermPostings(vectors, termCount: index.count).addProducts(with: vectors[0], to: &sums, at: 1)
    for (row, vector) in vectors.enumerated() {
      let other = Dictionary(uniqueKeysWithValues: zip(vector.terms, vector.values))
      let product = zip(vectors[0].terms, vectors[0].values).reduce(Float(0)) {
        $0 + $1.1 * (other[$1.0] ?? 0)
      }
      #expect(abs(sums[row + 1] - product) < 1e-6)
    }
  }
}
