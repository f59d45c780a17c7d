// An explanation as `--json` shows it: base + the shares of `for` and `against` + rest = log_odds.

package import Service
package import Store
import Taste

/// Explanations for other programs.
package enum ExplanationRow {
  /// The members that explain a decision.
  package static func members(
    _ outcome: DecidedItem.Outcome?, likes: [String: LikeNote]
  ) -> [JSONMember] {
    let rationale = outcome?.rationale ?? Rationale()
    let listed = rationale.reasons.reduce(0) { $0 + $1.share }
    let rest = outcome?.logOdds.map { $0 - (rationale.base ?? 0) - listed }
    return [
      JSONMember("log_odds", .optional(outcome?.logOdds, JSONValue.double)),
      JSONMember("base", .optional(rationale.base, JSONValue.double)),
      JSONMember("for", side(rationale, rationale.likeWanted, likes) { $0.share > 0 }),
      JSONMember("against", side(rationale, rationale.likeUnwanted, likes) { $0.share < 0 }),
      JSONMember("rest", .optional(rest, JSONValue.double)),
      JSONMember("less_like_unwanted", .optional(rationale.farFromUnwanted, JSONValue.double)),
      JSONMember("less_like_wanted", .optional(rationale.farFromWanted, JSONValue.double)),
      JSONMember("prior", .optional(rationale.prior, JSONValue.double)),
      JSONMember("interest", .optional(rationale.interest, interest)),
      JSONMember("rules", .array(rationale.rules.map(rule))),
      JSONMember("would_change", .array(outcome.map(wouldChange) ?? [])),
    ]
  }

  private static func side(
    _ rationale: Rationale, _ sum: Double?, _ likes: [String: LikeNote], _ isIn: (Reason) -> Bool
  ) -> JSONValue {
    .array(
      rationale.reasons.filter(isIn).map { reason in
        [
          "id": .string(reason.id), "title": .string(reason.title),
          "evidence": .text(reason.evidence), "date": .text(reason.at.flatMap(UTCTime.text)),
          "share": .double(reason.share),
          "percent": .optional(sum) { .double((1_000 * reason.share / $0).rounded() / 10) },
          "close": .bool(reason.isClose),
          "author": .text(likes[reason.id]?.author),
          "origins": .texts(likes[reason.id]?.origins ?? []), "count": .int(reason.count ?? 1),
          "words": .texts(reason.words ?? []),
          "probability_without": .optional(reason.without) {
            .double(WhatIf.probability($0))
          },
        ]
      })
  }

  private static func rule(_ rule: FiredRule) -> JSONValue {
    [
      "name": .string(rule.name), "effect": .string(rule.effect),
      "by": .optional(rule.by, JSONValue.double),
    ]
  }

  /// The nearest threshold first, with the distance to it in log-odds.
  private static func wouldChange(_ outcome: DecidedItem.Outcome) -> [JSONValue] {
    let border = WhatIf.distance(outcome).map { distance -> JSONValue in
      [
        "what": "beyond the nearest threshold", "probability": .double(distance.threshold),
        "decision": .string(distance.beyond.rawValue), "distance": .double(distance.logOdds),
      ]
    }
    return [border].compactMap(\.self)
      + WhatIf.all(outcome).map {
        [
          "what": .string($0.what), "probability": .double($0.probability),
          "decision": .string($0.verdict.rawValue),
        ]
      }
  }

  private static func interest(_ note: InterestNote) -> JSONValue {
    ["name": .string(note.name), "wish": .text(note.wish)]
  }
}
