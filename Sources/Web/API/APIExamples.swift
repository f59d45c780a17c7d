// Examples for the document; tests hold each against its schema.

import Service

enum APIExamples {
  private static let said: [JSONMember] = [
    JSONMember("id", 12), JSONMember("source", "https://bread.example/feed.xml"),
    JSONMember("source_name", "Bread"), JSONMember("title", "Rye in three days"),
    JSONMember("url", "https://bread.example/rye"), JSONMember("author", "Ada"),
    JSONMember("language", "en"), JSONMember("region", nil),
    JSONMember("published", "2026-02-01T07:00:00Z"),
    JSONMember("first_seen", "2026-02-01T07:30:00Z"), JSONMember("probability", 0.82),
    JSONMember("uncertainty", 0.07), JSONMember("decision", "keep"), JSONMember("stage", "score"),
    JSONMember("rule", nil), JSONMember("reason", "like “Sourdough at home”"),
    JSONMember("judge", nil),
  ]

  private static let told =
    said + [JSONMember("also_in", ["Baker's news"]), JSONMember("post", nil)]

  static let item = JSONValue.object(told)
  static let itemText = JSONValue.object(
    told + [
      JSONMember("decided_at", "2026-02-01T07:31:00Z"), JSONMember("text", "Start with the rye."),
    ])
  static let question = JSONValue.object(
    [JSONMember("position", 1)] + said + [
      JSONMember("asked", "borderline"),
      JSONMember(
        "why",
        [["id": "like:3", "title": "Sourdough at home", "contribution": 0.9]]),
    ])
  static let explanation = JSONValue.object(
    told + [
      JSONMember("log_odds", 1.5), JSONMember("base", -2.0), JSONMember("for", [share]),
      JSONMember("against", []), JSONMember("rest", 2.6),
      JSONMember("less_like_unwanted", 0.2), JSONMember("less_like_wanted", -0.1),
      JSONMember("prior", 0.1), JSONMember("interest", ["name": "bread, rye", "wish": nil]),
      JSONMember("rules", []),
      JSONMember(
        "would_change",
        [
          [
            "what": "beyond the nearest threshold", "probability": 0.6, "decision": "review",
            "distance": 1.1,
          ]
        ]),
      JSONMember("profile", 7), JSONMember("model", "all-MiniLM-L6-v2"),
      JSONMember("decided_at", "2026-02-01T07:31:00Z"), JSONMember("text", "Start with the rye."),
    ])
  private static let share: JSONValue = [
    "id": "like:3", "title": "Sourdough at home", "evidence": "like",
    "date": "2026-01-02T10:00:00Z", "share": 0.9, "percent": 61.5, "close": true, "author": nil,
    "origins": ["bookmarks.html"], "count": 1, "words": ["rye"], "probability_without": 0.65,
  ]
  static let answered: JSONValue = [
    "id": 12, "title": "Rye in three days", "url": "https://bread.example/rye", "answer": "keep",
    "recorded": true, "before": nil, "decision": "keep", "stage": "person",
    "reason": "you kept it in review",
  ]

  private static let actionMembers: [JSONMember] = [
    JSONMember("id", 5), JSONMember("account", "ada@social.example"),
    JSONMember("network", "mastodon"), JSONMember("kind", "like"),
    JSONMember("state", "proposed"), JSONMember("target", "https://social.example/posts/1"),
    JSONMember("item", 12), JSONMember("title", "Rye in three days"),
    JSONMember("url", "https://social.example/@bea/1"), JSONMember("author", "Bea"),
    JSONMember("probability", 0.91), JSONMember("because", "like “Sourdough at home”"),
    JSONMember("reason", "the policy is to ask"), JSONMember("approved_by", nil),
    JSONMember("proposed_at", "2026-02-01T07:31:00Z"), JSONMember("decided_at", nil),
    JSONMember("not_before", nil), JSONMember("expires_at", "2026-02-04T07:31:00Z"),
    JSONMember("settled_at", nil), JSONMember("attempts", 0), JSONMember("remote", nil),
    JSONMember("by_hand", false), JSONMember("note", nil),
  ]
  static let action = JSONValue.object(actionMembers)
  static let certificate: JSONValue = [
    "right": 44, "count": 45, "bound": 0.92, "required": 0.95, "sufficient": false,
  ]
  static let actionWhole = JSONValue.object(
    actionMembers + [
      JSONMember("version", "b2f1"), JSONMember("certificate_then", certificate),
      JSONMember(
        "history",
        [["at": "2026-02-01T07:31:00Z", "who": "gleaner", "what": "proposed", "detail": nil]]),
    ])
  static let stop: JSONValue = [
    "account": "ada@social.example", "kind": nil, "by": "person", "why": "on holiday",
    "since": "2026-02-01T07:00:00Z",
  ]

  private static let versionMembers: [JSONMember] = [
    JSONMember("profile", 7), JSONMember("parent", 6),
    JSONMember("built_at", "2026-02-01T07:00:00Z"), JSONMember("why", "“bread, rye” pinned"),
    JSONMember("model", "all-MiniLM-L6-v2"), JSONMember("learned", ["likes": 40]),
    JSONMember("settings", ["length": 0.6]),
    JSONMember("wishes", [["wish": "pin", "value": nil, "interest": "bread, rye"]]),
  ]
  static let version = JSONValue.object(versionMembers)
  static let effect = JSONValue.object(
    versionMembers + [
      JSONMember(
        "rising",
        [
          [
            "item": 12, "title": "Rye in three days", "before": 0.6, "after": 0.8,
            "rank_before": 9, "rank_after": 2,
          ]
        ]), JSONMember("falling", []),
    ])
  static let interest: JSONValue = [
    "number": 1, "name": "bread, rye", "label": "bread, rye", "words": ["bread", "rye"],
    "wish": "pinned", "share_of_evidence": 0.4, "examples": 16, "read_lately": 3,
    "came_lately": 9, "trend": "steady", "evidence_lately": ["hits": 3, "of": 9],
    "evidence_before": ["hits": 13, "of": 31],
    "exemplars": [["id": "like:3", "title": "Sourdough at home"]],
  ]
  static let portrait = JSONValue.object(
    versionMembers + [
      JSONMember("interests", [interest]), JSONMember("read_lately", 9),
      JSONMember("read_elsewhere", 2), JSONMember("resting_wishes", []),
      JSONMember("expected_share", 0.1), JSONMember("skip", 0.25), JSONMember("keep", 0.6),
      JSONMember(
        "reliability",
        [
          "answers": 30, "error": 0.04,
          "bins": [["count": 10, "said": 0.7, "seen": 0.8, "low": 0.5, "high": 0.9]],
        ]),
    ])
}
