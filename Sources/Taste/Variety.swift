// A good digest is not ten times the best story, nor ten stories of one author: each next item is the one that is wanted
// most and lies least in what is there already. How, and how well, is in docs/decisions.

package import Feed
private import Glibc

/// What could be chosen.
package struct VarietyCandidate: Sendable {
  /// Of being wanted.
  package let logOdds: Double
  package let vector: Vector?
  /// Where it comes from, and who wrote it; nil where nobody says.
  package let source: String
  package let author: String?

  package init(logOdds: Double, vector: Vector?, source: String, author: String?) {
    self.logOdds = logOdds
    self.vector = vector
    self.source = source
    self.author = author
  }
}

/// Greedy selection from a determinantal point process (Kulesza and Taskar 2012; Chen, Zhang and Zhou, Fast Greedy MAP
/// Inference for Determinantal Point Process, 2018).
package struct Variety {
  /// How much a point of log-odds counts against what is new in an item; measured by `Benchmarks/variety.py`.
  static let relevance = 0.25
  /// What is left of an item that says nothing new: so little that anything else is better.
  private static let leastRest = 1e-6

  private let candidates: [VarietyCandidate]
  /// What of each candidate is counted: its source and its author.
  private let keys: [[String]]
  /// Indices of what was not chosen yet.
  private var left: [Int]
  /// The part of each direction that what was chosen leaves, squared, and the coordinates of the rest.
  private var rest: [Double]
  private var coordinates: [[Double]]
  /// How many were chosen of each source and author.
  private var counts: [String: Int] = [:]

  /// Chooses at most `count` of the candidates; gives their indices in the order of choice.
  ///
  /// Of one source, and of one author, no more than `perSource` as long as there are others; then the rest of the
  /// places is filled, one of each at a time.
  package static func choose(
    _ count: Int, among candidates: [VarietyCandidate], perSource: Int
  ) -> [Int] {
    var variety = Variety(candidates)
    var chosen: [Int] = []
    var level = perSource
    while chosen.count < count, !variety.left.isEmpty {
      if let best = variety.best(within: level) {
        variety.take(best)
        chosen.append(best)
      } else {
        level += 1
      }
    }
    return chosen
  }

  private init(_ candidates: [VarietyCandidate]) {
    self.candidates = candidates
    keys = candidates.map(Self.keys)
    left = Array(candidates.indices)
    rest = candidates.map { _ in 1 }
    coordinates = candidates.map { _ in [] }
  }

  /// The logarithm of how much the determinant grows: ln q² + ln d², with q = exp(relevance · log-odds).
  private func gain(_ index: Int) -> Double {
    2 * Self.relevance * candidates[index].logOdds + log(max(rest[index], Self.leastRest))
  }

  /// Of equals the first.
  private func best(within level: Int) -> Int? {
    left.filter { index in
      keys[index].allSatisfy { counts[$0, default: 0] < level }
    }
    .max { (gain($0), $1) < (gain($1), $0) }
  }

  private static func keys(_ candidate: VarietyCandidate) -> [String] {
    let author = candidate.author.map { RuleWords.words($0).joined(separator: " ") } ?? ""
    return ["s \(candidate.source)"] + (author.isEmpty ? [] : ["a \(author)"])
  }

  /// One step of the incremental Cholesky decomposition.
  private mutating func take(_ index: Int) {
    left.removeAll { $0 == index }
    for key in keys[index] { counts[key, default: 0] += 1 }
    guard let vector = candidates[index].vector else { return }
    let length = max(rest[index], Self.leastRest).squareRoot()
    for other in left {
      let known = zip(coordinates[index], coordinates[other]).reduce(0) { $0 + $1.0 * $1.1 }
      let part = (likeness(vector, candidates[other].vector) - known) / length
      coordinates[other].append(part)
      rest[other] -= part * part
    }
  }

  private func likeness(_ vector: Vector, _ other: Vector?) -> Double {
    guard let other, other.dimensions == vector.dimensions else { return 0 }
    return Double(vector.cosine(other))
  }
}
