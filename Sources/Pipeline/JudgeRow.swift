// A judge and one item as `--json` shows them.

package import Service
import Store
import Taste

/// Judges for other programs.
package enum JudgeRow {
  /// The question, the answer and what it does.
  package static func row(_ found: JudgeCase) -> JSONValue {
    .object([
      JSONMember("id", .int(Int(found.item.id))), JSONMember("title", .string(found.item.title)),
      JSONMember("question", .optional(found.prompt) { question($0, found) }),
      JSONMember("obstacle", .text(found.obstacle?.words)),
      JSONMember("answer", .optional(found.kept) { answer($0, found) }),
      JSONMember("failure", .text(found.failure)),
      JSONMember("effect", effect(found)),
    ])
  }

  private static func question(_ prompt: JudgePrompt, _ found: JudgeCase) -> JSONValue {
    [
      "system": .string(prompt.system), "user": .string(prompt.user),
      "schema": .string(prompt.schema), "version": .string(prompt.version),
      "tokens": .int(prompt.tokens), "suspicion": .texts(found.suspicion),
      "models": .array(
        found.prices.map { price in
          [
            "name": .string(price.name), "model": .string(price.model),
            "cost_at_most": .double(price.most), "problem": .text(price.problem),
          ]
        }),
    ]
  }

  private static func answer(_ kept: KeptJudgement, _ found: JudgeCase) -> JSONValue {
    guard let answer = kept.answer else { return .null }
    return [
      "verdict": .string(answer.verdict.rawValue), "confidence": .double(answer.confidence),
      "reason": .text(answer.reason), "flaw": .text(kept.code), "topics": .texts(answer.topics),
      "provider": .string(answer.provider), "model": .string(answer.model),
      "tokens_in": .optional(answer.tokensIn, JSONValue.int),
      "tokens_out": .optional(answer.tokensOut, JSONValue.int), "cost": .double(answer.cost),
      "latency": .double(answer.latency), "asked_at": .text(UTCTime.text(kept.askedAt)),
      "is_current": .bool(found.stands), "is_new": .bool(found.isFresh),
    ]
  }

  private static func effect(_ found: JudgeCase) -> JSONValue {
    guard let belief = found.belief, let before = found.before else { return .null }
    let shift = found.after?.logOdds.flatMap { after in before.logOdds.map { after - $0 } }
    return [
      "before": decision(before), "after": .optional(found.after, decision),
      "shift": .optional(shift, JSONValue.double),
      "skip": .double(found.thresholds.skip), "keep": .double(found.thresholds.keep),
      "weight": .double(belief.weight), "answers": .double(belief.answers),
      "influence": .double(belief.influence), "least": .double(belief.reach.lowerBound),
      "most": .double(belief.reach.upperBound),
    ]
  }

  private static func decision(_ record: DecisionRecord) -> JSONValue {
    [
      "decision": .string(record.decision.verdict.rawValue),
      "stage": .string(record.decision.stage.rawValue), "reason": .string(record.decision.reason),
      "log_odds": .optional(record.logOdds, JSONValue.double),
      "probability": .optional(record.decision.probability, JSONValue.double),
    ]
  }
}
