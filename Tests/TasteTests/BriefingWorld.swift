// A person of answered items and a judge that is told how good it is: what the tests of tuning a judge share.

import Feed
import Foundation
import Synchronization
import Taste

/// Answered items of chance.
enum BriefingWorld {
  /// A third of them wanted; the score knows a little of it.
  static func cases(_ count: Int, seed: UInt64 = 1, text: String = "") -> [BriefingCase] {
    var dice = SeededGenerator(seed: seed)
    return (0..<count).map { number in
      let logOdds = Double.random(in: -2...1.4, using: &dice)
      let isWanted = Double.random(in: 0..<1, using: &dice) < 1 / (1 + exp(-logOdds))
      return BriefingCase(
        item: Int64(number), story: Int64(seed) << 20 + Int64(number),
        question: JudgeQuestion(
          card: PersonCard(), evidence: [],
          item: JudgeItem(title: "story \(number)", text: text)),
        logOdds: logOdds, isWanted: isWanted)
    }
  }
}

/// A judge that is right with a probability that hangs on its briefing.
final class ToldJudge: BriefingJudge {
  private let cases: [String: Bool]
  private let seed: UInt64
  private let skill: @Sendable (JudgeBriefing) -> Double
  private let guidance: @Sendable (GuidancePrompt) throws -> String?
  private let most: Int
  private let log = Log()

  /// What was put to it.
  var questions: [JudgeQuestion] { log.questions.withLock { $0 } }
  var prompts: [GuidancePrompt] { log.prompts.withLock { $0 } }

  init(
    _ cases: [BriefingCase], seed: UInt64 = 1, most: Int = .max,
    guidance: @escaping @Sendable (GuidancePrompt) throws -> String? = { _ in nil },
    skill: @escaping @Sendable (JudgeBriefing) -> Double
  ) {
    self.cases = Dictionary(
      cases.map { ($0.question.item.title, $0.isWanted) }, uniquingKeysWith: { $1 })
    self.seed = seed
    self.skill = skill
    self.guidance = guidance
    self.most = most
  }

  func answer(_ questions: [JudgeQuestion]) async throws -> [BriefedAnswer?] {
    try questions.map { question in
      let count = log.questions.withLock { asked in
        asked.append(question)
        return asked.count
      }
      guard count <= most else { throw BriefingHalt("the budget per day is spent") }
      let hash = Fingerprint(of: ["\(seed)", question.fingerprint.hex]).bytes
      var dice = SeededGenerator(seed: hash.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
      let isRight = Double.random(in: 0..<1, using: &dice) < skill(question.briefing)
      let isWanted = cases[question.item.title] == true
      return BriefedAnswer(
        isWanted == isRight ? .keep : .skip,
        confidence: Double.random(in: isRight ? 50...95 : 40...85, using: &dice).rounded())
    }
  }

  func rewrite(_ prompt: GuidancePrompt) async throws -> String? {
    log.prompts.withLock { $0.append(prompt) }
    return try guidance(prompt)
  }

  func delimiter() -> String { "0123456789abcdef" }
}

/// What a judge was asked.
private final class Log: Sendable {
  let questions = Mutex<[JudgeQuestion]>([])
  let prompts = Mutex<[GuidancePrompt]>([])
}
