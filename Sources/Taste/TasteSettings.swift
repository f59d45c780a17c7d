// What tuning and the person have changed of the scorer's numbers, as it is kept with a version of the profile. What
// nobody changed is absent, so that a better default reaches everyone who did not ask for another.

/// Changes to the defaults; nil is the default.
package struct TasteSettings: Sendable, Hashable, Codable {
  /// Below this probability an item is skipped.
  package var skip: Double?
  /// From this probability on it is kept.
  package var keep: Double?
  /// ``ScorerSettings/halfLife``.
  package var halfLife: Double?
  /// ``ScorerSettings/textFade``.
  package var textFade: Double?
  /// The expected share of wanted items.
  package var prior: Double?
  /// What an example counts by the name of its ``Evidence``, as a multiple of what it counts by default.
  package var weights: [String: Double]?

  package init() {}

  /// The scorer's settings with these changes; what makes no sense is passed over.
  package func applied(to settings: ScorerSettings) -> ScorerSettings {
    var settings = settings
    if let halfLife, halfLife.isFinite, halfLife > 0 { settings.halfLife = halfLife }
    if let textFade, textFade.isFinite, textFade > 0 { settings.textFade = textFade }
    settings.prior = applied(to: settings.prior)
    return settings
  }

  /// The thresholds with these changes; those given where they would contradict each other.
  package func applied(to thresholds: Thresholds) -> Thresholds {
    Thresholds(skip: skip ?? thresholds.skip, keep: keep ?? thresholds.keep) ?? thresholds
  }

  /// The expected share of wanted items with this change; the one given where it makes no sense.
  package func applied(to share: Double) -> Double {
    guard let prior, prior > 0, prior < 1 else { return share }
    return prior
  }

  /// Whether nothing of it would be passed over: a file may hold anything.
  package var isSound: Bool {
    let spans = [halfLife, textFade].compactMap(\.self)
    let factors = (weights ?? [:]).allSatisfy { name, factor in
      Evidence(rawValue: name) != nil && factor.isFinite && factor >= 0
    }
    let thresholds = Thresholds(skip: skip ?? 0, keep: keep ?? 1) != nil
    return factors && thresholds && spans.allSatisfy { $0.isFinite && $0 > 0 }
      && (prior.map { $0 > 0 && $0 < 1 } ?? true)
  }

  /// The examples with their weights multiplied as it is set for their evidence.
  package func applied(to examples: [Example]) -> [Example] {
    guard let weights, !weights.isEmpty else { return examples }
    return examples.map { example in
      var example = example
      if let factor = weights[example.evidence.rawValue], factor.isFinite, factor >= 0 {
        example.weight *= factor
      }
      return example
    }
  }

  /// All that is changed, by name; for comparisons and for people.
  package var values: [String: Double] {
    var values: [String: Double] = [:]
    values["skip"] = skip
    values["keep"] = keep
    values["half-life"] = halfLife
    values["text fade"] = textFade
    values["prior"] = prior
    for (evidence, factor) in weights ?? [:] { values["weight of \(evidence)"] = factor }
    return values
  }
}
