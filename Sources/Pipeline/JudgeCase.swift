// All that there is to know of a judge and one item: the question, the answer, and what the answer does.

import Models
package import Store
package import Taste

/// One item before a judge.
package struct JudgeCase: Sendable {
  /// What the question costs at one provider.
  package struct Price: Sendable, Hashable {
    package let name: String
    package let model: String
    /// Of one call, in the currency of the price list.
    package let most: Double
    /// Why it cannot be asked; nil where it can.
    package let problem: String?

    package init(name: String, model: String, most: Double, problem: String? = nil) {
      self.name = name
      self.model = model
      self.most = most
      self.problem = problem
    }
  }

  /// How far the judge is believed.
  package struct Belief: Sendable, Hashable {
    package let weight: Double
    /// How many answers of the person it rests on.
    package let answers: Double
    package let influence: Double
    /// By how many log-odds the strongest answers would move the item.
    package let reach: ClosedRange<Double>

    package init(weight: Double, answers: Double, influence: Double, reach: ClosedRange<Double>) {
      self.weight = weight
      self.answers = answers
      self.influence = influence
      self.reach = reach
    }
  }

  package var item: DecidedItem
  package var thresholds: Thresholds
  /// Why a run does not ask; nil where it does, or has the answer.
  package var obstacle: JudgeObstacle?
  /// Nil where nothing can be asked yet.
  package var prompt: JudgePrompt?
  package var prices: [Price] = []
  /// ``InstructionSign`` by name.
  package var suspicion: [String] = []
  package var belief: Belief?
  /// The answer that stands; where there is none, the newest about the item.
  package var kept: KeptJudgement?
  /// Whether `kept` is about the same text, put in the same words to the same models.
  package var stands = false
  /// Whether the answer came now.
  package var isFresh = false
  /// Why the question that was put got no answer.
  package var failure: String?
  /// The decision without the judge, as a run would make it now.
  package var before: DecisionRecord?
  /// The decision with the judge's answer; nil without an answer.
  package var after: DecisionRecord?

  package init(item: DecidedItem, thresholds: Thresholds) {
    self.item = item
    self.thresholds = thresholds
  }

  /// The answer that counts.
  package var answer: Judgement? { stands ? kept?.answer : nil }

  /// Why the question was not put, or got no answer, for whoever wanted it put; nil where all is well.
  package var refusal: String? {
    if let failure { return "no answer: \(failure)" }
    guard let obstacle, obstacle.isFinal else { return nil }
    return "not asked: \(obstacle.words)"
  }

  func stopped(by obstacle: JudgeObstacle) -> JudgeCase {
    var result = self
    result.obstacle = obstacle
    return result
  }
}
