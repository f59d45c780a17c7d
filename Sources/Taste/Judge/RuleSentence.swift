// A rule as a sentence, for a judge: it should know what the person said in so many words, even where no rule decides.

extension Rule {
  /// What the rule wants, in one line; only the words it looks for, since a judge cannot weigh patterns or ages.
  ///
  /// Nil for rules about something else, and for conditions within conditions.
  package var inWords: String? {
    guard let said = Self.words(when), !said.isEmpty else { return nil }
    guard let unless else { return "\(effect.verb) what is about \(Self.list(said))" }
    guard let exception = Self.words(unless), !exception.isEmpty else { return nil }
    return "\(effect.verb) what is about \(Self.list(said)), unless about \(Self.list(exception))"
  }

  private static let wordsMax = 8

  private static func words(_ condition: RuleCondition) -> [String]? {
    var rest = condition
    (rest.terms, rest.titles, rest.texts, rest.interests) = ([], [], [], [])
    guard rest.isEmpty else { return nil }
    let texts = [condition.terms, condition.titles, condition.texts]
    guard texts.allSatisfy(\.patterns.isEmpty), texts.count(where: { !$0.isEmpty }) <= 1 else {
      return nil
    }
    let words = texts.flatMap { $0.words + $0.stems }
    return words.isEmpty || condition.interests.isEmpty ? words + condition.interests : nil
  }

  private static func list(_ words: [String]) -> String {
    words.prefix(wordsMax).joined(separator: " or ")
  }
}

extension RuleEffect {
  /// What it does with what it is about, as a wish.
  fileprivate var verb: String {
    switch self {
    case .mute: "never wants"
    case .keep: "always wants"
    case .require: "wants only"
    case .judge: "is unsure of"
    case .expire: "soon tires of"
    case .boost(let logOdds): logOdds < 0 ? "wants less of" : "wants more of"
    }
  }
}
