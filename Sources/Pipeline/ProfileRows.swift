// The profile as other programs read it.

package import Digest
package import Service
package import Store
import Taste

/// Profiles for other programs.
package enum ProfileRows {
  /// `gleaner profile show --json`.
  package static func portrait(_ portrait: ProfilePortrait) -> JSONValue {
    .object(
      version(portrait.profile) + [
        JSONMember("interests", .array(portrait.inOrder.map { part($0, portrait) })),
        JSONMember("read_lately", .optional(portrait.reading, JSONValue.int)),
        JSONMember(
          "read_elsewhere", portrait.reading == nil ? .null : .int(portrait.readingElsewhere)),
        JSONMember("resting_wishes", .array(portrait.resting.map(wish))),
        JSONMember("expected_share", .double(portrait.prior)),
        JSONMember("skip", .double(portrait.thresholds.skip)),
        JSONMember("keep", .double(portrait.thresholds.keep)),
        JSONMember("reliability", reliability(portrait)),
      ])
  }

  /// What a list of versions says of each.
  package static func version(_ profile: ProfileRow) -> [JSONMember] {
    [
      JSONMember("profile", .int(Int(profile.id))),
      JSONMember("parent", .optional(profile.content.parent) { .int(Int($0)) }),
      JSONMember("built_at", .time(profile.builtAt)),
      JSONMember("why", .string(profile.content.why)),
      JSONMember("model", .string(profile.model)),
      JSONMember(
        "learned",
        .object(
          profile.content.learned.sorted { $0.key < $1.key }.map {
            JSONMember($0.key, .int($0.value))
          })),
      JSONMember(
        "settings",
        .object(
          profile.settings.values.sorted { $0.key < $1.key }.map {
            JSONMember($0.key, .double($0.value))
          })),
      JSONMember("wishes", .array(profile.wishes.map(wish))),
    ]
  }

  /// A change, and what it does to what came in lately.
  package static func effect(_ effect: ProfileEffect, top: Int) -> JSONValue {
    .object(
      version(effect.after) + [
        JSONMember("rising", .array(effect.rising(top).map(move))),
        JSONMember("falling", .array(effect.falling(top).map(move))),
      ])
  }

  /// Two versions held against each other.
  package static func comparison(_ comparison: ProfileComparison, top: Int) -> JSONValue {
    [
      "before": .int(Int(comparison.before.id)), "after": .int(Int(comparison.after.id)),
      "changes": .texts(comparison.words), "moved": .array(comparison.moved(top).map(move)),
    ]
  }

  private static func move(_ move: ProfileMove) -> JSONValue {
    [
      "item": .int(Int(move.item)), "title": .string(move.title), "before": .double(move.before),
      "after": .double(move.after), "rank_before": .int(move.rankBefore),
      "rank_after": .int(move.rankAfter),
    ]
  }

  private static func part(_ part: ProfilePortrait.Part, _ portrait: ProfilePortrait) -> JSONValue {
    [
      "number": .int(part.interest.number), "name": .string(part.name),
      "label": .string(part.interest.label), "words": .texts(part.interest.words),
      "wish": .text(part.wishWords), "share_of_evidence": .double(part.interest.weight),
      "examples": .int(part.interest.size),
      "read_lately": portrait.reading == nil ? .null : .int(part.reading),
      "came_lately": portrait.reading == nil ? .null : .int(part.came),
      "trend": .string(part.trend.rawValue), "evidence_lately": share(part.late),
      "evidence_before": share(part.early),
      "exemplars": .array(
        part.interest.exemplars.map { ["id": .string($0.id), "title": .string($0.title)] }),
    ]
  }

  private static func share(_ share: ProfilePortrait.Share) -> JSONValue {
    ["hits": .int(share.hits), "of": .int(share.count)]
  }

  private static func wish(_ wish: Wish) -> JSONValue {
    let (kind, value): (String, JSONValue) =
      switch wish.kind {
      case .pin: ("pin", .null)
      case .mute: ("mute", .null)
      case .rename(let name): ("rename", .string(name))
      case .weight(let factor): ("weight", .double(factor))
      }
    return ["wish": .string(kind), "value": value, "interest": .string(wish.interest.label)]
  }

  private static func reliability(_ portrait: ProfilePortrait) -> JSONValue {
    [
      "answers": .int(portrait.answers.count),
      "error": .optional(portrait.calibrationError, JSONValue.double),
      "bins": .array(
        portrait.bins.map {
          [
            "count": .int($0.count), "said": .double($0.said), "seen": .double($0.seen.value),
            "low": .optional($0.seen.interval?.lower, JSONValue.double),
            "high": .optional($0.seen.interval?.upper, JSONValue.double),
          ]
        }),
    ]
  }
}
