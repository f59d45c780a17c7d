// The newest likes of a list, as they were read, against those that were known. A list is sorted by when things were done,
// so what was known and should stand in the window, and does not, was taken back. Pure: what to make of it is decided elsewhere.

import Feed
import Social
import Store

/// The newest part of a list, without a gap.
struct LikeWindow: Sendable {
  private(set) var likes: [FoundLike] = []
  /// Whether everything in it could be read.
  private(set) var isWhole = true

  /// Takes a page that is older than those before.
  mutating func take(_ page: LikePage) {
    likes += page.likes
    isWhole = isWhole && page.isWhole
  }

  /// The likes that stand as they stood before, below everything that is new: their places fall from one to the next.
  ///
  /// What was taken back and done again stands above them with a place from before.
  private func settled(_ known: [String: KnownMark]) -> [Int] {
    var settled: [Int] = []
    var highest: Int64?
    for number in likes.indices.reversed() {
      guard let mark = known[likes[number].target.uri], !mark.isGone, let place = mark.place else {
        continue
      }
      guard highest.map({ place > $0 }) ?? true else { break }
      highest = place
      settled.append(number)
    }
    return settled.reversed()
  }

  /// The place at and above which every known like should be in the window; nil where that cannot be said.
  ///
  /// `least` is how many have to stand where they stood for their order to be believed.
  func floor(_ known: [String: KnownMark], reachesEnd: Bool, least: Int) -> Int64? {
    guard isWhole else { return nil }
    if reachesEnd { return .min }
    let places = likes.compactMap(\.place)
    if places.count == likes.count { return places.min() }
    let settled = settled(known)
    guard settled.count >= least, let last = settled.last else { return nil }
    return known[likes[last].target.uri]?.place
  }

  /// The places of all likes in the window, above those that were known.
  func places(_ known: [String: KnownMark]) -> [Int64?] {
    if likes.allSatisfy({ $0.place != nil }) { return likes.map(\.place) }
    let settled = Set(settled(known))
    let first = settled.min() ?? likes.count
    var place = (known.values.compactMap(\.place).max() ?? 0) + Int64(first)
    return likes.indices.map { number in
      if number >= first {
        place = settled.contains(number) ? known[likes[number].target.uri]?.place ?? place : place
        return place
      }
      defer { place -= 1 }
      return place
    }
  }

  /// The places of likes that are older than all that are known.
  static func places(below known: [String: KnownMark], _ likes: [FoundLike]) -> [Int64?] {
    if likes.allSatisfy({ $0.place != nil }) { return likes.map(\.place) }
    let lowest = known.values.compactMap(\.place).min() ?? 1
    return likes.indices.map { known[likes[$0].target.uri]?.place ?? lowest - 1 - Int64($0) }
  }
}
