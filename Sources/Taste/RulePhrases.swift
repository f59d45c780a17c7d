// All phrases of all rules in one table, so that an item's words are walked once, however many rules there are.

/// Finds which of many phrases occur in a row of words.
struct RulePhrases: Sendable {
  private struct Phrase: Sendable {
    let id: Int
    let rest: [String]
  }

  private(set) var count = 0
  private var byFirstWord: [String: [Phrase]] = [:]
  private var ids: [[String]: Int] = [:]

  /// Adds a phrase and returns its number; nil for one without a word.
  mutating func add(words: [String]) -> Int? {
    guard let first = words.first else { return nil }
    if let known = ids[words] { return known }
    let id = count
    count += 1
    ids[words] = id
    byFirstWord[first, default: []].append(Phrase(id: id, rest: Array(words.dropFirst())))
    return id
  }

  /// For each phrase, by its number, whether it occurs in `words`.
  func found(in words: [String]) -> [Bool] {
    var found = [Bool](repeating: false, count: count)
    guard count > 0 else { return found }
    for index in words.indices {
      guard let phrases = byFirstWord[words[index]] else { continue }
      for phrase in phrases where !found[phrase.id] {
        found[phrase.id] = words[(index + 1)...].starts(with: phrase.rest)
      }
    }
    return found
  }
}
