// Which items a judge is asked about: those whose decision its answer is most likely to change for the better. A question
// whose answer changes nothing costs the same as one that does.

private import Glibc

/// An item that a judge could be asked about.
package struct JudgeCandidate: Sendable, Hashable {
  package let id: Int64
  /// Of the first stage, with what rules add.
  package let logOdds: Double
  /// A rule wants it to be judged.
  package let isWished: Bool

  package init(id: Int64, logOdds: Double, isWished: Bool = false) {
    self.id = id
    self.logOdds = logOdds
    self.isWished = isWished
  }
}

/// An item in the order of asking.
package struct JudgeChoice: Sendable, Hashable {
  package let id: Int64
  /// A rule wants it to be judged.
  package let isWished: Bool
  /// The expected gain in utility; 0 for what is asked only because a rule wants it.
  package let value: Double
}

/// Orders the questions to a judge.
///
/// The utility of an item with probability p is max(0, p − skip) + max(0, p − keep): the thresholds are the person's own
/// statement of what a wrong keep costs (Elkan, The Foundations of Cost-Sensitive Learning, IJCAI 2001). What an answer is
/// worth is the expected value of sample information, E[U(p′)] − U(p) (Raiffa, Schlaifer, Applied Statistical Decision
/// Theory, 1961, §4.5). The spread of the log-odds has no say: p is what is expected over it already, and of one item that
/// is either wanted or not nothing else is to be known.
package enum JudgeSelection {
  /// Places of the standard normal distribution, and their masses.
  private static let nodes: [(place: Double, mass: Double)] = {
    let places = stride(from: -4.0, through: 4.0, by: 0.25)
    let sum = places.reduce(0) { $0 + exp(-$1 * $1 / 2) }
    return places.map { ($0, exp(-$0 * $0 / 2) / sum) }
  }()

  /// At most `limit` items worth asking about, best first; what a rule wants to be judged comes before all others.
  ///
  /// What no bounded answer can move across a threshold is not among them. A judge that has been found useless is not
  /// asked at all.
  package static func order(
    _ candidates: [JudgeCandidate], trust: JudgeTrust, thresholds: Thresholds, limit: Int
  ) -> [JudgeChoice] {
    let believed = Separation(
      weight: max(trust.weight, trust.expected, 0), share: trust.habit.share)
    return candidates.compactMap { candidate in
      let value = value(candidate.logOdds, believed, trust, thresholds)
      guard candidate.isWished || value > 0 else { return nil }
      return JudgeChoice(id: candidate.id, isWished: candidate.isWished, value: value)
    }
    .sorted {
      if $0.isWished != $1.isWished { return $0.isWished }
      return ($0.value, $1.id) > ($1.value, $0.id)
    }
    .prefix(max(0, limit)).map(\.self)
  }

  /// E[U(p′)] − U(E[p′]): where the answer can be too strong for the bound, p′ is no longer p in the mean, and what the bound
  /// takes away is no value of asking.
  private static func value(
    _ logOdds: Double, _ believed: Separation, _ trust: JudgeTrust, _ thresholds: Thresholds
  ) -> Double {
    guard logOdds.isFinite, believed.weight > 0 else { return 0 }
    let reach = trust.settings.influence
    let isOpen = [thresholds.skip, thresholds.keep].contains {
      Logistic.probability(logOdds - reach) < $0 && $0 <= Logistic.probability(logOdds + reach)
    }
    guard isOpen else { return 0 }
    let probability = Logistic.probability(logOdds)
    var (utility, mean) = (0.0, 0.0)
    for (middle, share) in [
      (believed.wanted, probability), (believed.unwanted, 1 - probability),
    ] {
      for node in nodes {
        let shift = trust.bounded(believed.logOdds(middle + believed.deviation * node.place))
        let moved = Logistic.probability(logOdds + shift)
        utility += share * node.mass * thresholds.utility(moved)
        mean += share * node.mass * moved
      }
    }
    return max(0, utility - thresholds.utility(mean))
  }
}

extension Thresholds {
  /// What an item of this probability is worth.
  fileprivate func utility(_ probability: Double) -> Double {
    max(0, probability - skip) + max(0, probability - keep)
  }
}
