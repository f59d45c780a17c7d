// The taste, as a function: a Gaussian process over embeddings and words, solved in closed form. Every score is a sum over
// examples, so it can say exactly what it rests on; and it knows what it does not know.

/// A fitted scorer: candidates in, calibrated probabilities out.
///
/// f(x) = Σ αⱼ k(x, xⱼ) with k = exp(γ(cos θ − 1)) on centred, normalised embeddings + the product of the term vectors,
/// and α = (K + D)⁻¹ y (Rasmussen & Williams, Gaussian Processes for Machine Learning, 2006, §2.2 and §5.4.2 for
/// leaving one out).
package struct Scorer: Sendable {
  /// Raised when the same evidence gives other scores, so that what was decided is decided anew.
  package static let generation = 1

  package let settings: ScorerSettings
  package let calibration: Calibration
  /// The examples it rests on, background included, without duplicates; in the order of the sums.
  package let examples: [Example]
  let kernel: Kernel
  let solution: Solution
  private let places: [String: Int]

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
    let solution = Solution(gram: kernel.gram(), labels: list.labels, noise: list.noise)
    return Scorer(settings: settings, list: list, kernel: kernel, solution: solution)
  }

  private init(
    settings: ScorerSettings, list: ExampleList, kernel: Kernel, solution: Solution
  ) {
    let examples = list.examples
    self.settings = settings
    self.examples = examples
    self.kernel = kernel
    self.solution = solution
    places = Dictionary(
      zip(examples.map(\.candidate.id), examples.indices), uniquingKeysWith: { first, _ in first })
    let scores = solution.scoresWithoutGroups(examples.map(\.group))
    calibration = Calibration(
      observations: examples.indices.map {
        Calibration.Observation(
          score: scores[$0], evidence: examples[$0].evidence,
          weight: examples[$0].evidence == .background ? examples[$0].weight : list.weights[$0])
      }, settings: settings)
  }

  /// Scores in the order given.
  ///
  /// A candidate that is itself an example (by id) is scored as if it were not: nothing vouches for itself, and a
  /// background item is not its own counter-example.
  package func score(_ candidates: [Candidate]) -> [Score] {
    chunks(candidates).flatMap { chunk in
      var rows = kernel.rows(chunk)
      let sums = solution.sums(rows, count: chunk.count)
      let explained = solution.explainedVariances(&rows, count: chunk.count)
      return chunk.indices.map { index in
        if let place = places[chunk[index].id] {
          return score(sum: solution.leaveOneOut[place], variance: solution.variance(place))
        }
        let variance = kernel.variance(chunk[index]) - Double(explained[index])
        return score(sum: sums[index], variance: variance)
      }
    }
  }

  /// Why each candidate has its score, naming the `top` examples that count most.
  package func explain(_ candidates: [Candidate], top: Int) -> [Explanation] {
    chunks(candidates).flatMap { chunk in
      let rows = kernel.rows(chunk)
      return chunk.indices.map { index in
        let start = index * examples.count
        return explain(Array(rows[start..<start + examples.count]), chunk[index].id, top: top)
      }
    }
  }

  private func score(sum: Double, variance: Double) -> Score {
    let deviation = (max(0, variance) * solution.signalVariance).squareRoot()
    return Score(logOdds: calibration.logOdds(sum), spread: calibration.slope * deviation)
  }

  private func explain(_ row: [Float], _ id: String, top: Int) -> Explanation {
    let weights = places[id].map { solution.weights(without: $0) } ?? solution.weights
    let values = zip(row, weights).map { calibration.slope * Double($0) * $1 }
    let order = values.indices.filter { values[$0] != 0 }.sorted {
      (abs(values[$0]), $1) > (abs(values[$1]), $0)
    }
    let shown = order.prefix(max(0, top))
    return Explanation(
      logOdds: calibration.intercept + values.reduce(0, +), base: calibration.intercept,
      contributions: shown.map { place in
        let example = examples[place]
        return Contribution(
          id: example.candidate.id, title: example.candidate.title, evidence: example.evidence,
          value: values[place])
      }, rest: order.dropFirst(shown.count).reduce(0) { $0 + values[$1] })
  }

  /// Bounded, so that scoring a hundred thousand items needs no more memory than scoring a few hundred.
  private func chunks(_ candidates: [Candidate]) -> [[Candidate]] {
    stride(from: 0, to: candidates.count, by: 256).map {
      Array(candidates[$0..<min($0 + 256, candidates.count)])
    }
  }
}
