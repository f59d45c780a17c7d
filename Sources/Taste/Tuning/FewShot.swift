// Examples for a briefing, drawn from the items that the person decided: as they decided them, or as the judge itself
// answered where it was right (Khattab and others, DSPy, arXiv 2310.03714, §4: bootstrapping with random search).

/// Draws examples.
struct FewShot {
  /// What a judge is told to have been right about has this confidence where no judge has said one.
  private static let confidence = 85

  /// What may be an example: nothing that seems to speak to a judge.
  private let cases: [BriefingCase]
  private let answers: [Int64: BriefedAnswer]

  /// `answers` are those of the teacher, by item.
  init(_ cases: [BriefingCase], answers: [Int64: BriefedAnswer] = [:]) {
    self.cases = cases.filter { !$0.isSuspicious }
    self.answers = answers
  }

  /// As the person decided: half of each kind, by lot.
  func labelled(seed: UInt64 = 0) -> [JudgeBriefing.Example] {
    var chance = SeededChance(seed: seed)
    let order = shuffled(cases, &chance)
    return Self.balanced(order, size: JudgeBriefing.examplesMax).map(Self.labelled)
  }

  /// Where the teacher was right, in the order of the cases; filled up as the person decided.
  func bootstrapped() -> [JudgeBriefing.Example] {
    bootstrapped(cases, size: JudgeBriefing.examplesMax)
  }

  /// The same of an order by lot, and as many as the lot says.
  func bootstrapped(seed: UInt64) -> [JudgeBriefing.Example] {
    var chance = SeededChance(seed: seed)
    let order = shuffled(cases, &chance)
    return bootstrapped(order, size: 1 + chance.below(JudgeBriefing.examplesMax))
  }

  private func bootstrapped(_ order: [BriefingCase], size: Int) -> [JudgeBriefing.Example] {
    let right = Self.balanced(order.filter(isRight), size: size)
    let rest = order.filter { one in !right.contains { $0.item == one.item } }
    let filled = Self.balanced(right + rest, size: size)
    return filled.map { one in
      guard isRight(one), let answer = answers[one.item] else { return Self.labelled(one) }
      return JudgeBriefing.Example(
        item: JudgeBriefing.Example.shown(of: one.question.item), verdict: answer.verdict,
        confidence: Int(answer.confidence.rounded()))
    }
  }

  private func isRight(_ one: BriefingCase) -> Bool {
    answers[one.item]?.verdict == (one.isWanted ? .keep : .skip)
  }

  private static func labelled(_ one: BriefingCase) -> JudgeBriefing.Example {
    JudgeBriefing.Example(
      item: JudgeBriefing.Example.shown(of: one.question.item),
      verdict: one.isWanted ? .keep : .skip, confidence: confidence)
  }

  /// The first of each kind, one half each as far as there are so many, in turns: models lean to the answer of the last
  /// examples (Zhao and others, Calibrate Before Use, ICML 2021).
  private static func balanced(_ order: [BriefingCase], size: Int) -> [BriefingCase] {
    var kinds = [order.filter { !$0.isWanted }[...], order.filter(\.isWanted)[...]]
    var chosen: [BriefingCase] = []
    while chosen.count < size, let next = kinds.firstIndex(where: { !$0.isEmpty }) {
      chosen.append(kinds[next].removeFirst())
      kinds.append(kinds.removeFirst())
    }
    return chosen
  }

  /// Fisher and Yates.
  private func shuffled(_ cases: [BriefingCase], _ chance: inout SeededChance) -> [BriefingCase] {
    var cases = cases
    for place in cases.indices.dropFirst().reversed() {
      cases.swapAt(place, chance.below(place + 1))
    }
    return cases
  }
}
