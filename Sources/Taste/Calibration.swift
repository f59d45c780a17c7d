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

/// log-odds = slope · score + intercept.
package struct Calibration: Sendable, Hashable {
  package let slope: Double
  package let intercept: Double

  /// A leave-one-out score with the evidence it belongs to and how much that counts.
  struct Observation {
    let score: Double
    let evidence: Evidence
    let weight: Double

    var isWanted: Bool { evidence.isWanted }
  }

  init(slope: Double, intercept: Double) {
    self.slope = slope
    self.intercept = intercept
  }

  /// Platt's sigmoid, moved from the mix of the observations to the expected share of wanted items.
  ///
  /// Targets are smoothed as by Platt (Probabilistic Outputs for Support Vector Machines, 1999); Newton's method with
  /// backtracking as by Lin, Lin, Weng (A Note on Platt's Probabilistic Outputs, Machine Learning 68, 2007), with a
  /// Gaussian prior on the slope. Passages are no observations: they are not items, and nobody decided about them.
  /// Where nothing was wanted by decision, the expected slope is taken, and the background has the expected share;
  /// without background either, a score of 0 means the prior.
  init(observations all: [Observation], settings: ScorerSettings) {
    let observations = all.filter { $0.evidence.isDecision || $0.evidence == .background }
    let wanted = observations.filter(\.isWanted).reduce(0) { $0 + $1.weight }
    let unwanted = observations.filter { !$0.isWanted }.reduce(0) { $0 + $1.weight }
    let prior = Logistic.logOdds(settings.prior)
    guard wanted > 0, unwanted > 0 else {
      let background = observations.filter { !$0.isWanted }.map { settings.slope * $0.score }
      let shift = Self.intercept(matching: settings.prior, of: unwanted > 0 ? background : [0])
      self.init(slope: settings.slope, intercept: shift)
      return
    }
    var fit = SigmoidFit(
      observations: observations, wanted: wanted, unwanted: unwanted, settings: settings)
    fit.solve()
    // A negative slope would turn the order round: then nothing is known, and that is what a flat curve says.
    let slope = max(fit.slope, settings.slope / 20)
    self.init(slope: slope, intercept: fit.intercept + prior - log(wanted / unwanted))
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

  func logOdds(_ score: Double) -> Double { slope * score + intercept }
}

/// Penalised logistic regression on one variable.
private struct SigmoidFit {
  private static let stepsMax = 60
  let observations: [Calibration.Observation]
  let targets: (wanted: Double, unwanted: Double)
  let settings: ScorerSettings
  var slope: Double
  var intercept: Double

  init(
    observations: [Calibration.Observation], wanted: Double, unwanted: Double,
    settings: ScorerSettings
  ) {
    self.observations = observations
    self.settings = settings
    targets = ((wanted + 1) / (wanted + 2), 1 / (unwanted + 2))
    slope = settings.slope
    intercept = log((wanted + 1) / (unwanted + 1))
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

  private func target(_ observation: Calibration.Observation) -> Double {
    observation.isWanted ? targets.wanted : targets.unwanted
  }

  private func cost(_ slope: Double, _ intercept: Double) -> Double {
    let distance = (slope - settings.slope) / settings.slopeSpread
    return observations.reduce(distance * distance / 2) { sum, observation in
      let z = slope * observation.score + intercept
      let softplus = max(z, 0) + log1p(exp(-abs(z)))
      return sum + observation.weight * (softplus - target(observation) * z)
    }
  }

  /// The step, and by how much the cost falls along it to first order.
  private func newtonStep() -> (step: (slope: Double, intercept: Double), descent: Double) {
    let precision = 1 / (settings.slopeSpread * settings.slopeSpread)
    var gradient = (slope: (slope - settings.slope) * precision, intercept: 0.0)
    var curve = (ss: precision + 1e-12, si: 0.0, ii: 1e-12)
    for observation in observations {
      let p = Logistic.probability(slope * observation.score + intercept)
      let error = observation.weight * (p - target(observation))
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
