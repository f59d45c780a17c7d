// Keys: sent in one header, and never to be seen again, whatever a server does with them.

import Models
import Service
import Synchronization
import TestSupport
import Testing

struct KeyTests {
  /// Everything that can be made of a value: its texts and its dump.
  private func everything(_ values: Any...) -> String {
    var text = values.map { "\($0) \(String(reflecting: $0))" }.joined()
    for value in values { dump(value, to: &text) }
    return text
  }

  private func isSilent(_ text: String) -> Bool {
    let lowered = text.lowercased()
    let key = Array(secret.lowercased())
    return !(0...(key.count - 6)).contains { lowered.contains(String(key[$0..<($0 + 6)])) }
  }

  @Test(arguments: [400, 401, 402, 403, 404, 418, 429, 500, 200])
  func `a server that repeats the key tells nobody`(status: Int) async throws {
    let server = try ScriptedServer { request in
      let echo = request[header: "Authorization"] ?? ""
      let body: JSONValue = [
        "error": [
          "message": .string("bad \(echo) or \(echo.uppercased()) or \(echo.dropLast(12))*****"),
          "code": status == 200 ? .string(echo) : .int(status), "type": .string(echo),
          "metadata": [.string(echo): .string(echo)].asObject,
        ]
      ]
      return Wire.json(status, body.jsonText, [("X-Echo", echo)])
    }
    defer { server.close() }
    let bench = ModelBench(server)
    let error = try #require(await bench.failure())
    #expect(isSilent(everything(error, bench.router.lineup.state(at: 0), bench.notes)))
    #expect(isSilent(everything(bench.router.lineup.providers)))
    #expect(server.requests[0][header: "Authorization"] == "Bearer \(secret)")
  }

  @Test func `nor does one that repeats it in an answer, a page or a broken body`() async throws {
    for (type, body) in [
      ("text/html", "<html>\(secret)"), ("application/json", "\(secret) {"),
      ("text/event-stream", "data: {\"error\":{\"message\":\"\(secret)\"}}\n\n"),
    ] {
      let server = try Wire.server(.answer(200, headers: [("Content-Type", type)], body))
      defer { server.close() }
      #expect(isSilent(everything(try #require(await ModelBench(server).failure()))))
    }
    let server = try Wire.server(Wire.answer("Your key is \(secret)."))
    defer { server.close() }
    let told = Mutex("")
    let answer = try await ModelBench(server).router.answer(
      ChatRequest(turns: [.user("?")], maxTokens: 9)
    ) { text in told.withLock { $0 += text } }
    #expect(answer.text == "Your key is (key)." && isSilent(told.withLock { $0 }))
  }

  @Test func `plain http does not leave home, whatever a name leads to`() async {
    let provider = ModelProvider(
      name: "a", url: "http://box.lan:9/v1", model: "m", keyName: "KEY")
    let bench = ModelBench([provider], addresses: ["box.lan": "8.8.8.8"])
    let error = await bench.failure()
    #expect(
      error?.description
        == "a: refused: 8.8.8.8 is a public address, and this is for your own network")
  }

  @Test func `a word that is no secret stays in answers`() async throws {
    let server = try Wire.server(Wire.answer("An ollama is no llama."))
    defer { server.close() }
    let bench = ModelBench([ModelBench.provider("a", server)], environment: ["KEY": "ollama"])
    let answer = try await bench.router.answer(ChatRequest(turns: [.user("?")], maxTokens: 9))
    #expect(answer.text == "An ollama is no llama.")
  }

  @Test func `a key describes, mirrors and dumps as nothing`() {
    let key = ModelKey(secret)
    #expect(isSilent(everything(key, [key], KeyPlace.Finding.present(key), Optional(key) as Any)))
    #expect("\(key)" == "(key)")
    #expect(key.mask("a \(secret) b") == "a (key) b")
    #expect(key.mask("nothing of it") == "nothing of it")
    #expect(ModelKey("k").mask("a k") == "a (key)" && ModelKey("").mask("a") == "a")
  }
}

extension [JSONValue: JSONValue] {
  /// An object with these members.
  fileprivate var asObject: JSONValue {
    .object(map { JSONMember($0.key.string ?? "", $0.value) })
  }
}
