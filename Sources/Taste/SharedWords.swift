// The words that two texts share, by how much they count: the part of a likeness that can be pointed at. The kernel's
// term part is a sum over shared terms, so each term's part of it is known exactly.

/// The terms of one candidate, to be met with those of examples.
struct SharedWords {
  /// More than this is a list and no reason.
  private static let wordsMax = 4
  /// Terms looked up for each example, the strongest; among them are pairs that say nothing.
  private static let termsMax = 24
  /// Below this part of a likeness words are not what makes it.
  private static let leastPart = 0.1

  private let text: String
  /// The candidate's value of each term that tells something.
  private let values: [Int32: Float]
  private let hashes: [Int32: UInt64]

  init(_ candidate: Candidate, vector: SparseVector, index: TermIndex) {
    text = candidate.text
    let all = Dictionary(zip(vector.terms, vector.values), uniquingKeysWith: { first, _ in first })
    var values: [Int32: Float] = [:]
    var hashes: [Int32: UInt64] = [:]
    for term in candidate.terms.terms {
      guard let number = index.number(ofTelling: term), let value = all[number] else { continue }
      values[number] = value
      hashes[number] = term
    }
    self.values = values
    self.hashes = hashes
  }

  /// For each example the words that count most in its `likeness`, a kernel value; none where words count little.
  func words(with examples: [(terms: SparseVector, likeness: Double)]) -> [[String]] {
    let shared = examples.map { strongest($0.terms) }
    guard shared.contains(where: { !$0.isEmpty }) else { return shared.map { _ in [] } }
    let spellings = TermCounts.spellings(of: Set(shared.joined().map(\.term)), in: text)
    return zip(shared, examples).map { terms, example in
      let telling = terms.compactMap { term, product in
        spellings[term].map { (words: $0, product: Double(product)) }
      }.filter { $0.words.allSatisfy(GrammarWords.isTelling) }
      let sum = telling.reduce(0) { $0 + $1.product }
      guard sum >= Self.leastPart * example.likeness else { return [] }
      return Self.chosen(telling.map(\.words))
    }
  }

  /// The terms of the largest products, largest first.
  private func strongest(_ terms: SparseVector) -> [(term: UInt64, product: Float)] {
    var products: [(term: UInt64, product: Float)] = []
    for (term, value) in zip(terms.terms, terms.values) {
      if let own = values[term], let hash = hashes[term] { products.append((hash, own * value)) }
    }
    products.sort { ($0.product, $1.term) > ($1.product, $0.term) }
    return Array(products.prefix(Self.termsMax))
  }

  /// A pair says its two words as well.
  private static func chosen(_ terms: [[String]]) -> [String] {
    let paired = Set(terms.filter { $0.count > 1 }.prefix(wordsMax).joined())
    let apart = terms.filter { $0.count > 1 || !paired.contains($0[0]) }
    return apart.prefix(wordsMax).map { $0.joined(separator: " ") }
  }
}
