// Everything about the scorer that could be otherwise. One configuration serves all kinds of items: what differs between
// a title and an abstract is the length of the text, and that is measured, not set.

private import Glibc

/// The numbers of the scorer; `docs/decisions/0005-scorer.md`, `0016-words-by-their-beginnings.md`,
/// `0020-a-stretched-space.md` and `0021-a-gentler-slope.md` say how they were found.
package struct ScorerSettings: Sendable, Hashable {
  /// γ of the kernel exp(γ(cos θ − 1)): how fast likeness fades with the angle between two embeddings.
  package var sharpness = 1.2
  /// How much further embeddings reach along what the texts of the world differ in most; see ``AngleSpace``.
  package var stretch = 0.1
  /// Variance of the level of all scores, which is unknown and learned with the rest: a constant as the only explicit basis
  /// function (Rasmussen & Williams, §2.7).
  package var level = 1.0
  /// β of a text of no words at all; shared words tell little where there are few.
  package var termWeightShort = 0.2
  /// β of a text of ``longWords`` words or more.
  package var termWeightLong = 2.0
  package var longWords = 120.0
  /// β of the person's own texts: people write of everything in the words they are used to.
  package var termWeightOwn = 0.1
  /// Noise variance of an example of weight 1.
  package var noise = 0.7
  /// In likes: where their order is known, one is worth half as much for every so many that came after it.
  package var halfLife = 75.0
  /// Passages lose three quarters of their weight with so many wanted decisions: what a person chose says more than what
  /// they wrote.
  package var textFade = 10.0
  /// More examples than this are not learned from: the latest decisions stay, passages are thinned out evenly.
  package var examplesMax = 2000
  /// More background than this is thinned out evenly; a thousand does as well as all.
  package var backgroundMax = 1000
  /// The expected share of wanted items.
  package var prior = 0.1
  /// Whether the background is a sample of all that came in, wanted items among it; else it was seen and passed by.
  package var isBackgroundMixed = false
  /// What an item of a mixed background counts: together they say what is usual, alone hardly anything, since any of
  /// them may be wanted.
  package var mixedBackgroundWeight = 0.01
  /// From so many standard deviations of the unwanted on, calibration takes scores by their logarithm.
  package var bend = 2.0
  /// The slope that calibration expects before it has seen anything, in log-odds for each standard deviation of the
  /// scores.
  package var slope = 2.0
  /// The standard deviation of that expectation.
  package var slopeSpread = 0.6

  package init() {}

  /// The same for when nothing that is wanted was decided yet, and all that is known are texts of the person's own.
  ///
  /// What is usual counts less then, and words less: the background shares its words with long items, which the texts
  /// (``termWeightOwn``) hardly do, so that an item was doubted for being long.
  var untold: ScorerSettings {
    var settings = self
    settings.mixedBackgroundWeight *= 0.3
    settings.termWeightShort *= 0.3
    settings.termWeightLong *= 0.3
    return settings
  }

  /// β of a text by its number of words.
  func termWeight(words: Int) -> Double {
    let share = min(1, Double(words) / longWords)
    return termWeightShort + (termWeightLong - termWeightShort) * share
  }

  /// What texts count beside so many wanted decisions, 1 … 0; they fade as the square, so that they are gone where they
  /// could only stir the best.
  func textShare(likes: Double) -> Double {
    let share = textFade / (textFade + likes)
    return share * share
  }

  /// The weights of `count` examples in order of time, oldest first; the newest has weight 1.
  package func recency(count: Int) -> [Double] {
    (0..<count).map { pow(0.5, Double(count - 1 - $0) / halfLife) }
  }
}
