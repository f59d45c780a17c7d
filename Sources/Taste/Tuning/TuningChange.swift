// What tuning may propose. Few and far apart: what is tried must be paid for in certainty, and a number of two digits
// that helps is not better for having four.

private import Glibc

/// What a change is about; one of a family is chosen at most.
package enum TuningFamily: Sendable, Hashable {
  case thresholds, halfLife, textFade, prior
  /// How much one kind of evidence counts.
  case weight(Evidence)
  /// An interest whose items are always skipped, by its label.
  case mute(String)

  /// Its name for programs.
  package var name: String {
    switch self {
    case .thresholds: "thresholds"
    case .halfLife: "half_life"
    case .textFade: "text_fade"
    case .prior: "prior"
    case .weight(let evidence): "weight of \(evidence.rawValue)"
    case .mute(let label): "mute \(label)"
    }
  }

  /// Whether it can only be judged forward in time: what an answer is worth as it ages is not seen by looking back and
  /// ahead from the middle.
  var isAboutTime: Bool { self == .halfLife }
}

/// One change that could be made.
package struct TuningChange: Sendable, Hashable {
  package let family: TuningFamily
  /// The settings after it.
  package let settings: TasteSettings
  /// Wishes that it adds.
  package let wishes: [Wish]
  /// What changes, for people: `half-life 50 → 25`.
  package let words: String

  package init(
    _ family: TuningFamily, _ settings: TasteSettings, wishes: [Wish] = [], words: String
  ) {
    self.family = family
    self.settings = settings
    self.wishes = wishes
    self.words = words
  }
}

/// All changes that are tried from where one stands.
package struct TuningChanges: Sendable {
  /// What is set now.
  let base: TasteSettings
  /// The thresholds and the expected share as they hold now, from whatever file.
  let thresholds: Thresholds
  let prior: Double
  /// The kinds of evidence that there is enough of to say something.
  let evidence: [Evidence]
  /// Interests that could be muted, by their names.
  let mutes: [(name: String, wish: Wish)]

  package init(
    from base: TasteSettings, thresholds: Thresholds, prior: Double, evidence: [Evidence],
    mutes: [(name: String, wish: Wish)] = []
  ) {
    self.base = base
    self.thresholds = thresholds
    self.prior = prior
    self.evidence = evidence
    self.mutes = mutes
  }

  /// Steps of the thresholds, in log-odds.
  private static let shifts = [-1.0, -0.5, 0, 0.5, 1]
  private static let factors = [0.25, 0.5, 2, 4]

  /// The changes, family by family.
  package var all: [TuningChange] {
    borders + halfLives + fades + priors + evidence.flatMap(weights)
      + mutes.map { name, wish in
        TuningChange(.mute(name), base, wishes: [wish], words: "mute “\(name)”")
      }
  }

  private func with(_ change: (inout TasteSettings) -> Void) -> TasteSettings {
    var settings = base
    change(&settings)
    return settings
  }

  private var borders: [TuningChange] {
    Self.shifts.flatMap { low in Self.shifts.map { (low, $0) } }.compactMap { low, high in
      let skip = Self.moved(thresholds.skip, by: low)
      let keep = Self.moved(thresholds.keep, by: high)
      guard skip <= keep, (skip, keep) != (thresholds.skip, thresholds.keep) else { return nil }
      return TuningChange(
        .thresholds,
        with {
          $0.skip = skip
          $0.keep = keep
        },
        words: "skip below \(Self.digits(thresholds.skip)) → \(Self.digits(skip)), keep from "
          + "\(Self.digits(thresholds.keep)) → \(Self.digits(keep))")
    }
  }

  private var halfLives: [TuningChange] {
    let now = base.halfLife ?? ScorerSettings().halfLife
    return Self.factors.map { factor in
      TuningChange(
        .halfLife, with { $0.halfLife = now * factor },
        words: "half-life \(Self.digits(now)) → \(Self.digits(now * factor)) decisions")
    }
  }

  private var fades: [TuningChange] {
    guard evidence.contains(where: \.isText) else { return [] }
    let now = base.textFade ?? ScorerSettings().textFade
    return Self.factors.map { factor in
      TuningChange(
        .textFade, with { $0.textFade = now * factor },
        words: "text fade \(Self.digits(now)) → \(Self.digits(now * factor)) decisions")
    }
  }

  private var priors: [TuningChange] {
    [-1.4, -0.7, 0.7, 1.4].map { shift in
      let share = Self.moved(prior, by: shift)
      return TuningChange(
        .prior, with { $0.prior = share },
        words: "expected share \(Self.digits(prior)) → \(Self.digits(share))")
    }
  }

  private func weights(_ kind: Evidence) -> [TuningChange] {
    let now = base.weights?[kind.rawValue] ?? 1
    return Self.factors.map { factor in
      TuningChange(
        .weight(kind),
        with { $0.weights = ($0.weights ?? [:]).merging([kind.rawValue: now * factor]) { $1 } },
        words: "weight of \(kind.rawValue) × \(Self.digits(now)) → × \(Self.digits(now * factor))")
    }
  }

  /// A probability moved by log-odds, to two digits; 0 and 1 stay.
  private static func moved(_ probability: Double, by logOdds: Double) -> Double {
    guard logOdds != 0, probability > 0, probability < 1 else { return probability }
    let moved = Logistic.probability(Logistic.logOdds(probability) + logOdds)
    return min(max((moved * 100).rounded() / 100, 0.01), 0.99)
  }

  private static func digits(_ number: Double) -> String {
    let text = "\((number * 1_000).rounded() / 1_000)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
