// Chance that can be repeated: the spread of a source's pulls is a function of the source and the time.

package import FoundationEssentials

/// Random numbers for the spread of pulls.
package enum PollDice {
  /// A number from 0 up to 1; the same for the same source and second.
  package static func roll(_ source: Int64, _ moment: Date) -> Double {
    let second = Int64(exactly: moment.timeIntervalSince1970.rounded(.down)) ?? 0
    let bits = SplitMix64.mixed(
      UInt64(bitPattern: source) &* SplitMix64.step &+ UInt64(bitPattern: second))
    return Double(bits >> 11) * 0x1p-53
  }
}
