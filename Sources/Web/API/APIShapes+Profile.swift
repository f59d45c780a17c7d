// The shapes of the profile.

/// Versions of the profile and what belongs to them.
enum ProfileShape {
  private static let wish = APISchema.named(
    "Wish",
    .object([
      APIMember("wish", .choice(["pin", "mute", "rename", "weight"])),
      APIMember("value", .anything, "The name or the weight; else null."),
      APIMember("interest", .text),
    ]))

  private static let members: [APIMember] = [
    APIMember("profile", .id, "The number of the version."),
    APIMember("parent", .nullable(.id)), APIMember("built_at", .maybeTime),
    APIMember("why", .text), APIMember("model", .text), APIMember("learned", .map(.count)),
    APIMember("settings", .map(.real)), APIMember("wishes", .list(wish, max: 10_000)),
  ]

  static let version = APISchema.named("ProfileVersion", .object(members))

  private static let share = APISchema.object([
    APIMember("hits", .count), APIMember("of", .count),
  ])

  static let interest = APISchema.named(
    "Interest",
    .object([
      APIMember("number", .count, "It stays from version to version."), APIMember("name", .text),
      APIMember("label", .text), APIMember("words", .texts), APIMember("wish", .maybeText),
      APIMember("share_of_evidence", .real), APIMember("examples", .count),
      APIMember("read_lately", .maybeCount), APIMember("came_lately", .maybeCount),
      APIMember("trend", .text),
      APIMember("evidence_lately", share), APIMember("evidence_before", share),
      APIMember(
        "exemplars",
        .list(.object([APIMember("id", .text), APIMember("title", .text)]), max: 1_000)),
    ]))

  private static let bin = APISchema.object([
    APIMember("count", .count), APIMember("said", .real), APIMember("seen", .real),
    APIMember("low", .maybeReal), APIMember("high", .maybeReal),
  ])

  static let portrait = APISchema.named(
    "Profile",
    .object(
      members + [
        APIMember("interests", .list(interest, max: 10_000)),
        APIMember("read_lately", .maybeCount), APIMember("read_elsewhere", .maybeCount),
        APIMember("resting_wishes", .list(wish, max: 10_000)),
        APIMember("expected_share", .chance), APIMember("skip", .chance),
        APIMember("keep", .chance),
        APIMember(
          "reliability",
          .object([
            APIMember("answers", .count), APIMember("error", .maybeReal),
            APIMember("bins", .list(bin, max: 1_000)),
          ])),
      ]))

  private static let move = APISchema.named(
    "Move",
    .object([
      APIMember("item", .id), APIMember("title", .text), APIMember("before", .chance),
      APIMember("after", .chance), APIMember("rank_before", .count),
      APIMember("rank_after", .count),
    ]))

  static let effect = APISchema.named(
    "ProfileEffect",
    .object(
      members + [
        APIMember("rising", .list(move, max: 1_000)), APIMember("falling", .list(move, max: 1_000)),
      ]))
}
