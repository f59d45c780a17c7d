// A judge whose reliability depends on what it is told, known to the study and to nobody else: what it thinks of an item is
// partly its own and partly moved by the briefing.

import Feed
import Foundation
import Taste

/// A judge that may be briefed well or badly.
struct BriefedJudge: BriefingJudge {
  enum Kind: String, CaseIterable {
    /// Better with examples of both kinds.
    case examples
    /// Better with advice that names what matters.
    case guidance
    /// Whatever it is told.
    case deaf
    /// Worse with any examples or other advice.
    case confused
  }

  static let word = "depth"
  let kind: Kind
  let seed: UInt64
  /// Which items are wanted, by their title.
  let wanted: [String: Bool]
  /// √2 Φ⁻¹(.60) and √2 Φ⁻¹(.75).
  let plain = 0.3583
  let told = 0.9539
  /// The share of an opinion's variance that every briefing has in common.
  let constancy = 0.5

  /// Whether it is better with it.
  func isHelped(by briefing: JudgeBriefing) -> Bool {
    let kinds = Set(briefing.examples.map(\.verdict))
    return switch kind {
    case .examples: kinds.count > 1 && briefing.examples.count > 2
    case .guidance: briefing.guidance.contains(Self.word)
    case .deaf, .confused: false
    }
  }

  private func separation(_ briefing: JudgeBriefing) -> Double {
    if kind == .confused, briefing != .standard { return 0 }
    return isHelped(by: briefing) ? told : plain
  }

  func answer(_ questions: [JudgeQuestion]) async throws -> [BriefedAnswer?] {
    questions.map { question in
      let title = question.item.title
      var own = Dice(seed: seed ^ Self.number([title]))
      var moved = Dice(seed: seed ^ Self.number([title, question.briefing.version]))
      let noise =
        constancy.squareRoot() * own.normal() + (1 - constancy).squareRoot() * moved.normal()
      let opinion = (wanted[title] == true ? separation(question.briefing) : 0) + noise
      let position = SimulatedJudge(
        name: "", separation: separation(question.briefing), manner: .sure
      ).position(opinion)
      return BriefedAnswer(position > 0 ? .keep : .skip, confidence: abs(position) * 100)
    }
  }

  func rewrite(_ prompt: GuidancePrompt) async throws -> String? {
    let number = Self.number([prompt.user])
    return number.isMultiple(of: 2)
      ? #"{"guidance":"Wanted is what has depth, \#(number % 97)."}"#
      : #"{"guidance":"Wanted is what is new, \#(number % 97)."}"#
  }

  func delimiter() -> String { "0123456789abcdef" }

  private static func number(_ texts: [String]) -> UInt64 {
    Fingerprint(of: texts).bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// Many tunings of one kind of judge.
struct TuningStudy {
  let kind: BriefedJudge.Kind
  let answers: Int
  let calls: Int

  func row(seed: UInt64) async throws -> [String: Any] {
    var dice = Dice(seed: seed)
    let cases = (0..<answers).map { number in
      let logOdds = 0.8 * dice.normal() - 0.3
      let isWanted = Double.random(in: 0..<1, using: &dice) < 1 / (1 + exp(-logOdds))
      return BriefingCase(
        item: Int64(number), story: Int64(seed) * 100_000 + Int64(number),
        question: JudgeQuestion(
          card: PersonCard(), evidence: [], item: JudgeItem(title: "item \(number)", text: "")),
        logOdds: logOdds, isWanted: isWanted)
    }
    let judge = BriefedJudge(
      kind: kind, seed: dice.next(),
      wanted: Dictionary(
        uniqueKeysWithValues: cases.map { ($0.question.item.title, $0.isWanted) }))
    let plan = BriefingPlan(cases, calls: calls)
    var tuner = BriefingTuner(
      judge, cases: cases, reasons: [], plan: plan, settings: JudgeSettings())
    let outcome = try await tuner.run(from: .standard)
    return [
      "kind": kind.rawValue, "calls": outcome.calls, "accepted": outcome.accepted != nil,
      "better": outcome.accepted.map { judge.isHelped(by: $0.briefing) } ?? false,
      "reached": outcome.finding != nil, "given up": outcome.isGivenUp,
      "gain": outcome.finding?.gain.value ?? NSNull(),
    ]
  }
}
