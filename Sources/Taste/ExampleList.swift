// Which examples take part, and how much each is believed. Bounded, because the cost of learning grows with the cube of
// their number.

private import Feed

/// The examples of one fit, with labels and noise; the background comes first, because it changes least.
struct ExampleList: Sendable {
  let examples: [Example]
  let backgroundCount: Int
  /// Texts that count less are left out: they would only stir what is close together.
  private static let leastTrust = 0.01
  /// Background that was left out to keep within the limit.
  let unused: [Candidate]
  /// +1 wanted, −1 not.
  let labels: [Double]
  /// How much each counts; 1 is a decision, or one item of the background.
  let weights: [Double]
  /// The noise variance of each: inversely proportional to its weight.
  private(set) var noise: [Double]
  /// The noise variance of a wanted example of weight 1, and of an unwanted one.
  let classNoise: (wanted: Double, unwanted: Double)

  init(examples: [Example], background: [Candidate], settings: ScorerSettings) {
    let unique = Self.unique(examples + background.map { Example($0, .background) })
    let told = unique.filter { $0.evidence != .background }
    let decisions = told.filter(\.evidence.isDecision).suffix(settings.examplesMax)
    let room = settings.examplesMax - decisions.count
    let seen = Self.thinned(
      unique.filter { $0.evidence == .background }, to: settings.backgroundMax)
    let muted = Self.thinned(told.filter { $0.evidence == .muted }, to: room / 2).kept
    let written = Self.written(told, room: room - muted.count)
    let trust = TextTrust.share(
      of: written, wanted: decisions.filter(\.evidence.isWanted),
      others: seen.kept + decisions.filter { !$0.evidence.isWanted })
    let likes = decisions.count { $0.evidence.isWanted }
    let heard = trust * settings.textShare(likes: Double(likes))
    let texts = heard > Self.leastTrust ? written : []
    self.examples = seen.kept + decisions + muted + texts
    backgroundCount = seen.kept.count
    unused = seen.dropped.map(\.candidate)
    labels = self.examples.map { $0.evidence.isWanted ? 1 : -1 }
    weights = Self.weights(self.examples, texts: heard, settings)
    let light = Self.noise(weights, labels, settings: settings)
    // A mixed background counts little as counter-examples, but there is as much of it as there is: measured against its
    // light weight alone, the first skips would be the heavier class and push everything down.
    let full = Self.noise(
      zip(self.examples, weights).map { $0.evidence == .background ? $0.weight : $1 }, labels,
      settings: settings)
    classNoise = (light.wanted, full.unwanted)
    noise = zip(self.examples, weights).map { example, weight in
      if example.evidence.isWanted { return light.wanted / weight }
      return (example.evidence == .background ? light : full).unwanted / weight
    }
  }

  /// How many were decided or written.
  var toldCount: Int { examples.count - backgroundCount }

  /// The same with the background's noise as `earlier` had it; nil where that is another background, or too far off.
  func keepingBackground(of earlier: ExampleList, noiseChange: Double) -> ExampleList? {
    let isSame =
      backgroundCount == earlier.backgroundCount
      && zip(examples, earlier.examples).prefix(backgroundCount).allSatisfy { new, old in
        new.candidate.id == old.candidate.id && new.candidate.vector == old.candidate.vector
          && new.candidate.terms == old.candidate.terms
      }
    let isNear = zip(noise, earlier.noise).prefix(backgroundCount).allSatisfy {
      abs($0 / $1 - 1) <= noiseChange
    }
    guard isSame, isNear else { return nil }
    var list = self
    list.noise.replaceSubrange(..<backgroundCount, with: earlier.noise[..<backgroundCount])
    return list
  }

  /// One example for each id; examples without weight and vectors of a foreign length drop out.
  private static func unique(_ examples: [Example]) -> [Example] {
    var best: [String: Int] = [:]
    let dimensions = examples.first?.candidate.vector.dimensions
    for (index, example) in examples.enumerated() {
      let isSound =
        example.weight > 0 && example.weight.isFinite
        && example.candidate.vector.dimensions == dimensions
        && example.candidate.vector.values.allSatisfy(\.isFinite)
      guard isSound else { continue }
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

  /// The texts of the person's own; where there is no room for all, documents and messages have half of it each, so that
  /// years of chat do not crowd out the notes.
  private static func written(_ told: [Example], room: Int) -> [Example] {
    let documents = told.filter { $0.evidence == .document }
    let messages = told.filter { $0.evidence == .message }
    let heard = thinned(messages, to: max(room / 2, room - documents.count)).kept
    return thinned(documents, to: room - heard.count).kept + heard
  }

  /// At most `limit` of `all`, at even distances.
  private static func thinned(
    _ all: [Example], to limit: Int
  ) -> (kept: [Example], dropped: [Example]) {
    guard all.count > limit else { return (all, []) }
    var kept: [Example] = []
    var dropped: [Example] = []
    for (index, example) in all.enumerated() {
      if (index + 1) * limit / all.count > index * limit / all.count {
        kept.append(example)
      } else {
        dropped.append(example)
      }
    }
    return (kept, dropped)
  }

  /// What each example counts: passages fade as decisions come, at once where these contradict them; the background is
  /// measured by its own standard.
  private static func weights(
    _ examples: [Example], texts: Double, _ settings: ScorerSettings
  ) -> [Double] {
    let background = settings.isBackgroundMixed ? settings.mixedBackgroundWeight : 1
    return examples.map { example in
      switch example.evidence {
      case .background: example.weight * background
      case .document, .message: example.weight * example.evidence.weight * texts
      default: example.weight * example.evidence.weight
      }
    }
  }

  /// The heavier class is damped by the square root of how much heavier it is, so that a thousand items passed by do not
  /// drown five likes.
  private static func noise(
    _ weights: [Double], _ labels: [Double], settings: ScorerSettings
  ) -> (wanted: Double, unwanted: Double) {
    let pairs = zip(weights, labels)
    let wanted = pairs.reduce(0) { $0 + ($1.1 > 0 ? $1.0 : 0) }
    let unwanted = pairs.reduce(0) { $0 + ($1.1 > 0 ? 0 : $1.0) }
    let ratio = wanted > 0 && unwanted > 0 ? (unwanted / wanted).squareRoot() : 1
    return (settings.noise * max(1, 1 / ratio), settings.noise * max(1, ratio))
  }
}
