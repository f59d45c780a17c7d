// The past decided once more, under other numbers. What is alike to what does not change with them, so it is computed
// once; another weight is another solution of the same system, and another threshold not even that.

private import Glibc

/// Everything that was learned from and everything that was decided, ready to be scored again and again.
package struct Replay: Sendable {
  /// More decisions than this are not replayed: the newest are.
  package static let decisionsMax = 10_000

  private let background: [Candidate]
  private let kernel: Kernel
  private let gram: [Float]
  /// The place of each example, by its id.
  private let places: [String: Int]
  /// The kernel of each decided item with each example, by rows.
  private let rows: [Float]
  private let decided: [String]

  /// `examples` with any weights above 0; `decided` are the items whose decisions are to be replayed, examples or not.
  package init(
    examples: [Example], background: [Candidate], decided: [Candidate],
    settings: ScorerSettings = ScorerSettings()
  ) {
    let list = ExampleList(examples: examples, background: background, settings: settings)
    let kernel = Kernel(examples: list.examples, corpus: list.unused, settings: settings)
    let decided = Array(decided.suffix(Self.decisionsMax))
    let places = Dictionary(
      zip(list.examples.map(\.candidate.id), list.examples.indices),
      uniquingKeysWith: { first, _ in first })
    self.background = list.examples.filter { $0.evidence == .background }.map(\.candidate)
    self.kernel = kernel
    self.places = places
    self.decided = decided.map(\.id)
    gram = kernel.gram()
    var rows: [Float] = []
    rows.reserveCapacity(decided.count * list.examples.count)
    // In parts, so that what is in between stays small.
    for start in stride(from: 0, to: decided.count, by: 512) {
      let part = decided[start..<min(start + 512, decided.count)]
      rows += kernel.rows(part, places: part.map { places[$0.id] })
    }
    self.rows = rows
  }

  /// The log-odds of each decided item had `examples` been all that was known, with these settings.
  ///
  /// `examples` are among those of ``init(examples:background:decided:settings:)``, with their weights as they are to
  /// be. An item that is an example is scored from all others (in closed form, not by solving again).
  package func logOdds(_ examples: [Example], settings: ScorerSettings) -> [Double] {
    let known = examples.filter { places[$0.candidate.id] != nil }
    let list = ExampleList(examples: known, background: background, settings: settings)
    let columns = list.examples.compactMap { places[$0.candidate.id] }
    let scorer = scorer(list, at: columns, settings: settings)
    var weights = [Double](repeating: 0, count: kernel.count)
    for (column, weight) in zip(columns, scorer.solution.weights) { weights[column] = weight }
    return decided.indices.map { place in
      let own = scorer.places[decided[place]]
      let sum = own.map { scorer.solution.leaveOneOut[$0] } ?? sum(of: place, weights)
      return scorer.calibration.logOdds(sum)
    }
  }

  /// The scorer of a list; its own kernel is never asked, since every row of it is known.
  private func scorer(_ list: ExampleList, at columns: [Int], settings: ScorerSettings) -> Scorer {
    Scorer(
      settings: settings,
      system: System(
        list, kernel: kernel,
        gram: columns == Array(0..<kernel.count) ? gram : part(columns)))
  }

  /// The lower triangle of the kernel among some of the examples.
  private func part(_ columns: [Int]) -> [Float] {
    let size = columns.count
    var part = [Float](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0...row {
        let (left, right) = (columns[row], columns[column])
        part[row * size + column] = gram[max(left, right) * kernel.count + min(left, right)]
      }
    }
    return part
  }

  private func sum(of place: Int, _ weights: [Double]) -> Double {
    let start = place * weights.count
    var sum = 0.0
    for column in weights.indices { sum += Double(rows[start + column]) * weights[column] }
    return sum
  }
}
