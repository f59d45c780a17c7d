// A rationale as it is written. Not by an encoder: a run that decides everything anew writes thousands, and an encoder
// takes ten times as long as the row that they are a part of.

import Service

extension Rationale {
  /// As JSON; what is nil is left out.
  var json: String {
    JSONValue.object(
      Self.numbers([
        ("base", base), ("pro", pro), ("contra", contra), ("farFromUnwanted", farFromUnwanted),
        ("farFromWanted", farFromWanted), ("ifKept", ifKept), ("ifSkipped", ifSkipped),
        ("prior", prior), ("skip", skip), ("keep", keep),
      ]) + Self.member("interest", interest?.json) + Self.member("judge", judge?.json) + [
        JSONMember("rules", .array(rules.map(\.json))),
        JSONMember("reasons", .array(reasons.map(\.json))),
      ]
    ).jsonText
  }

  fileprivate static func numbers(_ named: [(String, Double?)]) -> [JSONMember] {
    named.compactMap { name, number in number.map { JSONMember(name, .double($0)) } }
  }

  fileprivate static func texts(_ named: [(String, String?)]) -> [JSONMember] {
    named.compactMap { name, text in text.map { JSONMember(name, .string($0)) } }
  }

  fileprivate static func member(_ name: String, _ value: JSONValue?) -> [JSONMember] {
    value.map { [JSONMember(name, $0)] } ?? []
  }
}

extension Reason {
  fileprivate var json: JSONValue {
    .object(
      Rationale.texts([
        ("id", id), ("title", title), ("evidence", evidence), ("at", at.flatMap(UTCTime.text)),
      ])
        + Rationale.numbers([("share", share), ("closeness", closeness), ("without", without)])
        + Rationale.member("close", close.map(JSONValue.bool))
        + Rationale.member("count", count.map(JSONValue.int))
        + Rationale.member("words", words.map(JSONValue.texts)))
  }
}

extension FiredRule {
  fileprivate var json: JSONValue {
    .object(
      Rationale.texts([("name", name), ("effect", effect)]) + Rationale.numbers([("by", by)]))
  }
}

extension JudgeNote {
  fileprivate var json: JSONValue {
    .object(
      Rationale.texts([("verdict", verdict), ("model", model), ("reason", reason)])
        + Rationale.numbers([("confidence", confidence), ("shift", shift)])
        + [JSONMember("suspicion", .texts(suspicion))])
  }
}

extension InterestNote {
  fileprivate var json: JSONValue { .object(Rationale.texts([("name", name), ("wish", wish)])) }
}
