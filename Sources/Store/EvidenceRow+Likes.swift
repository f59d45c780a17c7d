// Evidence without repetition: a like that stands in several exports says once what it says.

import Feed
import FoundationEssentials
import Taste

extension [EvidenceRow] {
  /// Of likes that are one thing the one that says most: the strongest kind, of these the newest.
  ///
  /// What the person answered about items stays, each by itself.
  func withLikesOnce() -> [EvidenceRow] {
    var places: [String: [Int]] = [:]
    var order: [String] = []
    for place in indices where self[place].isImportedLike {
      let group = self[place].group
      if places[group] == nil { order.append(group) }
      places[group, default: []].append(place)
    }
    let likes = order.map { (places[$0] ?? []).map { self[$0] } }
    let firsts = SameLikes.firsts(likes.map(Self.keys))
    var best: [Int: Int] = [:]
    for (number, first) in firsts.enumerated() {
      let rival = best[first] ?? number
      best[first] = Self.weighs(likes[number][0], likes[rival][0]) ? number : rival
    }
    let kept = Set(best.values.map { order[$0] })
    return filter { !$0.isImportedLike || kept.contains($0.group) }
  }

  private static func keys(_ passages: [EvidenceRow]) -> LikeKeys {
    LikeKeys(
      url: passages[0].url, title: passages[0].title,
      text: passages.map(\.text).joined(separator: "\n"))
  }

  /// Whether `one` says more than `other`.
  private static func weighs(_ one: EvidenceRow, _ other: EvidenceRow) -> Bool {
    (one.likeWeight, one.at ?? .distantPast, other.key)
      > (other.likeWeight, other.at ?? .distantPast, one.key)
  }
}

extension EvidenceRow {
  fileprivate var isImportedLike: Bool {
    guard key.hasPrefix("passage:"), let evidence = label.flatMap(Evidence.init(rawValue:)) else {
      return false
    }
    return evidence.isDecision && evidence.isWanted
  }

  fileprivate var likeWeight: Double {
    label.flatMap(Evidence.init(rawValue:))?.weight ?? 0
  }
}
