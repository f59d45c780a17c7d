// The little generator that others are seeded with: two numbers that differ by one bit come out unlike.

/// The parts of SplitMix64 (Steele, Lea & Flood, Fast Splittable Pseudorandom Number Generators, 2014).
enum SplitMix64 {
  /// What each step adds: the golden ratio's fraction.
  static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The finaliser: each bit of the input moves half of the output's.
  static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
