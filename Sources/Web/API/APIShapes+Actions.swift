// The shapes of the ledger.

import Feed
import Taste

/// Actions and what holds them back.
enum ActionShape {
  static let state = APISchema.choice(ActionState.allCases.map(\.rawValue))
  static let kind = APISchema.choice(ActionKind.allCases.map(\.rawValue))
  private static let network = APISchema.choice(Network.allCases.map(\.rawValue))

  static let members: [APIMember] = [
    APIMember("id", .id), APIMember("account", .text), APIMember("network", network),
    APIMember("kind", kind), APIMember("state", state), APIMember("target", .text),
    APIMember("item", .nullable(.id)), APIMember("title", .maybeText),
    APIMember("url", .maybeText), APIMember("author", .maybeText),
    APIMember("probability", .nullable(.chance)),
    APIMember("because", .maybeText, "Why the item was kept."),
    APIMember("reason", .text, "Why it is asked about, or done without asking."),
    APIMember("approved_by", .maybeText), APIMember("proposed_at", .maybeTime),
    APIMember("decided_at", .maybeTime), APIMember("not_before", .maybeTime),
    APIMember("expires_at", .maybeTime), APIMember("settled_at", .maybeTime),
    APIMember("attempts", .count), APIMember("remote", .maybeText),
    APIMember("by_hand", .boolean), APIMember("note", .maybeText),
  ]

  static let row = APISchema.named("Action", .object(members))

  static let event = APISchema.named(
    "Event",
    .object([
      APIMember("at", .maybeTime), APIMember("who", .text), APIMember("what", .text),
      APIMember("detail", .maybeText),
    ]))

  static let whole = APISchema.named(
    "ActionWhole",
    .object(
      members + [
        APIMember("version", .text, "Of the post's content: what an approval is bound to."),
        APIMember("certificate_then", certificate), APIMember("history", .list(event, max: 10_000)),
      ]))

  static let certificate = APISchema.named(
    "Certificate",
    .object([
      APIMember("right", .count), APIMember("count", .count), APIMember("bound", .real),
      APIMember("required", .real), APIMember("sufficient", .boolean),
    ]))

  static let stop = APISchema.named(
    "Stop",
    .object([
      APIMember("account", .maybeText, "Null: every account."),
      APIMember("kind", .nullable(kind)), APIMember("by", .choice(["person", "gleaner"])),
      APIMember("why", .text), APIMember("since", .maybeTime),
    ]))

  static let stops = APISchema.object([APIMember("data", .list(stop, max: 1_000))])
}
