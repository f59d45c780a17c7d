// Random numbers that are the same in every run, and the mutations the fuzz tests make with them.

/// SplitMix64 (Steele, Lea, Flood 2014).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A copy with one to eight bytes changed, dropped, doubled or put in.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    let spice = Array("<>&\"'/=! \n;[]-\0\u{E9}".utf8)
    var result = bytes
    for _ in 0..<Int.random(in: 1...8, using: &self) where !result.isEmpty {
      let place = Int.random(in: 0..<result.count, using: &self)
      switch Int.random(in: 0..<5, using: &self) {
      case 0: result[place] = UInt8.random(in: 0...255, using: &self)
      case 1: result.remove(at: place)
      case 2: result.insert(spice.randomElement(using: &self) ?? 0, at: place)
      case 3: result[place] = spice.randomElement(using: &self) ?? 0
      default:
        let end = min(result.count, place + Int.random(in: 1...20, using: &self))
        result.insert(contentsOf: result[place..<end], at: place)
      }
    }
    return result
  }
}
