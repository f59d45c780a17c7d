// The taste, as a function: a Gaussian process over embeddings and words, solved in closed form. Every score is a sum over
// examples, so it can say exactly what it rests on; and it knows what it does not know.

private import Glibc

/// A fitted scorer: candidates in, calibrated probabilities out.
///
/// f(x) = Σ αⱼ k(x, xⱼ) with k = exp(γ(cos θ − 1)) on centred, normalised embeddings + the product of the term vectors + a
/// constant, and α = (K + D)⁻¹ y (Rasmussen & Williams, Gaussian Processes for Machine Learning, 2006, §2.2 and §5.4.2 for
/// leaving one out).
package struct Scorer: Sendable {
  /// Raised when the same evidence gives other scores, so that what was decided is decided anew.
  package static let generation = 4

  package let settings: ScorerSettings
  package let calibration: Calibration
  /// The examples it rests on, background included, without duplicates; in the order of the sums.
  package let examples: [Example]
  private let system: System
  let grouping: Grouping
  let leaveOut: LeaveOut
  /// The mean kernel of each example with the background, and its standard deviation: what it is to ordinary items.
  let ordinary: [Double]
  let ordinarySpread: [Double]
  /// The examples that stand for ordinary items.
  let background: [Int]
  /// The system as an ordinary item meets it.
  let ordinaryView: LeaveOut.View
  /// The closeness from which on a person would call an item close to something of theirs.
  ///
  /// Of a thousand notes one is fairly near to any item by chance: kernel values have exponential tails, so the largest
  /// of n grows with ln n.
  let closeFrom: Double
  /// What has less has nothing in common, however little there is to compare with.
  static let closeLeast = 1.6
  /// The noise variances of an item kept in review and of one that was skipped.
  let answerNoise: (kept: Double, skipped: Double)
  let places: [String: Int]

  var kernel: Kernel { system.kernel }
  var solution: Solution { system.solution }

  /// How many threads the matrix products of the whole process may use; once, before the first fit.
  package static func useThreads(_ count: Int) { Algebra.useThreads(count) }

  /// Learns from `examples` against `background`.
  ///
  /// `corpus` are further texts that say nothing about the person but something about the language: they join in
  /// the mean embedding and in the frequencies of the terms. Of several examples with one id the last decision
  /// counts, and any example counts before the background. Vectors of another length than the first are left out.
  ///
  /// With `earlier`, a scorer of the same background and settings but for the prior, that block is taken over from it, and
  /// with it what it knows of the language. Then a few new examples cost a third of a fit; where the background or much
  /// else has changed, nothing is taken over.
  package static func fit(
    examples: [Example], background: [Candidate] = [], corpus: [Candidate] = [],
    settings: ScorerSettings = ScorerSettings(), keeping earlier: Scorer? = nil
  ) -> Scorer {
    let isTold = examples.contains { $0.evidence.isDecision && $0.evidence.isWanted }
    let settings = isTold ? settings : settings.untold
    let list = ExampleList(examples: examples, background: background, settings: settings)
    var alike = settings
    alike.prior = earlier?.settings.prior ?? settings.prior
    if let earlier, alike == earlier.settings, let system = System(list, keeping: earlier.system) {
      return Scorer(settings: settings, system: system)
    }
    return Scorer(
      settings: settings, system: System(list, corpus: corpus, settings: settings))
  }

  /// Of a system that is solved.
  init(settings: ScorerSettings, system: System) {
    let (list, solution) = (system.list, system.solution)
    let examples = list.examples
    self.settings = settings
    self.examples = examples
    self.system = system
    places = Dictionary(
      zip(examples.map(\.candidate.id), examples.indices), uniquingKeysWith: { first, _ in first })
    answerNoise = (
      list.classNoise.wanted / Evidence.keep.weight, list.classNoise.unwanted / Evidence.skip.weight
    )
    let told = examples.count { $0.evidence != .background }
    closeFrom = max(Self.closeLeast, 1.25 * log(Double(max(1, told))) - 3.4)
    let seen = examples.indices.filter { examples[$0].evidence == .background }
    background = seen.isEmpty ? Array(examples.indices) : seen
    let (ordinary, spread) = Self.moments(system.gram, examples.count, sample: background)
    self.ordinary = ordinary
    ordinarySpread = spread
    let grouping = Grouping(examples, settings: settings)
    let leaveOut = LeaveOut(solution, grouping)
    self.grouping = grouping
    self.leaveOut = leaveOut
    var row = ordinary.map { Float($0) }
    _ = solution.influences(&row, count: examples.isEmpty ? 0 : 1)
    ordinaryView = leaveOut.view(row[...], own: nil)
    let scores = leaveOut.scores
    calibration = Calibration(
      observations: examples.indices.map {
        Calibration.Observation(
          score: scores[$0], evidence: examples[$0].evidence,
          weight: examples[$0].evidence == .background ? examples[$0].weight : list.weights[$0])
      }, settings: settings)
  }

  /// The mean and the standard deviation of each column of K over the rows of `sample`; nothing is its own neighbour.
  private static func moments(
    _ gram: [Float], _ n: Int, sample: [Int]
  ) -> (means: [Double], spreads: [Double]) {
    var mask = [Double](repeating: 0, count: n)
    for place in sample { mask[place] = 1 }
    let (sums, squares) = Sums.moments(gram, mask: mask)
    let counts = mask.map { max(1, Double(sample.count) - $0) }
    let means = zip(sums, counts).map { $0 / $1 }
    let spreads = (0..<n).map {
      max(0, squares[$0] / counts[$0] - means[$0] * means[$0]).squareRoot()
    }
    return (means, spreads)
  }

  /// Scores in the order given.
  ///
  /// A candidate that is itself an example (by id) is scored as if it were not: nothing vouches for itself, and a
  /// background item is not its own counter-example.
  package func score(_ candidates: [Candidate]) -> [Score] {
    estimates(candidates, withVariance: true).map(score)
  }

  /// The probabilities that ``score(_:)`` gives, in half the time: nobody asks how uncertain they are.
  package func probabilities(_ candidates: [Candidate]) -> [Double] {
    estimates(candidates, withVariance: false).map { score($0).probability }
  }

  /// The log-odds that ``score(_:)`` gives, in half the time.
  package func logOdds(_ candidates: [Candidate]) -> [Double] {
    estimates(candidates, withVariance: false).map { calibration.logOdds($0.mean) }
  }

  private typealias Estimate = (mean: Double, variance: Double)

  /// f at each candidate, and the variance of that; for an example both are known from the fit.
  private func estimates(_ candidates: [Candidate], withVariance: Bool) -> [Estimate] {
    let places = candidates.map { self.places[$0.id] }
    var estimates = places.map { $0.map(estimate) ?? (0, 0) }
    let fresh = places.indices.filter { places[$0] == nil }
    for part in chunks(of: fresh.map { candidates[$0] }) {
      var rows = kernel.rows(part, places: part.map { _ in nil })
      let sums = solution.sums(rows, count: part.count)
      let explained = withVariance ? solution.explainedVariances(&rows, count: part.count) : []
      for (index, candidate) in part.enumerated() {
        let variance = withVariance ? kernel.variance(candidate) - Double(explained[index]) : 0
        estimates[fresh[part.startIndex + index]] = (Double(sums[index]), max(0, variance))
      }
    }
    return estimates
  }

  /// Scores as ``score(_:)`` does, and says why, naming the `top` that counts most.
  package func appraise(
    _ candidates: [Candidate], top: Int, detail: ExplanationDetail = .examples
  ) -> [(score: Score, explanation: Explanation)] {
    chunks(of: candidates).flatMap { part in
      let places = part.map { self.places[$0.id] }
      let rows = kernel.rows(part, places: places)
      let sums = solution.sums(rows, count: part.count)
      var influences = rows
      let explained = solution.influences(&influences, count: part.count)
      return part.enumerated().map { index, candidate in
        let range = index * examples.count..<(index + 1) * examples.count
        let variance = max(0, kernel.variance(candidate) - Double(explained[index]))
        let estimate = places[index].map(estimate) ?? (Double(sums[index]), variance)
        let appraisal = Appraisal(
          scorer: self, candidate: candidate, row: rows[range],
          view: leaveOut.view(influences[range], own: places[index]), estimate: estimate)
        return (score(estimate), appraisal.explanation(top: top, detail: detail))
      }
    }
  }

  /// f at an example that was left out, and the variance of that.
  private func estimate(_ place: Int) -> Estimate {
    (solution.leaveOneOut[place], max(0, solution.variance(place)))
  }

  private func score(_ estimate: Estimate) -> Score {
    let deviation = (estimate.variance * solution.signalVariance).squareRoot()
    return Score(
      logOdds: calibration.logOdds(estimate.mean),
      spread: calibration.spread(deviation, at: estimate.mean))
  }

  /// Bounded, so that scoring a hundred thousand items needs no more memory than scoring a thousand.
  private func chunks(of candidates: [Candidate]) -> [ArraySlice<Candidate>] {
    stride(from: 0, to: candidates.count, by: 1_024).map {
      candidates[$0..<min($0 + 1_024, candidates.count)]
    }
  }
}
