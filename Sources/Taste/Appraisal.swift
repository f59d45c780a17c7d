// From the numbers of one candidate to its explanation: which examples count, how much more than for an ordinary item,
// and what would be without them.

/// One candidate before a fitted scorer.
struct Appraisal {
  private let scorer: Scorer
  private let candidate: Candidate
  private let row: ArraySlice<Float>
  private let view: LeaveOut.View
  private let estimate: (mean: Double, variance: Double)
  private let logOdds: Double
  /// What each example adds beyond what it adds to an ordinary item.
  private let values: [Double]

  init(
    scorer: Scorer, candidate: Candidate, row: ArraySlice<Float>, view: LeaveOut.View,
    estimate: (mean: Double, variance: Double)
  ) {
    self.scorer = scorer
    self.candidate = candidate
    self.row = row
    self.view = view
    self.estimate = estimate
    logOdds = scorer.calibration.logOdds(estimate.mean)
    let sums = zip(view.weights, zip(row, scorer.ordinary)).map { $0 * (Double($1.0) - $1.1) }
    let steepness = scorer.calibration.steepness(
      from: estimate.mean - sums.reduce(0, +), to: estimate.mean)
    values = sums.map { steepness * $0 }
  }

  func explanation(top: Int, detail: ExplanationDetail) -> Explanation {
    let pro = values.reduce(0) { $0 + max(0, $1) }
    let contra = values.reduce(0) { $0 + min(0, $1) }
    let far = distances
    let covariance = covariance
    // The score of a candidate that is an example comes from a formula of its own, so the base takes the rounding.
    return Explanation(
      logOdds: logOdds, base: logOdds - pro - contra,
      contributions: detail == .examples ? single(top) : reasons(top), pro: pro, contra: contra,
      farFromUnwanted: far.pro, farFromWanted: far.contra,
      ifKept: logOdds(after: 1, noise: scorer.answerNoise.kept, covariance),
      ifSkipped: logOdds(after: -1, noise: scorer.answerNoise.skipped, covariance))
  }

  /// The log-odds of a twin of the candidate after one answer about the candidate.
  ///
  /// One more observation of f at the same place: f + (y − f) σ²/(σ² + noise). What the same answer does to an ordinary
  /// item is taken off, because calibration would: the share of wanted items does not change by one answer.
  private func logOdds(after label: Double, noise: Double, _ covariance: Double) -> Double {
    let step = (label - estimate.mean) / (estimate.variance + noise)
    return scorer.calibration.logOdds(estimate.mean + step * (estimate.variance - covariance))
  }

  /// How f at the candidate and f at an ordinary item vary together.
  private var covariance: Double {
    var sum = 0.0
    var count = 0
    for place in scorer.background where place != view.own {
      sum += Double(row[row.startIndex + place])
      count += 1
    }
    let known = zip(scorer.ordinary, view.influence).reduce(0) { $0 + $1.0 * $1.1 }
    return sum / Double(max(1, count)) - known
  }

  /// Whether an example is more like the candidate than like an ordinary item, and speaks as it was meant to.
  private func isAlike(_ place: Int) -> Bool {
    Double(row[row.startIndex + place]) > scorer.ordinary[place]
      && (values[place] > 0) == (scorer.solution.labels[place] > 0)
  }

  private func closeness(_ place: Int) -> Double {
    (Double(row[row.startIndex + place]) - scorer.ordinary[place])
      / max(scorer.ordinarySpread[place], 1e-6)
  }

  private func isClose(_ place: Int) -> Bool {
    let isTold = scorer.examples[place].evidence != .background
    return closeness(place) >= (isTold ? scorer.closeFrom : Scorer.closeLeast)
  }

  private var distances: (pro: Double, contra: Double) {
    var sums = (pro: 0.0, contra: 0.0)
    for place in values.indices where !isAlike(place) {
      if values[place] > 0 { sums.pro += values[place] } else { sums.contra += values[place] }
    }
    return sums
  }

  private func single(_ top: Int) -> [Contribution] {
    let order = Self.first(top, of: values.indices.filter { values[$0] != 0 }) {
      (abs(values[$0]), $1) > (abs(values[$1]), $0)
    }
    return order.map {
      contribution($0, value: values[$0], count: 1, words: [], without: nil)
    }
  }

  /// The first `count` of `all` in an order: there are a thousand, and a handful is asked for.
  private static func first<Element>(
    _ count: Int, of all: [Element], by precedes: (Element, Element) -> Bool
  ) -> [Element] {
    var kept: [Element] = []
    for element in all where count > 0 {
      if kept.count == count {
        guard let last = kept.last, precedes(element, last) else { continue }
        kept.removeLast()
      }
      let place = kept.firstIndex { precedes(element, $0) } ?? kept.count
      kept.insert(element, at: place)
    }
    return kept
  }

  /// One reason: what is close of it, or all of it where nothing is.
  private struct Reason {
    let number: Int
    var isClose: Bool
    var value = 0.0
    var count = 0
    /// The example that counts most.
    var strongest: Int

    /// Close before far, then the larger first.
    static func precedes(_ left: Reason, _ right: Reason) -> Bool {
      guard left.isClose == right.isClose else { return left.isClose }
      return (abs(left.value), right.number) > (abs(right.value), left.number)
    }
  }

  private func reasons(_ top: Int) -> [Contribution] {
    let kept = Self.first(top, of: gathered, by: Reason.precedes)
    let words = scorer.kernel.sharedWords(candidate).words(
      with: kept.map {
        let likeness = Double(row[row.startIndex + $0.strongest]) - scorer.ordinary[$0.strongest]
        return (scorer.kernel.terms(at: $0.strongest), likeness)
      })
    return zip(kept, words).map { reason, words in
      let loss = loss(of: reason.number)
      return contribution(
        reason.strongest, value: reason.value, count: reason.count, words: words,
        without: loss.map { scorer.calibration.logOdds(estimate.mean - $0) })
    }
  }

  /// How much lower f would be without a reason, beyond how much lower an ordinary item would be.
  private func loss(of number: Int) -> Double? {
    guard let own = scorer.leaveOut.loss(of: number, in: view),
      let ordinary = scorer.leaveOut.loss(of: number, in: scorer.ordinaryView)
    else { return nil }
    return own - ordinary
  }

  /// The examples that are alike, by reason.
  private var gathered: [Reason] {
    var reasons: [Reason] = []
    var known = [Int](repeating: -1, count: scorer.grouping.members.count)
    for place in values.indices where values[place] != 0 && isAlike(place) {
      let isClose = isClose(place)
      let number = scorer.grouping.numbers[place]
      if known[number] < 0 {
        known[number] = reasons.count
        reasons.append(Reason(number: number, isClose: isClose, strongest: place))
      }
      add(place, isClose: isClose, to: &reasons[known[number]])
    }
    return reasons
  }

  /// A long note has something to do with everything; only those of its passages count that are close, if any is.
  private func add(_ place: Int, isClose: Bool, to reason: inout Reason) {
    guard isClose || !reason.isClose else { return }
    if isClose, !reason.isClose {
      reason = Reason(number: reason.number, isClose: true, strongest: place)
    }
    reason.value += values[place]
    reason.count += 1
    if abs(values[place]) > abs(values[reason.strongest]) { reason.strongest = place }
  }

  private func contribution(
    _ place: Int, value: Double, count: Int, words: [String], without: Double?
  ) -> Contribution {
    let example = scorer.examples[place]
    return Contribution(
      id: example.candidate.id, title: example.candidate.title, evidence: example.evidence,
      at: example.at, value: value, closeness: closeness(place),
      isClose: isClose(place), count: count, words: words, without: without)
  }
}
