// What the answers to a briefing are worth: how much less surprising the person's decisions are once the answers stand beside
// the score, as they do in a run. A measure of the answers alone would praise a judge for what the score knows already.

private import Glibc

/// The worth of a briefing's answers to some cases.
package struct BriefingScore: Sendable, Hashable {
  private static let folds = 5

  /// What each case surprises less by than with the score alone, in nats.
  package let gains: [Double]
  /// After the answers.
  package let answered: [Answered]
  /// How well the answers alone tell wanted from unwanted; nil where one kind is missing.
  package let auc: Double?

  package var gain: Double {
    gains.isEmpty ? 0 : gains.reduce(0, +) / Double(gains.count)
  }

  /// Of answers in the order of `cases`, nil where there was none; how far each is believed is learned from the other four
  /// fifths of the cases, never from itself.
  init(_ answers: [BriefedAnswer?], to cases: [BriefingCase], settings: JudgeSettings) {
    let items = Self.items(answers, to: cases)
    let trusts = (0..<Self.folds).map { fold in
      JudgeTrust(
        items.enumerated().compactMap { Self.fold($0) == fold ? $1?.unanswered : $1 },
        settings: settings)
    }
    self.init(answers, to: cases) { trusts[Self.fold($0)] }
  }

  /// The same; how far they are believed is learned from `past` alone, as in a run, so that one case says nothing of another
  /// and their spread is what it seems.
  init(
    _ answers: [BriefedAnswer?], to cases: [BriefingCase], after past: [JudgedItem],
    settings: JudgeSettings
  ) {
    let items = Self.items(answers, to: cases).compactMap { $0?.unanswered }
    let trust = JudgeTrust(past + items, settings: settings)
    self.init(answers, to: cases) { _ in trust }
  }

  private init(
    _ answers: [BriefedAnswer?], to cases: [BriefingCase], trust: (Int) -> JudgeTrust
  ) {
    var moved = cases.map(\.logOdds)
    for (place, answer) in answers.enumerated() {
      guard let answer else { continue }
      moved[place] += trust(place).shift(
        position: answer.position, isSuspicious: cases[place].isSuspicious)
    }
    answered = zip(cases, moved).map {
      Answered(probability: Logistic.probability($1), isWanted: $0.isWanted)
    }
    gains = zip(cases, answered).map { one, after in
      let before = Answered(
        probability: Logistic.probability(one.logOdds), isWanted: one.isWanted)
      return Reliability.surprise(before) - Reliability.surprise(after)
    }
    auc = Discrimination.auc(
      zip(cases, answers).map {
        Answered(probability: (1 + ($1?.position ?? 0)) / 2, isWanted: $0.isWanted)
      })
  }

  /// The pattern of a sample's mixture must not be that of the folds.
  private static func fold(_ place: Int) -> Int { (place / 2 + place % 2 * 3) % folds }

  /// The answers as what trust learns from.
  static func past(_ answers: [BriefedAnswer?], to cases: [BriefingCase]) -> [JudgedItem] {
    items(answers, to: cases).compactMap(\.self)
  }

  private static func items(
    _ answers: [BriefedAnswer?], to cases: [BriefingCase]
  ) -> [JudgedItem?] {
    zip(cases, answers).map { one, answer in
      answer.map {
        JudgedItem(position: $0.position, logOdds: one.logOdds, isWanted: one.isWanted)
      }
    }
  }
}

extension JudgedItem {
  fileprivate var unanswered: JudgedItem {
    JudgedItem(position: position, logOdds: logOdds, weight: weight)
  }
}
