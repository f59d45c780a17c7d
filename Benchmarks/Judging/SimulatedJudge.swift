// A judge whose reliability is known to the study and to nobody else: a Gaussian opinion of each item, independent of the
// first stage given whether the item is wanted, spoken as a verdict and a confidence.

import Feed
import Foundation
import Taste

/// Chance that is the same in every run.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = SplitMix64.mixed(seed) }

  mutating func next() -> UInt64 {
    state &+= SplitMix64.step
    return SplitMix64.mixed(state)
  }

  /// A standard normal number (Box and Muller, 1958).
  mutating func normal() -> Double {
    let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &self))).squareRoot()
    return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
  }
}

/// A judge.
struct SimulatedJudge {
  /// How opinions become numbers.
  enum Manner: String {
    /// The confidence is what it should be where half of the items are wanted.
    case honest
    /// Says keep twice as often as not, and is never less than 70 nor more than 95 sure.
    case sure
    /// Says keep and 80 to everything.
    case same
  }

  let name: String
  /// How far the opinions of wanted items lie above the others, in standard deviations: √2 Φ⁻¹(AUC).
  let separation: Double
  let manner: Manner

  static let all = [
    SimulatedJudge(name: "AUC .85", separation: 1.4657, manner: .honest),
    SimulatedJudge(name: "AUC .85, always 70 to 95", separation: 1.4657, manner: .sure),
    SimulatedJudge(name: "AUC .75", separation: 0.9539, manner: .honest),
    SimulatedJudge(name: "AUC .75, always 70 to 95", separation: 0.9539, manner: .sure),
    SimulatedJudge(name: "AUC .50", separation: 0, manner: .honest),
    SimulatedJudge(name: "AUC .50, always 70 to 95", separation: 0, manner: .sure),
    SimulatedJudge(name: "AUC .15", separation: -1.4657, manner: .honest),
    SimulatedJudge(name: "AUC .15, always 70 to 95", separation: -1.4657, manner: .sure),
    SimulatedJudge(name: "keep 80, whatever it is", separation: 0, manner: .same),
  ]

  /// What it thinks of an item; the same of the same item.
  func opinion(of item: Item, dice: inout Dice) -> Double {
    (item.isWanted ? separation : 0) + dice.normal()
  }

  /// The opinion in words, on the scale that ``JudgeAnswer`` reads.
  func position(_ opinion: Double) -> Double {
    let middle = abs(separation) / 2
    switch manner {
    case .honest:
      let sureness = (tanh(max(abs(separation), 0.5) * (opinion - middle) / 2) * 100).rounded()
      return sureness / 100
    case .sure:
      let far = opinion - (middle - 0.7)
      let confidence = (70 + 25 * min(1, abs(far) / 2.5)).rounded()
      return (far >= 0 ? confidence : -confidence) / 100
    case .same: return 0.8
    }
  }
}
