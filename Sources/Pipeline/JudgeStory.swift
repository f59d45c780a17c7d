// A judge and one item in words and numbers, for the terminal and the page of an item.

package import Foundation
import Models
import Service
import Store
import Taste

/// The lines of `gleaner judge`.
package struct JudgeStory: Sendable {
  let found: JudgeCase
  let zone: TimeZone
  let isAsking: Bool

  package init(found: JudgeCase, zone: TimeZone, isAsking: Bool = false) {
    self.found = found
    self.zone = zone
    self.isAsking = isAsking
  }

  package var lines: [String] {
    heading + question + answer + effect + verdict
  }

  private var heading: [String] {
    [found.item.title, "from \(found.item.sourceName)"] + [found.item.url].compactMap(\.self)
  }

  // MARK: The question

  private var question: [String] {
    guard let prompt = found.prompt else { return [] }
    let texts = [prompt.system, prompt.user].map { text in
      text.split(separator: "\n", omittingEmptySubsequences: false).map {
        $0.isEmpty ? "" : "  \($0)"
      }
    }
    return ["", "the question (version \(prompt.version), about \(prompt.tokens) tokens):", ""]
      + texts[0] + [""] + texts[1] + suspicion + prices
  }

  private var suspicion: [String] {
    guard !found.suspicion.isEmpty else { return [] }
    return [
      "",
      "The text may speak to the judge (\(found.suspicion.joined(separator: ", "))), "
        + "so an answer moves it down only.",
    ]
  }

  private var prices: [String] {
    guard !found.prices.isEmpty else { return [] }
    return ["", "what it would cost at most:"]
      + found.prices.map { price in
        let sum = price.most > 0 ? Money.text(price.most) : "nothing"
        return "  \(price.name) (\(price.model)): " + (price.problem ?? sum)
      }
  }

  // MARK: The answer

  private var answer: [String] {
    guard let kept = found.kept, let answer = kept.answer else { return [] }
    let when = kept.askedAt.formatted(Date.ISO8601FormatStyle(timeZone: zone))
    let heading =
      found.stands
      ? "the answer" : "the answer of other models or to other words, which does not count any more"
    var lines = ["", "\(heading) (\(answer.provider), \(answer.model), \(when)):"]
    lines.append(
      "  \(answer.verdict.rawValue), \(Int(answer.confidence.rounded())) % sure"
        + (answer.topics.isEmpty ? "" : "; topics: \(answer.topics.joined(separator: ", "))"))
    lines.append(
      "  "
        + (answer.reason
          ?? "its reason is not shown: \(kept.code.map(Self.flaw) ?? "it gave none")"))
    let tokens = answer.tokensIn.map {
      "\($0) tokens read, \(answer.tokensOut ?? 0) written; "
    }
    lines.append(
      "  \(tokens ?? "tokens not counted; ")cost \(Money.text(answer.cost)); "
        + "\(Figures.hundredths(max(0, answer.latency))) s")
    return lines
  }

  private static func flaw(_ code: String) -> String {
    switch JudgeReason.Flaw(rawValue: code) {
    case .missing: "it gave none"
    case .long: "it is too long"
    case .unquoted: "it quotes nothing"
    case .untrue: "it quotes what does not stand there"
    case .leak: "it repeats the question"
    case nil: code
    }
  }

  // MARK: The effect

  private var effect: [String] {
    guard let before = found.before, let logOdds = before.logOdds, let belief = found.belief
    else { return [] }
    var lines = ["", "what it does:", "  \(Self.state(logOdds, before)), without the judge"]
    if let after = found.after, let moved = after.logOdds {
      lines.append("  \(Figures.signed(moved - logOdds))  by its answer")
      lines.append(
        "  \(Self.state(moved, after)), with it, decided by \(after.decision.stage.rawValue)")
    } else {
      let ends = [belief.reach.lowerBound, belief.reach.upperBound].map {
        Figures.chance(WhatIf.probability(logOdds + $0))
      }
      lines.append("  an answer moves it to \(ends[0]) at least and \(ends[1]) at most")
    }
    return lines + [border, trust(belief)]
  }

  private static func state(_ logOdds: Double, _ record: DecisionRecord) -> String {
    "\(Figures.signed(logOdds))  \(Figures.chance(WhatIf.probability(logOdds))), "
      + record.decision.verdict.rawValue
  }

  private var border: String {
    "  skipped below \(Figures.chance(found.thresholds.skip)), "
      + "kept from \(Figures.chance(found.thresholds.keep)) up"
  }

  private func trust(_ belief: JudgeCase.Belief) -> String {
    let answers = Count.of(Int(belief.answers.rounded()), "answer")
    return
      "  the judge has a weight of \(Figures.hundredths(belief.weight)), after \(answers) of yours about what it judged, "
      + "and moves an item by \(Figures.hundredths(belief.influence)) at most"
  }

  // MARK: What a run does

  private var verdict: [String] {
    if isAsking {
      guard found.refusal == nil else { return [] }
      return ["", found.isFresh ? "Decided anew." : "Answered before: it cost nothing."]
    }
    if let obstacle = found.obstacle { return ["", "A run would not ask: \(obstacle.words)."] }
    return [
      "",
      found.answer == nil
        ? "A run would ask, where the budget leaves room; 'gleaner judge \(found.item.id) --ask' asks now."
        : "A run would not ask again: the answer is there.",
    ]
  }
}
