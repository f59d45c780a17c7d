// The order in which steps are killed at: a stride that has no divisor in common with their number reaches each of them
// once before any comes again, and jumps about meanwhile.

import TestSupport

/// Steps of one stage, each before and after its message.
struct StepSweep: Sendable {
  private let total: Int
  private let stride: Int
  private var position: Int

  /// `steps` is how many a life without a kill has; `seed` says where it begins.
  init(steps: Int, seed: UInt64) {
    total = 2 * max(steps, 1)
    // The golden section, which spreads what is drawn from it evenly.
    var stride = max(1, Int(Double(total) * 0.618_033_988_75))
    while Self.divisor(stride, total) > 1 { stride += 1 }
    self.stride = stride
    var dice = SteadyDice(seed)
    position = Int.random(in: 0..<total, using: &dice)
  }

  mutating func next() -> KillOrder {
    defer { position = (position + stride) % total }
    return KillOrder(position % 2 == 0 ? .before : .after, position / 2 + 1)
  }

  private static func divisor(_ one: Int, _ other: Int) -> Int {
    other == 0 ? one : divisor(other, one % other)
  }
}
