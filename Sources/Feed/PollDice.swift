// Chance that can be repeated: the spread of a source's pulls is a function of the source and the time.

package import FoundationEssentials

/// Random numbers for the spread of pulls.
package enum PollDice {
  /// A number from 0 up to 1; the same for the same source and second.
  ///
  /// The finaliser of SplitMix64 (Steele, Lea & Flood 2014).
  package static func roll(_ source: Int64, _ moment: Date) -> Double {
    let second = Int64(exactly: moment.timeIntervalSince1970.rounded(.down)) ?? 0
    var bits = UInt64(bitPattern: source) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(bitPattern: second)
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    return Double(bits >> 11) * 0x1p-53
  }
}
