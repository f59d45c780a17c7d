// How much two texts have in common.

/// Resemblance and containment of collections of words or shingles (Broder, "On the resemblance and containment of
/// documents", 1997).
package enum Resemblance {
  /// Words in common, each as often as in both, by the words of either: 1 for the same words, 0 for none in common.
  package static func ofWords(_ one: [String], _ other: [String]) -> Double {
    if one.isEmpty && other.isEmpty { return 1 }
    var left: [String: Int] = [:]
    for word in one { left[word, default: 0] += 1 }
    var shared = 0
    for word in other {
      guard let count = left[word], count > 0 else { continue }
      left[word] = count - 1
      shared += 1
    }
    return Double(shared) / Double(one.count + other.count - shared)
  }

  /// |A ∩ B| / |A ∪ B|; 0 when either is empty.
  static func resemblance(_ one: Set<UInt64>, _ other: Set<UInt64>) -> Double {
    if one.isEmpty || other.isEmpty { return 0 }
    let shared = Double(one.intersection(other).count)
    return shared / (Double(one.count + other.count) - shared)
  }

  /// |A ∩ B| / |A|; 0 when A is empty.
  static func containment(of one: Set<UInt64>, in other: Set<UInt64>) -> Double {
    one.isEmpty ? 0 : Double(one.intersection(other).count) / Double(one.count)
  }
}
