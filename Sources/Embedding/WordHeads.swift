// The first layer's product of the words that occur in some texts, each word once: see EntryWeights. The most frequent
// words make up most of any text, so this table is small beside the texts it serves.

import Synchronization

/// Queries, keys and values of words, without position, scale and shift.
@safe
final class WordHeads: Sendable {
  /// A table's memory: about 14,000 words of the usual model, more than two thousand texts use.
  private static let bytesMax = 64 << 20
  /// Words that are computed together.
  private static let block = 128

  // Written by `init` alone.
  private nonisolated(unsafe) let memory: UnsafeMutablePointer<Float>
  /// A word's row, or -1.
  private let rows: [Int32]
  private let width: Int

  init(
    of texts: ArraySlice<[Int32]>, _ entry: EntryWeights, _ engine: MathEngine, threads: Int
  ) throws(EmbeddingError) {
    var rows = [Int32](repeating: -1, count: entry.words.shape[0])
    var words: [Int32] = []
    for text in texts {
      for word in text where rows[Int(word)] < 0 {
        rows[Int(word)] = Int32(words.count)
        words.append(word)
      }
    }
    self.rows = rows
    width = entry.headShift.count
    unsafe memory = .allocate(capacity: ProductWorker.rounded(words.count) * width)
    try fill(words, entry, engine, threads: threads)
  }

  deinit { unsafe memory.deallocate() }

  /// The row of a word of the texts.
  func row(of word: Int32) -> UnsafePointer<Float> {
    let row = rows[Int(word)]
    precondition(row >= 0)
    return unsafe UnsafePointer(memory + Int(row) * width)
  }

  private func fill(
    _ words: [Int32], _ entry: EntryWeights, _ engine: MathEngine, threads: Int
  ) throws(EmbeddingError) {
    let blocks = (words.count + Self.block - 1) / Self.block
    let next = Atomic(0)
    let failure = Mutex<EmbeddingError?>(nil)
    ThreadCrew.perform(min(threads, blocks)) { _ in
      do throws(EmbeddingError) {
        let products = try ProductWorker(engine)
        while case let block = next.add(1, ordering: .relaxed).oldValue, block < blocks {
          let start = block * Self.block
          let part = words[start..<min(words.count, start + Self.block)]
          try compute(part, entry, products)
        }
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private func compute(
    _ words: ArraySlice<Int32>, _ entry: EntryWeights, _ products: borrowing ProductWorker
  ) throws(EmbeddingError) {
    let hidden = entry.heads.inputs
    var states = [Float](repeating: 0, count: ProductWorker.rounded(words.count) * hidden)
    unsafe states.withUnsafeMutableBufferPointer { states in
      guard let base = states.baseAddress else { return }
      for (row, word) in words.enumerated() {
        unsafe entry.words.copy(from: Int(word) * hidden, count: hidden, to: base + row * hidden)
      }
    }
    unsafe try products.multiply(
      entry.heads, words.count, states, memory + words.startIndex * width)
  }

  /// Runs of neighbouring texts whose words fit into one table.
  static func portions(of texts: [[Int32]], _ entry: EntryWeights) -> [Range<Int>] {
    let wordsMax = max(TextEncoder.pieceLimit, bytesMax / (entry.headShift.count * 4))
    return portions(of: texts, vocabulary: entry.words.shape[0], wordsMax: wordsMax)
  }

  /// The same with at most `wordsMax` words each; a text that has more is a portion.
  static func portions(of texts: [[Int32]], vocabulary: Int, wordsMax: Int) -> [Range<Int>] {
    // The portion, counted from 1, that a word was last seen in.
    var seen = [Int](repeating: 0, count: vocabulary)
    func fresh(_ text: [Int32], in portion: Int) -> Int {
      text.reduce(0) { count, word in
        if seen[Int(word)] == portion { return count }
        seen[Int(word)] = portion
        return count + 1
      }
    }
    var portions: [Range<Int>] = []
    var start = 0
    var words = 0
    for (index, text) in texts.enumerated() {
      var added = fresh(text, in: portions.count + 1)
      if words + added > wordsMax, index > start {
        portions.append(start..<index)
        (start, words) = (index, 0)
        added = fresh(text, in: portions.count + 1)
      }
      words += added
    }
    if start < texts.count { portions.append(start..<texts.count) }
    return portions
  }
}
