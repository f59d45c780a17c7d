// `*` and `?` for sources and tags. Everything else is literal, so that an address can be pasted into a rule as it is.

/// A folded pattern in which `*` stands for any run and `?` for any one character.
struct RuleGlob: Sendable, Hashable {
  private let pattern: [Unicode.Scalar]

  init(_ pattern: String) {
    self.pattern = Self.folded(pattern)
  }

  /// What case and marks leave of a text.
  static func folded(_ text: String) -> [Unicode.Scalar] {
    var folded: [UInt8] = []
    for scalar in text.unicodeScalars { RuleFolding.append(scalar, to: &folded) }
    return Array(String(decoding: folded, as: UTF8.self).unicodeScalars)
  }

  /// Whether the pattern covers all of a folded text.
  ///
  /// Only the last star is ever retried, so the time is at most the product of the two lengths.
  func matches(_ text: [Unicode.Scalar]) -> Bool {
    var p = 0
    var t = 0
    var star: (pattern: Int, text: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == "*" {
        star = (p, t)
        p += 1
      } else if p < pattern.count, pattern[p] == "?" || pattern[p] == text[t] {
        p += 1
        t += 1
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        p = last.pattern + 1
        t = last.text + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}
