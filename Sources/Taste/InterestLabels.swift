// The words by which an interest differs from all else: what a reader would underline in its texts and in no others.

private import Glibc

/// Finds telling words among the texts of a person's world.
struct InterestLabels: Sendable {
  /// A word or a pair of words, with how clearly it belongs to an interest.
  struct Word: Sendable, Hashable {
    /// Folded, with a space between two.
    let folded: String
    /// As it is mostly written.
    let spelling: String
    let texts: Int

    var parts: [Substring] { folded.split(separator: " ") }
  }

  /// Words that are looked at for one interest, and those that are kept.
  private static let looked = 48
  private static let kept = 12
  /// Texts of an interest in which spellings are looked up.
  private static let spelled = 60
  /// A word that is not clearly more frequent tells nothing, in standard deviations.
  private static let clear = 1.2
  /// What is known of a word's frequency counts so many texts, a quarter of all where there are few.
  private static let priorMax = 10.0

  private let wanted: [Candidate]
  /// What each text is a part of.
  private let groups: [String]
  /// In how many of all texts each term is.
  private let frequencies: [UInt64: Int32]
  private let count: Int

  /// `wanted` are the texts of all interests, in the order in which they are numbered later.
  init(wanted: [Example], others: [Candidate]) {
    self.wanted = wanted.map(\.candidate)
    groups = wanted.map { $0.group ?? $0.candidate.id }
    count = wanted.count + others.count
    var frequencies: [UInt64: Int32] = [:]
    for candidate in self.wanted + others {
      for term in candidate.terms.terms { frequencies[term, default: 0] += 1 }
    }
    self.frequencies = frequencies
  }

  /// The telling words of the texts at `places`, the most telling first.
  func words(of places: [Int]) -> [Word] {
    var own: [UInt64: Int32] = [:]
    for place in places {
      for term in wanted[place].terms.terms { own[term, default: 0] += 1 }
    }
    let least = Int32(places.count < 3 ? 1 : max(2, places.count / 16))
    let ranked = own.filter { $0.value >= least }
      .map {
        (term: $0.key, texts: Int($0.value), value: distinction($0.key, $0.value, of: places))
      }
      .filter { $0.value >= Self.clear }
      .sorted { ($0.value, $1.term) > ($1.value, $0.term) }
      .prefix(Self.looked)
    let shared = ranked.filter { isShared($0.term, in: places) }
    let spellings = spellings(Set(shared.map(\.term)), in: places)
    let words = shared.compactMap { ranked in
      spellings[ranked.term].map { (parts: $0, texts: ranked.texts) }
    }.filter { $0.parts.allSatisfy(Self.isTelling) }
    let written = WrittenWords(places.prefix(Self.spelled).map { wanted[$0].text })
    return joined(words + pairs(of: words, in: places)).prefix(Self.kept).map { parts, texts in
      Word(
        folded: parts.joined(separator: " "), spelling: written.spelling(of: parts), texts: texts)
    }
  }

  /// The log-odds of a term in a text of the interest against all other texts, in standard deviations, with what is
  /// known of all texts as a prior.
  ///
  /// Monroe, Colaresi, Quinn, Fightin' Words, Political Analysis 16, 2008, §3.3 and §3.5, for texts that have a term or
  /// have it not.
  private func distinction(_ term: UInt64, _ texts: Int32, of places: [Int]) -> Double {
    let all = Double(frequencies[term] ?? texts)
    let prior = min(Self.priorMax, Double(count) / 4)
    let mean = prior * all / Double(max(1, count))
    let inside = Double(texts) + mean
    let outside = all - Double(texts) + mean
    let insideNot = Double(places.count) + prior - inside
    let outsideNot = Double(count - places.count) + prior - outside
    guard insideNot > 0, outsideNot > 0, outside > 0 else { return 0 }
    let difference = log(inside / insideNot) - log(outside / outsideNot)
    return difference / (1 / inside + 1 / outside).squareRoot()
  }

  /// Whether a term stands in more than one note, where there are more: passages of one note repeat each other.
  private func isShared(_ term: UInt64, in places: [Int]) -> Bool {
    guard Set(places.map { groups[$0] }).count > 2 else { return true }
    var first: String?
    for place in places where wanted[place].terms.terms.contains(term) {
      guard let known = first else {
        first = groups[place]
        continue
      }
      if known != groups[place] { return true }
    }
    return false
  }

  private func spellings(_ terms: Set<UInt64>, in places: [Int]) -> [UInt64: [String]] {
    var found: [UInt64: [String]] = [:]
    var open = terms
    for place in places where !open.isEmpty {
      for (term, words) in TermCounts.spellings(of: open, in: wanted[place].text) {
        found[term] = words
        open.remove(term)
      }
    }
    return found
  }

  /// The neighbours among telling words, and in how many texts they stand side by side.
  private func pairs(
    of words: [(parts: [String], texts: Int)], in places: [Int]
  ) -> [(parts: [String], texts: Int)] {
    let known = Set(words.flatMap(\.parts))
    let looked = places.prefix(Self.spelled)
    var counts: [[String]: Int] = [:]
    for place in looked {
      let text = RuleWords.words(wanted[place].text)
      let pairs = zip(text, text.dropFirst()).filter { known.contains($0) && known.contains($1) }
      for pair in Set(pairs.map { [$0, $1] }) where pair[0] != pair[1] {
        counts[pair, default: 0] += 1
      }
    }
    return counts.map { (parts: $0, texts: $1 * places.count / looked.count) }
      .sorted { ($0.texts, $1.parts[0], $1.parts[1]) > ($1.texts, $0.parts[0], $0.parts[1]) }
  }

  private static func isTelling(_ word: String) -> Bool {
    GrammarWords.isTelling(word) && word.utf8.contains { $0 >= 0x61 }
  }

  /// A pair takes the place of its words where they mostly stand together; of words with one stem the first stays.
  private func joined(_ words: [(parts: [String], texts: Int)]) -> [([String], Int)] {
    var chosen: [([String], Int)] = []
    for word in words {
      let pair =
        word.parts.count > 1
        ? nil
        : words.first {
          $0.parts.count > 1 && $0.parts.contains(word.parts[0]) && 2 * $0.texts >= word.texts
        }
      let next = pair ?? word
      let isNew = next.parts.allSatisfy { part in
        !chosen.contains { $0.0.contains { Self.isSameStem($0, part) } }
      }
      if isNew { chosen.append((next.parts, next.texts)) }
    }
    return chosen
  }

  /// Whether two words differ in their endings only.
  static func isSameStem(_ a: some StringProtocol, _ b: some StringProtocol) -> Bool {
    if a == b { return true }
    let shared = zip(a, b).prefix { $0 == $1 }.count
    return shared >= 4 && a.count - shared <= 3 && b.count - shared <= 3
  }
}
