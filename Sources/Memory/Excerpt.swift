// The part of a passage that answers best: what is found by meaning need not share a word with the question, but where
// it does, that is what a reader looks for.

/// Cuts texts for lists.
package enum Excerpt {
  /// Words of a text that are looked at.
  private static let mostWords = 5_000
  /// Words shown before the first that matches.
  private static let lead = 4

  /// At most about `limit` characters on one line, around the words of `query`, or the opening where none occurs.
  package static func around(_ query: String, in text: String, limit: Int) -> String {
    let words = text.split(
      maxSplits: mostWords, omittingEmptySubsequences: true, whereSeparator: \.isWhitespace
    ).prefix(mostWords)
    let wanted = stems(query)
    let hits = words.map { word in wanted.firstIndex { matches(word, $0) } }
    let lengths = words.map { $0.count + 1 }
    let start = start(hits, lengths, limit: limit)
    let end = end(from: start, lengths, limit: limit)
    let line = words[start..<end].joined(separator: " ")
    return (start > 0 ? "…" : "") + (line.count > limit ? String(line.prefix(limit)) : line)
      + (end < words.count || line.count > limit ? "…" : "")
  }

  /// Where in a line a word of `query` stands, in whatever form, from left to right.
  package static func matches(of query: String, in line: String) -> [Range<String.Index>] {
    let wanted = stems(query)
    return line.split(whereSeparator: \.isWhitespace).prefix(mostWords)
      .filter { word in wanted.contains { matches(word, $0) } }
      .map { $0.startIndex..<$0.endIndex }
  }

  /// The first word to show: the stretch with the most different words of the query, then with the most of them.
  private static func start(_ hits: [Int?], _ lengths: [Int], limit: Int) -> Int {
    var best = (start: 0, distinct: 0, all: 0)
    var end = 0
    var room = limit
    var counts: [Int: Int] = [:]
    for start in hits.indices {
      while end < hits.count, lengths[end] <= room || end == start {
        room -= lengths[end]
        if let hit = hits[end] { counts[hit, default: 0] += 1 }
        end += 1
      }
      let all = counts.values.reduce(0, +)
      let distinct = counts.values.count { $0 > 0 }
      if (distinct, all) > (best.distinct, best.all) { best = (start, distinct, all) }
      room += lengths[start]
      if let hit = hits[start] { counts[hit, default: 0] -= 1 }
    }
    let first = hits[best.start...].firstIndex { $0 != nil } ?? best.start
    return max(best.start, first - lead)
  }

  private static func end(from start: Int, _ lengths: [Int], limit: Int) -> Int {
    var end = start
    var room = limit
    while end < lengths.count, lengths[end] <= room || end == start {
      room -= lengths[end]
      end += 1
    }
    return end
  }

  /// The words of a query; short ones say nothing about a place, unless there are no others.
  private static func stems(_ query: String) -> [String] {
    var seen: Set<String> = []
    let words = query.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
      .filter { seen.insert($0).inserted }
    let long = words.filter { $0.count > 3 }
    return long.isEmpty ? words : long
  }

  /// The same word, or another form of it: all but its last letters.
  private static func matches(_ word: Substring, _ stem: String) -> Bool {
    let bare = word.drop { !$0.isLetter && !$0.isNumber }.lowercased()
    return bare.hasPrefix(stem.count > 5 ? stem.dropLast(2) : stem[...])
  }
}
