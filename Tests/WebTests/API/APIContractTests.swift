// The document is true: every call is in it, every example fits its schema, and every call answers as its schema says.

import HTTP
import Service
import Testing
import Web

struct APIContractTests {
  @Test func `every example fits its schema`() async throws {
    try await APIHouse.with(items: 0) { house in
      for call in house.calls {
        #expect(call.answer.schema.faults(in: call.answer.example) == [], "\(call.name)")
        guard let body = call.body else { continue }
        #expect(body.schema.faults(in: body.example) == [], "\(call.name)")
      }
    }
  }

  @Test func `every call is in the document, and nothing else`() async throws {
    try await APIHouse.with(items: 0) { house in
      let answer = await house.ask("GET", "/openapi.json") { $0["Authorization"] = nil }
      #expect(answer.status == 200)
      guard case .object(let paths)? = answer.json["paths"] else {
        Issue.record("no paths")
        return
      }
      var told: Set<String> = []
      for path in paths {
        guard case .object(let methods) = path.value else { continue }
        for method in methods { told.insert("\(method.key.uppercased()) \(path.key)") }
      }
      #expect(told == Set(house.calls.map { "\($0.method) \($0.path)" }))
      #expect(Set(house.calls.map(\.name)).count == house.calls.count)
    }
  }

  @Test func `what the document refers to is in it`() async throws {
    try await APIHouse.with(items: 0) { house in
      let text = await house.ask("GET", "/openapi.json").text
      let json = try JSONValue(parsing: Array(text.utf8))
      for piece in text.split(separator: "#/components/").dropFirst() {
        let parts = piece.prefix { $0 != "\"" }.split(separator: "/").map(String.init)
        #expect(json["components"]?[parts[0]]?[parts[1]] != nil, "\(parts)")
      }
    }
  }

  /// What is asked of each call, and the body it is given; `{action}` is one that is proposed.
  private static let requests: [String: (target: String, body: JSONValue?)] = [
    "listItems": ("/items?decision=keep,skip&sort=score&limit=5", nil),
    "getItem": ("/items/3", nil), "explainItem": ("/items/3/explanation", nil),
    "showJudge": ("/items/15/judge", nil), "nextQuestions": ("/review?limit=3", nil),
    "answerItem": ("/items/15/answer", ["answer": "keep", "reason": "good"]),
    "undoAnswer": ("/items/15/answer", nil), "listDigests": ("/digests", nil),
    "getDigest": ("/digests/1", nil),
    "vote": ("/digests/1/items/1/vote", ["vote": "up"]),
    "undoVote": ("/digests/1/items/1/vote", nil), "listActions": ("/actions", nil),
    "getAction": ("/actions/1", nil), "approveAction": ("/actions/1/approve", nil),
    "rejectAction": ("/actions/1/reject", ["reason": "no"]), "listStops": ("/stops", nil),
    "stop": ("/stops", ["why": "a test"]), "resume": ("/stops", nil),
    "getProfile": ("/profile", nil), "listInterests": ("/profile/interests", nil),
    "setNameOfInterest": ("/profile/interests/1/name?preview=true", ["name": "bread"]),
    "setWeightOfInterest": ("/profile/interests/1/weight?preview=true", ["weight": 2.5]),
    "setWishOfInterest": ("/profile/interests/1/wish?preview=true", ["wish": "mute"]),
    "listVersions": ("/profile/versions", nil), "getVersion": ("/profile/versions/1", nil),
    "rollBack": ("/profile/versions/1/rollback?preview=true", nil),
    "listSources": ("/sources", nil),
    "removeSource": ("/sources?source=https://bread.example/feed.xml", nil),
    "getStatus": ("/status", nil), "listTokens": ("/tokens", nil),
    "revokeToken": ("/tokens?name=review", nil),
  ]
  /// These need the world: `gleaner feeds add` and `check` are tested with servers of their own.
  private static let outside: Set<String> = ["addSource", "checkSource"]
  /// These need a state of their own, and are tested with it.
  private static let elsewhere: Set<String> = ["undoAction"]

  @Test func `every call answers as its schema says`() async throws {
    try await APIHouse.with { house in
      _ = try await house.propose()
      try await house.digest()
      for call in house.calls
      where !Self.outside.contains(call.name) && !Self.elsewhere.contains(call.name) {
        let request = try #require(Self.requests[call.name], "\(call.name) is not tested")
        let seen = await house.ask("GET", "/actions/1").headers["ETag"]
        let answer = await house.ask(call.method, request.target, request.body) {
          if call.name == "approveAction" { $0["If-Match"] = seen }
        }
        #expect(answer.status == 200, "\(call.name): \(answer.text)")
        #expect(
          call.answer.whole.faults(in: answer.json) == [],
          "\(call.name): \(answer.text.prefix(900))")
      }
    }
  }

  @Test(arguments: ["/items/999", "/nothing", "/items?limit=0", "/items?no=1", "/items?cursor=x"])
  func `a refusal is a problem document`(target: String) async throws {
    try await APIHouse.with(items: 0) { house in
      let answer = await house.ask("GET", target)
      #expect((400..<500).contains(answer.status))
      #expect(answer.headers["Content-Type"] == "application/problem+json")
      for member in ["type", "title", "status", "detail"] { #expect(answer.json[member] != nil) }
    }
  }
}
