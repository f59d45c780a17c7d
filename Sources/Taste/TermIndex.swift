// How telling each term is, learned from a sample of texts. Rare words tell more than common ones; words seen in a single
// text tell nothing, because no second text can share them.

private import Glibc

/// Inverse document frequencies of the terms of a corpus.
package struct TermIndex: Sendable {
  /// Term → its number and its weight.
  private let known: [UInt64: Entry]
  package let documents: Int

  private struct Entry {
    let number: Int32
    let weight: Float
  }

  var count: Int { known.count }

  /// The number of a term, or nil when it is unknown or so common that it says nothing about a text.
  func number(ofTelling term: UInt64) -> Int32? {
    guard let entry = known[term], entry.weight >= telling else { return nil }
    return entry.number
  }

  /// The weight of a term that one text in eight has.
  private var telling: Float { Float(log(8.0) + 1) }

  /// Learns from `corpus`; a term needs two texts to be known.
  ///
  /// idf = ln((1 + N) / (1 + df)) + 1 (Manning, Raghavan, Schütze, Introduction to Information Retrieval, §6.2,
  /// with the smoothing of scikit-learn).
  package init(corpus: [TermCounts]) {
    var frequencies: [UInt64: Int] = [:]
    for text in corpus {
      for term in text.terms { frequencies[term, default: 0] += 1 }
    }
    let total = Double(corpus.count)
    var known: [UInt64: Entry] = [:]
    for (term, frequency) in frequencies where frequency > 1 {
      let weight = Float(log((1 + total) / (1 + Double(frequency))) + 1)
      known[term] = Entry(number: Int32(known.count), weight: weight)
    }
    self.known = known
    documents = corpus.count
  }

  /// The text in the space of terms: (1 + ln count) · idf, of length `length`; empty when it has no known term.
  func vector(_ text: TermCounts, length: Float) -> SparseVector {
    var terms: [Int32] = []
    var values: [Float] = []
    var squares: Float = 0
    for (term, count) in zip(text.terms, text.counts) {
      guard let entry = known[term] else { continue }
      let value = (1 + Float(log(Double(count)))) * entry.weight
      terms.append(entry.number)
      values.append(value)
      squares += value * value
    }
    guard squares > 0 else { return SparseVector(terms: [], values: []) }
    let scale = length / squares.squareRoot()
    return SparseVector(terms: terms, values: values.map { $0 * scale })
  }
}

/// The non-zero elements of a vector, in no particular order.
struct SparseVector: Sendable {
  let terms: [Int32]
  let values: [Float]
}

/// Sparse rows by column, so that one text meets only those that share a term with it.
struct TermPostings: Sendable {
  private let starts: [Int]
  private let rows: [Int32]
  private let values: [Float]

  /// `termCount` bounds the numbers of the terms in `vectors`.
  init(_ vectors: [SparseVector], termCount: Int) {
    var starts = [Int](repeating: 0, count: termCount + 1)
    for vector in vectors {
      for term in vector.terms { starts[Int(term) + 1] += 1 }
    }
    for term in 0..<termCount { starts[term + 1] += starts[term] }
    var next = starts
    var rows = [Int32](repeating: 0, count: starts[termCount])
    var values = [Float](repeating: 0, count: starts[termCount])
    for (row, vector) in vectors.enumerated() {
      for (term, value) in zip(vector.terms, vector.values) {
        rows[next[Int(term)]] = Int32(row)
        values[next[Int(term)]] = value
        next[Int(term)] += 1
      }
    }
    self.starts = starts
    self.rows = rows
    self.values = values
  }

  /// Adds to `sums[offset + row]` the product of `vector` with each row.
  func addProducts(with vector: SparseVector, to sums: inout [Float], at offset: Int) {
    for (term, value) in zip(vector.terms, vector.values) {
      for place in starts[Int(term)]..<starts[Int(term) + 1] {
        sums[offset + Int(rows[place])] += value * values[place]
      }
    }
  }
}
