// By which keys two tellings of one story find each other in an index. A key in common is a reason to compare two
// items and no more: see ``StoryComparison``.
//
// MinHash (Broder 1997) with banding (Indyk and Motwani 1998; Leskovec, Rajaraman, Ullman, "Mining of Massive
// Datasets", §3.4): over the whole text for edited copies, and over its first words for those that were cut short.

/// The keys of one item.
package struct StoryKeys: Sendable, Hashable {
  /// Half of the pairs with a resemblance of (1/bands)^(1/rows) or so share a key: 0.56 for the whole text.
  private static let whole = (bands: 10, rows: 4)
  /// 0.55 for the lead.
  private static let lead = (bands: 6, rows: 3)
  /// Words of a lead: less than the shortest teasers have.
  private static let leadWords = 40
  /// Texts of fewer words resemble each other by accident.
  private static let fewestWords = 10
  /// Titles of fewer words are no names.
  private static let fewestTitleWords = 3

  /// Never twice the same.
  package let values: [Int64]

  package init(title: String, text: String, url: String?) {
    let words = SaidWords.of(text, limit: StoryShingles.wordLimit)
    var keys: [UInt64] = []
    let titleWords = SaidWords.of(title)
    if titleWords.count >= Self.fewestTitleWords {
      keys.append(Self.named("title", titleWords.joined(separator: " ")))
    }
    if let page = url.flatMap(PageKey.of) { keys.append(Self.named("page", page)) }
    if words.count >= Self.fewestWords {
      let lead = StoryShingles(words: Array(words.prefix(Self.leadWords)))
      keys += Self.bands(of: lead, Self.lead, named: "lead")
      if words.count > Self.leadWords {
        keys += Self.bands(of: StoryShingles(words: words), Self.whole, named: "whole")
      }
    }
    values = Set(keys.map { Int64(bitPattern: $0) }).sorted()
  }

  private static func named(_ kind: String, _ value: String) -> UInt64 {
    StoryShingles.mix(StoryShingles.hash(kind), StoryShingles.hash(value))
  }

  private static func bands(
    of shingles: StoryShingles, _ shape: (bands: Int, rows: Int), named kind: String
  ) -> [UInt64] {
    let least = minima(of: shingles.ordered, count: shape.bands * shape.rows)
    return (0..<shape.bands).map { band in
      let rows = least[(band * shape.rows)..<((band + 1) * shape.rows)]
      return rows.reduce(StoryShingles.hash("\(kind) \(band)"), StoryShingles.mix)
    }
  }

  /// For each of `count` hash functions the least value of all shingles; the functions are the first values of
  /// SplitMix64 from 0 on, and the same for ever.
  private static func minima(of shingles: [UInt64], count: Int) -> [UInt64] {
    (0..<count).map { function in
      let seed = StoryShingles.scramble(UInt64(function))
      var least = UInt64.max
      for shingle in shingles { least = min(least, StoryShingles.scramble(shingle ^ seed)) }
      return least
    }
  }
}
