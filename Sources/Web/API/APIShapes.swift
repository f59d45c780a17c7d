// The shapes that several calls share: the rows of the commands' `--json`, member by member.

import Store
import Feed
import Taste

extension APISchema {
  static let maybeText = APISchema.nullable(.text)
  static let maybeTime = APISchema.nullable(.time)
  static let maybeReal = APISchema.nullable(.real)
  static let maybeCount = APISchema.nullable(.count)
  static let texts = APISchema.list(.text, max: 10_000)
  static let verdict = APISchema.choice(Verdict.allCases.map(\.rawValue))
  static let stage = APISchema.choice(DecisionStage.allCases.map(\.rawValue))

  /// What a judge said, in short.
  static let judgeNote = APISchema.named(
    "JudgeNote",
    .object([
      APIMember("verdict", .text), APIMember("confidence", .real, "Per cent."),
      APIMember("reason", .maybeText), APIMember("shift", .real, "In log-odds."),
      APIMember("model", .text), APIMember("suspicion", .texts),
    ]))

  /// A reason in a list.
  static let reason = APISchema.named(
    "Reason",
    .object([
      APIMember("id", .text), APIMember("title", .text), APIMember("contribution", .real),
    ]))
}

/// Items and what is said of them.
enum ItemShape {
  /// What every list of items shows.
  static let members: [APIMember] = [
    APIMember("id", .id), APIMember("source", .text, "Its address."),
    APIMember("source_name", .text), APIMember("title", .text), APIMember("url", .maybeText),
    APIMember("author", .maybeText), APIMember("language", .maybeText),
    APIMember("region", .maybeText), APIMember("published", .maybeTime),
    APIMember("first_seen", .maybeTime),
    APIMember("probability", .nullable(.chance), "That you want it."),
    APIMember("uncertainty", .maybeReal), APIMember("decision", .nullable(.verdict)),
    APIMember("stage", .nullable(.stage), "Who decided."), APIMember("rule", .maybeText),
    APIMember("reason", .maybeText), APIMember("judge", .nullable(.judgeNote)),
  ]

  static let told =
    members + [
      APIMember("also_in", .texts, "Other sources that tell it."),
      APIMember(
        "post", .nullable(.map(.anything)), "Of a post: network, reposted_by, reply_to, quoted …"),
    ]

  static let item = APISchema.named("Item", .object(told))
  static let whole = APISchema.named(
    "ItemText",
    .object(told + [APIMember("decided_at", .maybeTime), APIMember("text", .text)]))

  static let question = APISchema.named(
    "Question",
    .object(
      [APIMember("position", .id)] + members + [
        APIMember("asked", .text, "Why it is asked: borderline or check."),
        APIMember("why", .list(.reason, max: 10_000)),
      ]))

  static let answered = APISchema.named(
    "Answered",
    .object([
      APIMember("id", .id, "The item that was answered: the original of a duplicate."),
      APIMember("title", .text), APIMember("url", .maybeText),
      APIMember("answer", .choice(ReviewWord.spoken.map(\.rawValue) + ["undo"])),
      APIMember("recorded", .boolean, "False where everything was so already."),
      APIMember("before", .nullable(.verdict)), APIMember("decision", .nullable(.verdict)),
      APIMember("stage", .nullable(.stage)), APIMember("reason", .maybeText),
    ]))

  static let explanation = APISchema.named(
    "Explanation",
    .object(
      told + [
        APIMember("log_odds", .maybeReal, "base + every share + rest."),
        APIMember("base", .maybeReal), APIMember("for", .list(share, max: 10_000)),
        APIMember("against", .list(share, max: 10_000)), APIMember("rest", .maybeReal),
        APIMember("less_like_unwanted", .maybeReal), APIMember("less_like_wanted", .maybeReal),
        APIMember("prior", .maybeReal),
        APIMember(
          "interest",
          .nullable(.object([APIMember("name", .text), APIMember("wish", .maybeText)]))),
        APIMember(
          "rules",
          .list(
            .object([
              APIMember("name", .text), APIMember("effect", .text), APIMember("by", .maybeReal),
            ]), max: 10_000)),
        APIMember(
          "would_change",
          .list(
            .object([
              APIMember("what", .text), APIMember("probability", .chance),
              APIMember("decision", .verdict), APIMember("distance", .real, isRequired: false),
            ]), max: 10_000)),
        APIMember("profile", .nullable(.id)), APIMember("model", .maybeText),
        APIMember("decided_at", .maybeTime), APIMember("text", .text),
      ]))

  private static let share = APISchema.named(
    "Share",
    .object([
      APIMember("id", .text), APIMember("title", .text), APIMember("evidence", .maybeText),
      APIMember("date", .maybeTime), APIMember("share", .real, "In log-odds."),
      APIMember("percent", .maybeReal), APIMember("close", .boolean),
      APIMember("author", .maybeText), APIMember("origins", .texts), APIMember("count", .count),
      APIMember("words", .texts), APIMember("probability_without", .nullable(.chance)),
    ]))
}
