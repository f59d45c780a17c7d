// Why an item was decided so, as it is kept with the decision: an explanation shown a year later is of the decision as it
// was made, whatever has been learned since. It stands in one JSON column, because nothing is ever searched in it.

package import FoundationEssentials

/// One reason for a score, as it is kept: an example, or the passages of one note together.
package struct Reason: Sendable, Hashable, Decodable {
  /// Of the example that counts most.
  package let id: String
  package let title: String
  /// In log-odds, against an ordinary item; positive speaks for the item.
  package let share: Double
  /// What kind of evidence it is, by name; nil in decisions of earlier versions, as is all that follows.
  package var evidence: String?
  /// When it was decided or written.
  package var at: Date?
  /// How close it is, in standard deviations among ordinary items.
  package var closeness: Double?
  package var close: Bool?
  /// How many examples take part; nil for one.
  package var count: Int?
  /// Words shared with the item that count; nil for none.
  package var words: [String]?
  /// The log-odds of the item, boosts included, without this reason; nil where it cannot be left out.
  package var without: Double?

  package init(
    id: String, title: String, share: Double, evidence: String? = nil, at: Date? = nil,
    closeness: Double? = nil, close: Bool? = nil, count: Int? = nil, words: [String]? = nil,
    without: Double? = nil
  ) {
    self.id = id
    self.title = title
    self.share = share
    self.evidence = evidence
    self.at = at
    self.closeness = closeness
    self.close = close
    self.count = count
    self.words = words
    self.without = without
  }

  /// Whether a person would say that the item is like this; decisions of earlier versions do not know.
  package var isClose: Bool { close ?? true }
}

/// A rule that matched.
package struct FiredRule: Sendable, Hashable, Decodable {
  package let name: String
  /// `mute`, `keep`, `require`, `judge`, `expire` or `boost`.
  package let effect: String
  /// In log-odds, for a boost.
  package let by: Double?

  package init(name: String, effect: String, by: Double? = nil) {
    self.name = name
    self.effect = effect
    self.by = by
  }
}

/// The interest that an item belongs to, as it was called when the item was decided.
package struct InterestNote: Sendable, Hashable, Decodable {
  package let name: String
  /// `pinned`, `muted`, `weighted`; nil for none.
  package let wish: String?

  package init(name: String, wish: String?) {
    self.name = name
    self.wish = wish
  }
}

/// What a judge's answer did to a decision.
package struct JudgeNote: Sendable, Hashable, Decodable {
  /// `keep`, `skip` or `unsure`.
  package let verdict: String
  /// How sure, 0 … 100.
  package let confidence: Double
  /// By how many log-odds it moved the item.
  package let shift: Double
  /// The model that answered, as it calls itself.
  package let model: String
  /// What makes the item's text suspected of speaking to the judge; empty for nothing.
  package let suspicion: [String]
  /// Its words, one plain line; nil where none held.
  package let reason: String?

  package init(
    verdict: String, confidence: Double, shift: Double, model: String, suspicion: [String],
    reason: String? = nil
  ) {
    self.verdict = verdict
    self.confidence = confidence
    self.shift = shift
    self.model = model
    self.suspicion = suspicion
    self.reason = reason
  }
}

/// Why an item was decided so.
///
/// All numbers but shares are nil in decisions of earlier versions and without a profile.
package struct Rationale: Sendable, Hashable, Decodable {
  /// The log-odds of an ordinary item.
  ///
  /// With `pro`, `contra`, the boosts and what a judge added they are those of the decision.
  package var base: Double?
  /// Sums of all that speaks for the item, and of all that speaks against it.
  package var pro: Double?
  package var contra: Double?
  /// The parts of them that come of being less like the unwanted, and less like the wanted, than most items are.
  package var farFromUnwanted: Double?
  package var farFromWanted: Double?
  /// The log-odds, boosts included, of a text like this one after this one was kept in review, or skipped.
  package var ifKept: Double?
  package var ifSkipped: Double?
  /// The expected share of wanted items.
  package var prior: Double?
  /// The thresholds that held.
  package var skip: Double?
  package var keep: Double?
  /// Nil where the item belongs to no interest.
  package var interest: InterestNote?
  /// Nil where no judge had a say.
  package var judge: JudgeNote?
  /// The rules that matched, in order.
  package var rules: [FiredRule] = []
  /// What counts most: what is close first, then the largest first.
  package var reasons: [Reason] = []

  package init(reasons: [Reason] = []) { self.reasons = reasons }

  /// The boosts of all rules together.
  package var boost: Double { rules.reduce(0) { $0 + ($1.by ?? 0) } }

  /// What comes of being like the wanted, and like the unwanted: what people mean by for and against.
  package var likeWanted: Double? { pro.map { $0 - (farFromUnwanted ?? 0) } }
  package var likeUnwanted: Double? { contra.map { $0 - (farFromWanted ?? 0) } }

  /// Reads what any version wrote: first there was a list of reasons alone.
  ///
  /// What cannot be read is no reason to hide the decision: it is then one without reasons.
  init(json: String) {
    let data = Data(json.utf8)
    if let whole = try? Self.decoder.decode(Rationale.self, from: data) {
      self = whole
    } else {
      self.init(reasons: (try? Self.decoder.decode([Reason].self, from: data)) ?? [])
    }
  }

  private static let decoder: JSONDecoder = {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return decoder
  }()
}
