// Score: what the scorer says about items that wait for a decision. Computes only; what comes of it is written by the
// next stage.

import Feed
import Store
import Taste

/// An item with its score in log-odds, or without while nothing is known of the person.
struct ScoredItem: Sendable {
  let item: UndecidedItem
  let candidate: Candidate
  let logOdds: Double?
}

/// Scores items; how sure that is, and why it is so, costs more than the score and is asked for apart.
struct ScoreStage: Sendable {
  /// Reasons kept with a decision: enough to explain, few enough to store.
  static let reasonsKept = 8

  /// Nil while nothing is known of the person.
  let scorer: Scorer?

  @concurrent
  func run(_ items: [UndecidedItem]) async -> [ScoredItem] {
    let candidates = items.map {
      Candidate(id: "item:\($0.id)", title: $0.item.title, text: $0.item.text, vector: $0.vector)
    }
    let logOdds = scorer?.logOdds(candidates)
    return items.indices.map {
      ScoredItem(item: items[$0], candidate: candidates[$0], logOdds: logOdds?[$0])
    }
  }

  /// The standard deviations of the probabilities of items, in their order.
  func uncertainties(of items: [ScoredItem]) -> [Double] {
    scorer?.score(items.map(\.candidate)).map(\.uncertainty) ?? []
  }

  /// The same, each with the reasons for the score.
  func reasons(of items: [ScoredItem]) -> [(uncertainty: Double, explanation: Explanation)] {
    scorer?.appraise(items.map(\.candidate), top: Self.reasonsKept, detail: .reasons).map {
      ($0.score.uncertainty, $0.explanation)
    } ?? []
  }
}
