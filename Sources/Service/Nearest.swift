// "Did you mean": the same measure for commands, options and keys of a file.

/// Finds the nearest known word for one that is not known.
package enum Nearest {
  /// The candidate within two edits (one for words of up to four letters), or nil.
  package static func word(_ word: String, among candidates: [String]) -> String? {
    let limit = word.count <= 4 ? 1 : 2
    let ranked = candidates.map { (distance(word, $0), $0) }.filter { $0.0 <= limit }
    return ranked.min { $0 < $1 }?.1
  }

  /// `; did you mean 'x'?`, or nothing.
  package static func hint(_ word: String, among candidates: [String]) -> String {
    Nearest.word(word, among: candidates).map { "; did you mean '\($0)'?" } ?? ""
  }

  /// Optimal string alignment distance: insertions, deletions, substitutions, swaps of neighbours.
  static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.lowercased())
    let b = Array(b.lowercased())
    var older = [Int](repeating: 0, count: b.count + 1)
    var old = Array(0...b.count)
    for i in a.indices {
      var new = [i + 1] + [Int](repeating: 0, count: b.count)
      for j in b.indices {
        let substitution = old[j] + (a[i] == b[j] ? 0 : 1)
        new[j + 1] = min(substitution, old[j + 1] + 1, new[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          new[j + 1] = min(new[j + 1], older[j - 1] + 1)
        }
      }
      (older, old) = (old, new)
    }
    return old[b.count]
  }
}
