// Which examples take part, and how much each is believed.

private import Feed

/// The choice of examples and their noise.
enum ExampleList {
  /// One example for each id; examples without weight and vectors of a foreign length drop out.
  static func select(_ examples: [Example]) -> [Example] {
    var best: [String: Int] = [:]
    let dimensions = examples.first?.candidate.vector.dimensions
    for (index, example) in examples.enumerated() {
      guard example.weight > 0, example.weight.isFinite,
        example.candidate.vector.dimensions == dimensions
      else { continue }
      if let known = best[example.candidate.id],
        rank(examples[known].evidence) > rank(example.evidence)
      {
        continue
      }
      best[example.candidate.id] = index
    }
    return best.values.sorted().map { examples[$0] }
  }

  /// A decision counts before a text of the person's own, and that before the background.
  private static func rank(_ evidence: Evidence) -> Int {
    evidence.isDecision ? 2 : evidence == .background ? 0 : 1
  }

  /// The noise variance of each example.
  ///
  /// Inversely proportional to its weight (that of the background is measured by its own standard weight); the
  /// larger class is further damped by the square root of how much larger it is, so that a thousand items passed
  /// by do not drown five likes.
  static func noise(_ examples: [Example], settings: ScorerSettings) -> [Double] {
    let wanted = Double(examples.count { $0.evidence.isWanted })
    let unwanted = Double(examples.count) - wanted
    let ratio = wanted > 0 && unwanted > 0 ? (unwanted / wanted).squareRoot() : 1
    return examples.map { example in
      let standard = example.evidence == .background ? Evidence.background.weight : 1
      let weight = example.evidence.weight * example.weight / standard
      let balance = example.evidence.isWanted ? max(1, 1 / ratio) : max(1, ratio)
      return settings.noise * balance / weight
    }
  }
}
