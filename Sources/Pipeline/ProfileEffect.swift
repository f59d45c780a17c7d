// What a change of the profile does to what came in lately: the only way to see what a wish means.

package import Store
package import Taste

/// One item before and after.
package struct ProfileMove: Sendable, Hashable {
  package let item: Int64
  package let title: String
  /// Probabilities by the two versions, without rules.
  package let before: Double
  package let after: Double
  /// Places among all recent items, the best is 1.
  package let rankBefore: Int
  package let rankAfter: Int
  /// Whether the person decided it, which no profile changes.
  package let isAnswered: Bool

  package var change: Double { after - before }

  static func moves(_ items: [RecentItem], from old: [Score], to new: [Score]) -> [ProfileMove] {
    let ranksBefore = ranks(old)
    let ranksAfter = ranks(new)
    return items.indices.map { place in
      ProfileMove(
        item: items[place].id, title: items[place].title, before: old[place].probability,
        after: new[place].probability, rankBefore: ranksBefore[place],
        rankAfter: ranksAfter[place], isAnswered: items[place].isAnswered)
    }
  }

  private static func ranks(_ scores: [Score]) -> [Int] {
    var ranks = [Int](repeating: 0, count: scores.count)
    let order = scores.indices.sorted { (scores[$0].logOdds, $1) > (scores[$1].logOdds, $0) }
    for (rank, place) in order.enumerated() { ranks[place] = rank + 1 }
    return ranks
  }
}

/// A change with what it does.
package struct ProfileEffect: Sendable {
  package let before: ProfileRow
  package let after: ProfileRow
  /// The interests of the new version by name.
  package let names: WishBook
  /// All recent items.
  package let moves: [ProfileMove]

  /// Less than this is not worth a line.
  private static let least = 0.01

  /// Those that rise most, the most first.
  package func rising(_ count: Int) -> [ProfileMove] {
    Array(moves.filter { $0.change > Self.least }.sorted { $0.change > $1.change }.prefix(count))
  }

  /// Those that fall most, the most first.
  package func falling(_ count: Int) -> [ProfileMove] {
    Array(moves.filter { $0.change < -Self.least }.sorted { $0.change < $1.change }.prefix(count))
  }
}
