// Score: what the scorer says about items that wait for a decision. Computes only; what comes of it is written by the
// next stage.

import Feed
import Store
import Taste

/// An item with its score, or without one while nothing is known of the person.
struct ScoredItem: Sendable {
  let item: UndecidedItem
  let score: Score?
  let reasons: [Reason]
}

/// Scores a batch of items.
struct ScoreStage: Sendable {
  /// Contributions kept with a decision: enough to explain, few enough to store.
  static let reasonsKept = 8

  /// Nil while nothing is known of the person.
  let scorer: Scorer?

  @concurrent
  func run(_ items: [UndecidedItem]) async throws -> [ScoredItem] {
    guard let scorer else {
      return items.map { ScoredItem(item: $0, score: nil, reasons: []) }
    }
    let candidates = items.map {
      Candidate(id: "item:\($0.id)", title: $0.item.title, text: $0.item.text, vector: $0.vector)
    }
    let scores = scorer.score(candidates)
    let explanations = scorer.explain(candidates, top: Self.reasonsKept)
    return items.indices.map { index in
      ScoredItem(
        item: items[index], score: scores[index],
        reasons: explanations[index].contributions.map {
          Reason(id: $0.id, title: $0.title, share: $0.value)
        })
    }
  }
}
