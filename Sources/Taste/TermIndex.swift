// How telling each term is, learned from a sample of texts. Rare words tell more than common ones; words seen in a single
// text tell nothing, because no second text can share them.

private import Glibc

/// Inverse document frequencies of the terms of a corpus.
package struct TermIndex: Sendable {
  private let table: TermTable
  /// By the number of the term.
  private let weights: [Float]
  package let documents: Int

  var count: Int { weights.count }

  /// The number of a term, or nil when it is unknown or so common that it says nothing about a text.
  func number(ofTelling term: UInt64) -> Int32? {
    guard let number = table.number(term), weights[Int(number)] >= telling else { return nil }
    return number
  }

  /// The weight of a term that one text in eight has.
  private var telling: Float { Float(log(8.0) + 1) }

  /// Learns from `corpus`; a term needs two texts to be known.
  ///
  /// idf = ln((1 + N) / (1 + df)) + 1 (Manning, Raghavan, Schütze, Introduction to Information Retrieval, §6.2,
  /// with the smoothing of scikit-learn).
  package init(corpus: [TermCounts]) {
    let (table, frequencies) = TermTable.shared(by: corpus.map(\.terms))
    let total = Double(corpus.count)
    self.table = table
    weights = frequencies.map { Float(log((1 + total) / (1 + Double($0))) + 1) }
    documents = corpus.count
  }

  /// A term that occurs often counts for at most 1 more than this.
  ///
  /// k₁ of BM25 (Robertson, Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009, §3.4.2).
  private static let saturation: Float = 1.2

  /// The text in the space of terms: saturated counts times idf, of length `length`; empty when it has no known term.
  func vector(_ text: TermCounts, length: Float) -> SparseVector {
    var terms: [Int32] = []
    var values: [Float] = []
    terms.reserveCapacity(text.terms.count)
    values.reserveCapacity(text.terms.count)
    var squares: Float = 0
    for (number, count) in zip(table.numbers(of: text.terms), text.counts) where number >= 0 {
      let value = weights[Int(number)] * Self.saturated(Float(count))
      terms.append(number)
      values.append(value)
      squares += value * value
    }
    guard squares > 0 else { return SparseVector(terms: [], values: []) }
    let scale = length / squares.squareRoot()
    for place in values.indices { values[place] *= scale }
    return SparseVector(terms: terms, values: values)
  }

  private static func saturated(_ count: Float) -> Float {
    count * (saturation + 1) / (count + saturation)
  }
}

/// The non-zero elements of a vector, in no particular order.
struct SparseVector: Sendable {
  let terms: [Int32]
  let values: [Float]
}
