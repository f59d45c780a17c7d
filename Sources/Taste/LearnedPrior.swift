// How much of what comes in a person wants, learned from their answers. Answers are asked for where the score is unsure, so
// the share of yes among them says nothing by itself; what they say beside the probabilities that were shown does.

private import Glibc

/// One answer about an item whose probability was known before.
package struct PriorAnswer: Sendable, Hashable {
  /// The log-odds that the item had before the answer, and the expected share of wanted items within them.
  package let logOdds: Double
  package let prior: Double
  package let isWanted: Bool

  package init(logOdds: Double, prior: Double, isWanted: Bool) {
    self.logOdds = logOdds
    self.prior = prior
    self.isWanted = isWanted
  }
}

/// The expected share of wanted items, set by the person and moved by their answers.
package struct LearnedPrior: Sendable, Hashable {
  /// Fewer answers than this move nothing.
  package static let answersMin = 50
  /// What the setting counts against them, in answers about items that stood at one half.
  private static let settingWeight = 50.0
  /// The setting is never moved further than this, in log-odds.
  private static let shiftMax = 2.0

  /// The expected share of wanted items.
  package let share: Double
  /// The answers it was learned from; 0 when it is the setting.
  package let answers: Int

  /// The most likely prior given the answers, drawn towards the setting.
  ///
  /// An answer says how far log-odds that were shown were off; choosing items by their probability, as a review does,
  /// leaves that as it is. Maximises Σ log p(yᵢ | lᵢ − logit πᵢ + logit π) with a Gaussian prior on logit π around the
  /// setting; the slope of that is monotone, so its zero is found by bisection.
  package init(setting: Double, answers all: [PriorAnswer]) {
    let answers = all.filter {
      $0.logOdds.isFinite && $0.prior > 0 && $0.prior < 1
    }
    guard answers.count >= Self.answersMin, setting > 0, setting < 1 else {
      share = setting
      self.answers = 0
      return
    }
    let centre = Logistic.logOdds(setting)
    let bare = answers.map { ($0.logOdds - Logistic.logOdds($0.prior), $0.isWanted ? 1.0 : 0) }
    let precision = Self.settingWeight / 4
    var low = centre - Self.shiftMax
    var high = centre + Self.shiftMax
    for _ in 0..<60 {
      let middle = (low + high) / 2
      let slope = bare.reduce(precision * (centre - middle)) {
        $0 + $1.1 - Logistic.probability($1.0 + middle)
      }
      if slope > 0 { low = middle } else { high = middle }
    }
    share = Logistic.probability((low + high) / 2)
    self.answers = answers.count
  }
}
