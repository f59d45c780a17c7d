// Score: what the scorer says about items that wait for a decision. Computes only; what comes of it is written by the
// next stage.

import Feed
import Store
import Taste

/// An item with its score and the reasons for it, or without while nothing is known of the person.
struct ScoredItem: Sendable {
  let item: UndecidedItem
  let score: Score?
  let explanation: Explanation?
}

/// Scores a batch of items.
struct ScoreStage: Sendable {
  /// Reasons kept with a decision: enough to explain, few enough to store.
  static let reasonsKept = 8
  /// Items scored by one thread at a time; the parts of a batch are scored side by side.
  private static let part = 256

  /// Nil while nothing is known of the person.
  let scorer: Scorer?

  @concurrent
  func run(_ items: [UndecidedItem]) async throws -> [ScoredItem] {
    guard let scorer else {
      return items.map { ScoredItem(item: $0, score: nil, explanation: nil) }
    }
    let parts = stride(from: 0, to: items.count, by: Self.part).map {
      items[$0..<min($0 + Self.part, items.count)]
    }
    let scored = try await BoundedGroup.map(parts, width: parts.count) {
      await Self.scored($0, by: scorer)
    }
    return scored.flatMap(\.self)
  }

  @concurrent
  private static func scored(
    _ items: ArraySlice<UndecidedItem>, by scorer: Scorer
  ) async -> [ScoredItem] {
    let candidates = items.map {
      Candidate(id: "item:\($0.id)", title: $0.item.title, text: $0.item.text, vector: $0.vector)
    }
    let appraisals = scorer.appraise(candidates, top: reasonsKept, detail: .reasons)
    return zip(items, appraisals).map {
      ScoredItem(item: $0, score: $1.score, explanation: $1.explanation)
    }
  }
}
