// What a sample says about the whole: how much of what is there was found, and how far that may be off.

private import Glibc

/// The share of what was found, over several searches of equal size.
package struct FoundShare: Sendable, Hashable {
  package let searches: Int
  /// 0 … 1.
  package let share: Double
  /// Bounds that hold in 95 of 100 samples.
  package let low: Double
  package let high: Double

  /// Takes how many of `wanted` each search found; nil without a search.
  ///
  /// Wilson's interval ("Probable inference, the law of succession, and statistical inference", 1927), which says
  /// something when nothing was missed too. What one search misses is not independent, so the number of trials is
  /// divided by the design effect, how much more searches differ than coins would (Kish, "Survey Sampling", 1965,
  /// §8.2).
  package init?(found: [Int], of wanted: Int) {
    guard !found.isEmpty, wanted > 0 else { return nil }
    let shares = found.map { Double(min(max($0, 0), wanted)) / Double(wanted) }
    let count = Double(shares.count)
    let mean = shares.reduce(0, +) / count
    let spread = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
    let expected = mean * (1 - mean) / Double(wanted)
    let effect = expected > 0 ? max(1, spread / expected) : 1
    let trials = count * Double(wanted) / effect
    let z = 1.959_964
    let width = 1 + z * z / trials
    let middle = (mean + z * z / (2 * trials)) / width
    let half = z / width * sqrt(mean * (1 - mean) / trials + z * z / (4 * trials * trials))
    searches = shares.count
    share = mean
    low = max(0, middle - half)
    high = min(1, middle + half)
  }
}
