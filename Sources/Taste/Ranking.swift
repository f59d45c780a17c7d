// One person at one moment: what they liked, what they passed by, and what is to be put in order. The whole of the rank
// filter that is not reading and writing.

/// Everything that a ranking needs.
package struct Ranking: Sendable {
  package var likes: [Candidate]
  package var dislikes: [Candidate]
  /// What they wrote: each a document of its own.
  package var documents: [Candidate]
  /// Seen and not liked; nil: the candidates themselves stand for it.
  package var background: [Candidate]?
  package var candidates: [Candidate]
  /// The expected share of wanted candidates; nil: the default.
  package var prior: Double?
  /// Whether the order of the likes is that of time, oldest first: then the newer ones count more.
  package var isOldestFirst: Bool

  package init(
    likes: [Candidate], dislikes: [Candidate] = [], documents: [Candidate] = [],
    background: [Candidate]? = nil, candidates: [Candidate], prior: Double? = nil,
    isOldestFirst: Bool = false
  ) {
    self.likes = likes
    self.dislikes = dislikes
    self.documents = documents
    self.background = background
    self.candidates = candidates
    self.prior = prior
    self.isOldestFirst = isOldestFirst
  }

  /// Learns from everything but the candidates' labels, which nobody has.
  package func scorer(settings: ScorerSettings = ScorerSettings()) -> Scorer {
    var settings = settings
    if let prior { settings.prior = prior }
    let weights =
      isOldestFirst
      ? settings.recency(count: likes.count) : [Double](repeating: 1, count: likes.count)
    let examples =
      zip(likes, weights).map { Example($0, .like, weight: $1) }
      + dislikes.map { Example($0, .skip) } + documents.map { Example($0, .document) }
    return Scorer.fit(
      examples: examples, background: background ?? candidates,
      corpus: background == nil ? [] : candidates, settings: settings)
  }
}
