// The whole fall-over matrix, spoken over real sockets: which failure is tried again, which asks the next, and which ends
// the question.

import HTTP
import Models
import Service
import TestSupport
import Testing

struct FallOverTests {
  private func servers(_ scripts: Script...) throws -> (ScriptedServer, ScriptedServer) {
    let list = scripts
    let bad = try ScriptedServer { _ in list[0] }
    return (bad, try Wire.server(Wire.answer()))
  }

  @Test func `a good answer is parsed, counted and charged`() async throws {
    let server = try Wire.server(Wire.answer())
    defer { server.close() }
    let bench = ModelBench(server)
    let answer = try await bench.router.answer(Wire.question)
    #expect(answer.text == Wire.good && answer.json?["confidence"] == 80)
    #expect(answer.provider == "a" && answer.model == "tiny-1" && answer.calls == 1)
    #expect(answer.tokens == TokenCount(input: 1000, output: 50))
    #expect(abs(answer.cost - 0.0011) < 1e-12 && abs(bench.pocket.spent - 0.0011) < 1e-12)
    let sent = try #require(server.requests.first)
    #expect(sent.path == "/v1/chat/completions")
    #expect(sent[header: "Authorization"] == "Bearer \(secret)")
    let body = try #require(server.questions.first)
    #expect(body["response_format"]?["json_schema"]?["strict"] == true)
    #expect(body["max_tokens"] == 100 && body["temperature"]?.double == 0)
  }

  /// Status, words, how often the first provider is asked, and whether it is asked by the next question.
  static let matrix: [(status: Int, words: String, calls: Int, isBack: Bool)] = [
    (500, "oops", 3, false), (502, "bad gateway", 3, false), (503, "busy", 3, false),
    (529, "overloaded", 3, false), (429, "slow down", 3, false),
    (400, "max context length exceeded", 1, true), (413, "too long", 1, true),
    (401, "bad key", 1, false), (402, "no credits", 1, false), (403, "not your model", 1, false),
    (404, "no such model", 1, false), (418, "teapot", 1, true),
    (429, "You exceeded your current quota", 1, false),
  ]

  @Test(arguments: matrix)
  func `a refusal goes to the next provider`(
    status: Int, words: String, calls: Int, isBack: Bool
  ) async throws {
    let (bad, good) = try servers(Wire.error(status, words))
    defer {
      bad.close()
      good.close()
    }
    let bench = ModelBench(bad, then: good)
    #expect(try await bench.router.answer(Wire.question).provider == "b")
    #expect(bad.requests.count == calls)
    _ = try await bench.router.answer(Wire.question)
    #expect(bad.requests.count == calls + (isBack ? calls : 0))
    // Refusals cost nothing; two answers are paid.
    #expect(abs(bench.pocket.spent - 0.0022) < 1e-12)
  }

  @Test(arguments: [
    (401, "the key in KEY is not accepted (401: no); it is not asked again in this run"),
    (402, "there is no credit left (402: no); nothing more is spent there in this run"),
    (403, "the key in KEY is not accepted (403: no); it is not asked again in this run"),
    (404, "there is no such address or model (404: no); check 'url' and 'model'"),
  ])
  func `what turns a provider off is told once`(status: Int, words: String) async throws {
    let (bad, good) = try servers(Wire.error(status, "no"))
    defer {
      bad.close()
      good.close()
    }
    let bench = ModelBench(bad, then: good)
    for _ in 0..<3 { _ = try await bench.router.answer(Wire.question) }
    #expect(bench.notes == ["a: " + words])
    #expect(bad.requests.count == 1)
  }

  @Test(arguments: [
    #"{"error":{"code":403,"message":"Input was flagged","metadata":{"reasons":["hate"]}}}"#,
    #"{"error":{"code":403,"message":"Denied","metadata":{"error_type":"moderation"}}}"#,
  ])
  func `403 for the text itself is an answer about this item`(body: String) async throws {
    let (bad, good) = try servers(Wire.json(403, body))
    defer {
      bad.close()
      good.close()
    }
    let bench = ModelBench(bad, then: good)
    #expect(await bench.failure()?.code == .refused)
    #expect(good.requests.isEmpty)
    _ = await bench.failure()
    #expect(bad.requests.count == 2)
  }

  @Test func `an answer that declines is about the item too`() async throws {
    let refusal =
      #"{"choices":[{"finish_reason":"stop","message":{"content":null,"refusal":"No."}}]}"#
    let (bad, good) = try servers(Wire.json(200, refusal))
    defer {
      bad.close()
      good.close()
    }
    #expect(await ModelBench(bad, then: good).failure()?.code == .refused)
    #expect(good.requests.isEmpty)
  }

  @Test(arguments: [
    #"{"error":{"code":502,"message":"upstream"}}"#, #"{"error":"model crashed"}"#,
    #"{"choices":[{"error":{"code":503,"message":"gone"},"finish_reason":"error"}]}"#,
  ])
  func `200 with an error is an error`(body: String) async throws {
    let (bad, good) = try servers(Wire.json(200, body))
    defer {
      bad.close()
      good.close()
    }
    #expect(try await ModelBench(bad, then: good).router.answer(Wire.question).provider == "b")
    #expect(bad.requests.count == 3)
  }

  @Test func `a page, a huge answer and no JSON go to the next`() async throws {
    let page = Script.answer(200, headers: [("Content-Type", "text/html")], "<html>Log in</html>")
    let huge = Script.answer(
      200, headers: [("Content-Type", "application/json")],
      body: [UInt8](repeating: 0x20, count: 17 << 20))
    for (script, code) in [
      (page, ModelError.Code.notJSON), (.answer(200, "fine"), .notJSON), (huge, .tooLarge),
    ] {
      let (bad, good) = try servers(script)
      defer {
        bad.close()
        good.close()
      }
      #expect(try await ModelBench(bad, then: good).router.answer(Wire.question).provider == "b")
      #expect(bad.requests.count == 1)
      #expect(await ModelBench(bad).failure()?.code == code)
    }
  }

  @Test func `an error page of a gateway is trouble, and is not quoted`() async throws {
    let server = try Wire.server(
      .answer(502, headers: [("Content-Type", "text/html")], "<html>nginx</html>"))
    defer { server.close() }
    let error = await ModelBench(server).failure()
    #expect(error?.description == "a: it failed (502: a web page)")
  }

  @Test func `silence and a slow stream end at the time-out, and may have been charged`()
    async throws
  {
    let drip = Script.open(
      headers: [("Content-Type", "text/event-stream")],
      then: [.forever(Array(": wait\n".utf8), every: .milliseconds(50))])
    for script in [Script([.hang]), drip] {
      let (bad, good) = try servers(script)
      defer {
        bad.close()
        good.close()
      }
      let slow = ModelBench.provider("a", bad, timeout: .milliseconds(300))
      let bench = ModelBench([slow, ModelBench.provider("b", good)])
      #expect(try await bench.router.answer(Wire.question).provider == "b")
      #expect(bad.requests.count == 1)
      #expect(bench.pocket.spent > 0.0011 + 0.0002)
    }
  }

  @Test func `a broken connection is tried again`() async throws {
    let server = try Wire.server(
      Script([.close]), Script([.send(Script.head(200, [("Content-Length", "99")])), .close]),
      Wire.answer())
    defer { server.close() }
    #expect(try await ModelBench(server).router.answer(Wire.question).text == Wire.good)
    #expect(server.requests.count == 3)
  }

  @Test func `a redirect is not followed, so the key goes nowhere else`() async throws {
    let other = try Wire.server(Wire.answer())
    let (bad, good) = try servers(.redirect(307, to: other.url("/v1/chat/completions")))
    defer {
      bad.close()
      good.close()
      other.close()
    }
    let bench = ModelBench(bad, then: good)
    #expect(try await bench.router.answer(Wire.question).provider == "b")
    #expect(other.requests.isEmpty)
    #expect(bench.notes.first?.contains("put the address it leads to in 'url'") == true)
  }

  @Test func `all down is one error that names each`() async throws {
    let (bad, worse) = (
      try Wire.server(Wire.error(500, "x")), try Wire.server(Wire.error(401, "y"))
    )
    defer { worse.close() }
    let bench = ModelBench(bad, then: worse)
    let error = await bench.failure()
    #expect(error?.code == .all)
    #expect(
      error?.description == "no model answered: a: it failed (500: x); "
        + "b: the key in KEY is not accepted (401: y); it is not asked again in this run")
    bad.close()
    // Both are known to be down: nobody is asked.
    #expect(await bench.failure()?.code == .all)
    #expect(bad.requests.count == 3 && worse.requests.count == 1)
  }

  @Test func `nobody configured, and a key that is not set`() async throws {
    let none = await ModelBench([]).failure()
    #expect(none?.code == .noModel)
    let server = try Wire.server(Wire.answer())
    defer { server.close() }
    let bench = ModelBench([ModelBench.provider("a", server)], environment: [:])
    #expect(
      await bench.failure()?.description
        == "a: KEY is not set; set it to the key (or KEY_FILE to a file that holds it)")
    #expect(server.requests.isEmpty)
  }
}
