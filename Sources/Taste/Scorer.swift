// The taste, as a function: a Gaussian process over embeddings and words, solved in closed form. Every score is a sum over
// examples, so it can say exactly what it rests on; and it knows what it does not know.

private import Glibc

/// A fitted scorer: candidates in, calibrated probabilities out.
///
/// f(x) = Σ αⱼ k(x, xⱼ) with k = exp(γ(cos θ − 1)) on centred, normalised embeddings + the product of the term vectors,
/// and α = (K + D)⁻¹ y (Rasmussen & Williams, Gaussian Processes for Machine Learning, 2006, §2.2 and §5.4.2 for
/// leaving one out).
package struct Scorer: Sendable {
  /// Raised when the same evidence gives other scores, so that what was decided is decided anew.
  package static let generation = 2

  package let settings: ScorerSettings
  package let calibration: Calibration
  /// The examples it rests on, background included, without duplicates; in the order of the sums.
  package let examples: [Example]
  let kernel: Kernel
  let solution: Solution
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

  /// How many threads the matrix products of the whole process may use; once, before the first fit.
  package static func useThreads(_ count: Int) { Algebra.useThreads(count) }

  /// Learns from `examples` against `background`.
  ///
  /// `corpus` are further texts that say nothing about the person but something about the language: they join in
  /// the mean embedding and in the frequencies of the terms. Of several examples with one id the last decision
  /// counts, and any example counts before the background. Vectors of another length than the first are left out.
  package static func fit(
    examples: [Example], background: [Candidate] = [], corpus: [Candidate] = [],
    settings: ScorerSettings = ScorerSettings()
  ) -> Scorer {
    let list = ExampleList(examples: examples, background: background, settings: settings)
    let kernel = Kernel(
      examples: list.examples, corpus: list.unused + corpus, settings: settings)
    return Scorer(settings: settings, list: list, kernel: kernel, gram: kernel.gram())
  }

  /// `gram` is the kernel among the examples of `list`, which a replay has already.
  init(settings: ScorerSettings, list: ExampleList, kernel: Kernel, gram: [Double]) {
    let solution = Solution(gram: gram, labels: list.labels, noise: list.noise)
    let examples = list.examples
    self.settings = settings
    self.examples = examples
    self.kernel = kernel
    self.solution = solution
    places = Dictionary(
      zip(examples.map(\.candidate.id), examples.indices), uniquingKeysWith: { first, _ in first })
    answerNoise = (
      list.classNoise.wanted / Evidence.keep.weight, list.classNoise.unwanted / Evidence.skip.weight
    )
    let told = examples.count { $0.evidence != .background }
    closeFrom = max(Self.closeLeast, 1.25 * log(Double(max(1, told))) - 3.4)
    let seen = examples.indices.filter { examples[$0].evidence == .background }
    background = seen.isEmpty ? Array(examples.indices) : seen
    let moments = Self.moments(gram, examples.count, sample: background)
    let ordinary = moments.map(\.mean)
    self.ordinary = ordinary
    ordinarySpread = moments.map(\.spread)
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
    _ gram: [Double], _ n: Int, sample: [Int]
  ) -> [(mean: Double, spread: Double)] {
    var sums = [Double](repeating: 0, count: n)
    var squares = sums
    for row in sample {
      for column in 0..<n where column != row {
        let value = gram[max(row, column) * n + min(row, column)]
        sums[column] += value
        squares[column] += value * value
      }
    }
    var counts = [Double](repeating: Double(sample.count), count: n)
    for place in sample { counts[place] -= 1 }
    return (0..<n).map { place in
      let mean = sums[place] / max(1, counts[place])
      return (mean, max(0, squares[place] / max(1, counts[place]) - mean * mean).squareRoot())
    }
  }

  /// Scores in the order given.
  ///
  /// A candidate that is itself an example (by id) is scored as if it were not: nothing vouches for itself, and a
  /// background item is not its own counter-example.
  package func score(_ candidates: [Candidate]) -> [Score] {
    chunks(candidates).flatMap { chunk in
      let places = chunk.map { self.places[$0.id] }
      var rows = kernel.rows(chunk, places: places)
      let sums = solution.sums(rows, count: chunk.count)
      let explained = solution.explainedVariances(&rows, count: chunk.count)
      return chunk.indices.map { index in
        score(estimate(chunk[index], places[index], sum: sums[index], explained: explained[index]))
      }
    }
  }

  /// Scores as ``score(_:)`` does, and says why, naming the `top` that counts most.
  package func appraise(
    _ candidates: [Candidate], top: Int, detail: ExplanationDetail = .examples
  ) -> [(score: Score, explanation: Explanation)] {
    chunks(candidates).flatMap { chunk in
      let places = chunk.map { self.places[$0.id] }
      let rows = kernel.rows(chunk, places: places)
      let sums = solution.sums(rows, count: chunk.count)
      var influences = rows
      let explained = solution.influences(&influences, count: chunk.count)
      return chunk.indices.map { index in
        let range = index * examples.count..<(index + 1) * examples.count
        let estimate = estimate(
          chunk[index], places[index], sum: sums[index], explained: explained[index])
        let appraisal = Appraisal(
          scorer: self, candidate: chunk[index], row: rows[range],
          view: leaveOut.view(influences[range], own: places[index]), estimate: estimate)
        return (score(estimate), appraisal.explanation(top: top, detail: detail))
      }
    }
  }

  /// f at a candidate, and the variance of that.
  private func estimate(
    _ candidate: Candidate, _ place: Int?, sum: Double, explained: Float
  ) -> (mean: Double, variance: Double) {
    if let place { return (solution.leaveOneOut[place], max(0, solution.variance(place))) }
    return (sum, max(0, kernel.variance(candidate) - Double(explained)))
  }

  private func score(_ estimate: (mean: Double, variance: Double)) -> Score {
    let deviation = (estimate.variance * solution.signalVariance).squareRoot()
    return Score(
      logOdds: calibration.logOdds(estimate.mean), spread: calibration.spread(deviation))
  }

  /// Bounded, so that scoring a hundred thousand items needs no more memory than scoring a few hundred.
  private func chunks(_ candidates: [Candidate]) -> [[Candidate]] {
    stride(from: 0, to: candidates.count, by: 256).map {
      Array(candidates[$0..<min($0 + 256, candidates.count)])
    }
  }
}
