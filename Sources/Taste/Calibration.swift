// From kernel sums to probabilities. Leave-one-out scores are honest scores of the examples, so a logistic curve fitted to
// them needs no held-out data; a prior on its slope keeps five likes from claiming certainty.

private import Glibc

/// The logistic function and its inverse.
enum Logistic {
  static func probability(_ logOdds: Double) -> Double {
    logOdds >= 0 ? 1 / (1 + exp(-logOdds)) : exp(logOdds) / (1 + exp(logOdds))
  }

  static func logOdds(_ probability: Double) -> Double {
    let inner = min(max(probability, 1e-6), 1 - 1e-6)
    return log(inner / (1 - inner))
  }
}

/// log-odds = slope · bent(score) + intercept.
package struct Calibration: Sendable, Hashable {
  package let slope: Double
  package let intercept: Double
  let bend: Bend

  /// A leave-one-out score with the evidence it belongs to and how much that counts.
  struct Observation {
    let score: Double
    let evidence: Evidence
    let weight: Double

    var isWanted: Bool { evidence.isWanted }
  }

  /// Platt's sigmoid on bent scores in units of their standard deviation, moved from the mix of the observations to the
  /// expected share of wanted items.
  ///
  /// Platt, Probabilistic Outputs for Support Vector Machines, 1999; Newton's method with backtracking as by Lin, Lin,
  /// Weng (A Note on Platt's Probabilistic Outputs, Machine Learning 68, 2007), with a Gaussian prior on the slope in
  /// place of Platt's smoothed targets. Passages are no observations: they are not items, and nobody decided about them.
  /// Where nothing was wanted by decision, the expected slope is taken, and the background has the expected share;
  /// without background either, a score of 0 means the prior.
  init(observations all: [Observation], settings: ScorerSettings) {
    let unwanted = all.filter { !$0.isWanted }.map(\.score)
    let bend = Bend(unwanted.isEmpty ? all.map(\.score) : unwanted, from: settings.bend)
    let scale = Self.scale(all.map { bend.bent($0.score) })
    let observations = all.filter { $0.evidence.isDecision || $0.evidence == .background }.map {
      Observation(
        score: bend.bent($0.score) / scale, evidence: $0.evidence, weight: $0.weight)
    }
    let unit = Self.fitted(to: observations, settings: settings)
    slope = unit.slope / scale
    intercept = unit.intercept
    self.bend = bend
  }

  /// The standard deviation of the scores: how far apart they lie depends on how much noise the examples have, and the
  /// expected slope must not.
  private static func scale(_ scores: [Double]) -> Double {
    let count = Double(max(1, scores.count))
    let mean = scores.reduce(0, +) / count
    let variance = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    // Scores that hardly differ say hardly anything, and must not be blown up to certainty.
    return variance.isFinite ? max(variance.squareRoot(), 0.02) : 1
  }

  /// The calibration of scores that are measured in standard deviations.
  private static func fitted(
    to observations: [Observation], settings: ScorerSettings
  ) -> (slope: Double, intercept: Double) {
    let wanted = observations.filter(\.isWanted).reduce(0) { $0 + $1.weight }
    let unwanted = observations.filter { !$0.isWanted }.reduce(0) { $0 + $1.weight }
    let prior = Logistic.logOdds(settings.prior)
    guard wanted > 0, unwanted > 0 else {
      let background = observations.filter { !$0.isWanted }.map { settings.slope * $0.score }
      return (
        settings.slope, intercept(matching: settings.prior, of: unwanted > 0 ? background : [0])
      )
    }
    var fit = SigmoidFit(
      observations: observations, wanted: wanted, unwanted: unwanted, settings: settings)
    let mix = Mix(observations, prior: settings.prior)
    let shift: Double
    if settings.isBackgroundMixed, mix.background > 0 {
      fit.solve(mix, prior: settings.prior)
      shift = mix.shift
    } else {
      fit.solve()
      shift = log(wanted / unwanted) - prior
    }
    // A negative slope would turn the order round: then nothing is known, and that is what a flat curve says.
    return (max(fit.slope, settings.slope / 20), fit.intercept - shift)
  }

  /// What must be added to log-odds so that their probabilities have the mean `share`; by bisection.
  private static func intercept(matching share: Double, of logOdds: [Double]) -> Double {
    var low = -60.0
    var high = 60.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      let sum = logOdds.reduce(0) { $0 + Logistic.probability($1 + middle) }
      if sum < share * Double(logOdds.count) { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  func logOdds(_ score: Double) -> Double { slope * bend.bent(score) + intercept }

  /// The log-odds that one unit of score is worth on the way from `start` to `end`.
  ///
  /// What a score is made of is shared out by it, so that the shares add up to the log-odds.
  func steepness(from start: Double, to end: Double) -> Double {
    guard abs(end - start) > 1e-9 else { return slope * bend.steepness(end) }
    return (logOdds(end) - logOdds(start)) / (end - start)
  }

  /// The standard deviation of the log-odds of a score that is uncertain by `deviation`.
  ///
  /// The curve was fitted to scores that were as uncertain, and is flatter for it: however uncertain they are, along
  /// such a curve the spread cannot reach √(8/π) ≈ 1.6 (from the moderated output of MacKay, The Evidence Framework
  /// Applied to Classification Networks, Neural Computation 4, 1992). The estimate of the deviation knows nothing of
  /// that, so it is drawn in, smoothly, to what is possible.
  func spread(_ deviation: Double, at score: Double) -> Double {
    let steep = slope * bend.steepness(score) * deviation
    return steep / (1 + .pi / 8 * steep * steep).squareRoot()
  }
}

/// Who is among the observations when the background is a sample of everything: the expected share of it is wanted.
///
/// Likes are there because they are wanted, and shift the mix. Answers are there because of their scores: at its score
/// an item that was asked about is wanted as often as any other.
private struct Mix {
  let background: Double
  /// How far the log-odds among the observations lie above those among all items.
  let shift: Double

  init(_ observations: [Calibration.Observation], prior: Double) {
    let weight = { (isIn: (Evidence) -> Bool) in
      observations.reduce(0) { $0 + (isIn($1.evidence) ? $1.weight : 0) }
    }
    background = weight { $0 == .background }
    let wanted = prior * background
    let unwanted = (1 - prior) * background
    let isChosen = { (evidence: Evidence) in evidence != .background && !evidence.isAnswer }
    shift =
      log((weight { $0.isWanted && isChosen($0) } + wanted) / wanted)
      - log((weight { !$0.isWanted && isChosen($0) } + unwanted) / unwanted)
  }
}

/// Penalised logistic regression on one variable.
private struct SigmoidFit {
  private static let stepsMax = 60
  private static let roundsMax = 100
  let observations: [Calibration.Observation]
  /// For each observation how likely it is wanted: 1 or 0 where it was decided.
  private var targets: [Double]
  let settings: ScorerSettings
  var slope: Double
  var intercept: Double
  /// What the log-odds of answers lie below those of the others; see ``Mix``.
  var shift = 0.0

  init(
    observations: [Calibration.Observation], wanted: Double, unwanted: Double,
    settings: ScorerSettings
  ) {
    self.observations = observations
    self.settings = settings
    targets = observations.map { $0.isWanted ? 1 : 0 }
    slope = settings.slope
    intercept = log(wanted / unwanted)
  }

  /// The fit when nobody knows which of the background is wanted, by expectation and maximisation (Ward, Hastie, Barry,
  /// Elith, Leathwick, Presence-Only Data and the EM Algorithm, Biometrics 65, 2009).
  mutating func solve(_ mix: Mix, prior: Double) {
    let background = observations.indices.filter { observations[$0].evidence == .background }
    for place in background { targets[place] = prior }
    shift = mix.shift
    for _ in 0..<Self.roundsMax {
      solve()
      var change = 0.0
      for place in background {
        let logOdds = slope * observations[place].score + intercept - mix.shift
        let expected = Logistic.probability(logOdds)
        change = max(change, abs(expected - targets[place]))
        targets[place] = expected
      }
      if change < 1e-4 { return }
    }
  }

  mutating func solve() {
    var cost = self.cost(slope, intercept)
    for _ in 0..<Self.stepsMax {
      let (step, descent) = newtonStep()
      guard descent > 1e-12 else { return }
      var size = 1.0
      while true {
        let trial = self.cost(slope + size * step.slope, intercept + size * step.intercept)
        if trial < cost - 1e-4 * size * descent {
          slope += size * step.slope
          intercept += size * step.intercept
          cost = trial
          break
        }
        size /= 2
        if size < 1e-10 { return }
      }
    }
  }

  private func cost(_ slope: Double, _ intercept: Double) -> Double {
    let distance = (slope - settings.slope) / settings.slopeSpread
    return zip(observations, targets).reduce(distance * distance / 2) { sum, pair in
      let (observation, target) = pair
      let z = slope * observation.score + intercept - (observation.evidence.isAnswer ? shift : 0)
      let softplus = max(z, 0) + log1p(exp(-abs(z)))
      return sum + observation.weight * (softplus - target * z)
    }
  }

  /// The step, and by how much the cost falls along it to first order.
  private func newtonStep() -> (step: (slope: Double, intercept: Double), descent: Double) {
    let precision = 1 / (settings.slopeSpread * settings.slopeSpread)
    var gradient = (slope: (slope - settings.slope) * precision, intercept: 0.0)
    var curve = (ss: precision + 1e-12, si: 0.0, ii: 1e-12)
    for (observation, target) in zip(observations, targets) {
      let p = Logistic.probability(
        slope * observation.score + intercept - (observation.evidence.isAnswer ? shift : 0))
      let error = observation.weight * (p - target)
      let weight = observation.weight * p * (1 - p)
      gradient.slope += error * observation.score
      gradient.intercept += error
      curve.ss += weight * observation.score * observation.score
      curve.si += weight * observation.score
      curve.ii += weight
    }
    let determinant = curve.ss * curve.ii - curve.si * curve.si
    guard determinant > 0 else { return ((0, 0), 0) }
    let step = (
      slope: (curve.si * gradient.intercept - curve.ii * gradient.slope) / determinant,
      intercept: (curve.si * gradient.slope - curve.ss * gradient.intercept) / determinant
    )
    return (step, -(step.slope * gradient.slope + step.intercept * gradient.intercept))
  }
}
