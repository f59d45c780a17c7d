// The products of sparse rows. Two texts meet only in the words they share, so rare words are looked up; the common ones,
// which nearly every pair shares, are few, and faster as a dense block.

/// Sparse rows by column.
struct TermPostings: Sendable {
  /// A word that one row in eight has is common: from there on the dense product costs less than the lookups.
  private static let commonShare = 8
  /// Fewer rows than this are no block.
  private static let denseFrom = 128

  private let count: Int
  /// The rare terms: term t has the places from starts[t] to starts[t + 1].
  private let starts: [Int32]
  private let rows: [Int32]
  private let values: [Float]
  /// The column of each common term; −1 for a rare one.
  private let columns: [Int32]
  private let width: Int
  /// count × width.
  private let block: [Float]

  /// `termCount` bounds the numbers of the terms in `vectors`.
  init(_ vectors: [SparseVector], termCount: Int) {
    var frequencies = [Int32](repeating: 0, count: termCount)
    for vector in vectors {
      for term in vector.terms { frequencies[Int(term)] += 1 }
    }
    var columns = [Int32](repeating: -1, count: termCount)
    var starts = [Int32](repeating: 0, count: termCount + 1)
    var width = 0
    for (term, frequency) in frequencies.enumerated() {
      let isCommon =
        vectors.count >= Self.denseFrom && Int(frequency) * Self.commonShare >= vectors.count
      if isCommon {
        columns[term] = Int32(width)
        width += 1
      }
      starts[term + 1] = starts[term] + (isCommon ? 0 : frequency)
    }
    count = vectors.count
    self.starts = starts
    self.columns = columns
    self.width = width
    block = Self.block(vectors, columns, width)
    (rows, values) = Self.postings(vectors, columns, starts)
  }

  private static func postings(
    _ vectors: [SparseVector], _ columns: [Int32], _ starts: [Int32]
  ) -> (rows: [Int32], values: [Float]) {
    var next = starts
    var rows = [Int32](repeating: 0, count: Int(starts.last ?? 0))
    var values = [Float](repeating: 0, count: rows.count)
    for (row, vector) in vectors.enumerated() {
      for place in vector.terms.indices where columns[Int(vector.terms[place])] < 0 {
        let term = Int(vector.terms[place])
        rows[Int(next[term])] = Int32(row)
        values[Int(next[term])] = vector.values[place]
        next[term] += 1
      }
    }
    return (rows, values)
  }

  private static func block(
    _ vectors: [SparseVector], _ columns: [Int32], _ width: Int
  ) -> [Float] {
    var block = [Float](repeating: 0, count: vectors.count * width)
    for (row, vector) in vectors.enumerated() {
      for place in vector.terms.indices {
        let column = columns[Int(vector.terms[place])]
        if column >= 0 { block[row * width + Int(column)] = vector.values[place] }
      }
    }
    return block
  }

  /// Adds the products of the rows with each other to the lower triangle of `sums`; `vectors` are the rows.
  func addGram(of vectors: [SparseVector], to sums: inout [Float]) {
    Algebra.addGram(block, to: &sums, n: count, d: width)
    for (row, vector) in vectors.enumerated() {
      addRare(vector, to: &sums, from: row * count, below: Int32(row + 1))
    }
  }

  /// Adds the products of `vectors` (rows) with each row (columns) to `sums`.
  func addProducts(with vectors: [SparseVector], to sums: inout [Float]) {
    Algebra.addProducts(
      Self.block(vectors, columns, width), block, to: &sums, m: vectors.count, n: count, d: width)
    for (row, vector) in vectors.enumerated() {
      addRare(vector, to: &sums, from: row * count, below: Int32(count))
    }
  }

  /// Rows stand in ascending order in each term.
  private func addRare(
    _ vector: SparseVector, to sums: inout [Float], from offset: Int, below end: Int32
  ) {
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      unsafe rows.withUnsafeBufferPointer { rows in
        unsafe values.withUnsafeBufferPointer { values in
          for (term, value) in zip(vector.terms, vector.values) {
            for posting in Int(starts[Int(term)])..<Int(starts[Int(term) + 1]) {
              guard unsafe rows[posting] < end else { break }
              unsafe sums[offset + Int(rows[posting])] += value * values[posting]
            }
          }
        }
      }
    }
  }
}
