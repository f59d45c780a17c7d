// Answers that are cut, wrapped or misshapen, and providers that take options in their own way.

import Models
import Service
import TestSupport
import Testing

struct RepairTests {
  @Test(arguments: [
    "```json\n\(Wire.good)\n```", "Sure!\n\(Wire.good)\nAnything else?", " \n\(Wire.good)\n",
    "<think>{maybe}</think>\(Wire.good)",
  ])
  func `JSON is found in what is around it`(text: String) async throws {
    let server = try Wire.server(Wire.answer(text))
    defer { server.close() }
    let answer = try await ModelBench(server).router.answer(Wire.question)
    #expect(answer.text == Wire.good && answer.calls == 1)
  }

  @Test func `a cut answer is asked for once more, with more room`() async throws {
    let server = try Wire.server(
      Wire.answer(#"{"verdict":"ke"#, reason: "length"), Wire.answer())
    defer { server.close() }
    let bench = ModelBench(server)
    let answer = try await bench.router.answer(Wire.question)
    #expect(answer.text == Wire.good && answer.calls == 2 && !answer.isCut)
    #expect(answer.tokens == TokenCount(input: 2000, output: 100))
    #expect(abs(answer.cost - 0.0022) < 1e-12)
    #expect(server.questions.map { $0["max_tokens"] } == [100, 300])
  }

  @Test(arguments: ["length", "stop"]) func `one that stays cut is refused`(
    reason: String
  ) async throws {
    let server = try Wire.server(Wire.answer(#"{"verdict":"keep","confidence":8"#, reason: reason))
    let good = try Wire.server(Wire.answer())
    defer {
      server.close()
      good.close()
    }
    #expect(await ModelBench(server).failure()?.code == .cut)
    #expect(server.requests.count == 2)
    #expect(try await ModelBench(server, then: good).router.answer(Wire.question).provider == "b")
  }

  @Test(arguments: [
    (#"{"verdict":"maybe","confidence":8}"#, #"answer.verdict is none of ["keep","skip"]"#),
    (#"{"verdict":"keep"}"#, "answer lacks 'confidence'"),
    (#"{"verdict":"keep","confidence":101}"#, "answer.confidence is above 100.0"),
    (
      #"{"verdict":"keep","confidence":"8"}"#,
      "answer.confidence is a text, expected integer"
    ),
    (#"{"verdict":"keep","confidence":8,"x":1}"#, "answer has 'x', which is not expected"),
    ("I would keep it.", "there is no JSON object in it"),
  ])
  func `a misshapen answer is told what is wrong, once`(text: String, why: String) async throws {
    let server = try Wire.server(Wire.answer(text), Wire.answer())
    defer { server.close() }
    #expect(try await ModelBench(server).router.answer(Wire.question).text == Wire.good)
    let messages = server.questions.last?["messages"]?.array
    #expect(messages?.last?["content"]?.string?.contains(why) == true)
    #expect(messages?.dropLast().last?["content"]?.string == text)
    // From now on the schema is told in words too.
    #expect(messages?.first?["content"]?.string?.contains("JSON Schema") == true)
    let stubborn = try Wire.server(Wire.answer(text))
    defer { stubborn.close() }
    #expect(await ModelBench(stubborn).failure()?.code == .shape)
    #expect(stubborn.requests.count == 2)
  }

  @Test func `the asker's objection counts instead of the schema's, and is told to the model`()
    async throws
  {
    let (dull, fine) = (#"{"verdict":"maybe","confidence":1}"#, #"{"verdict":"maybe","note":"!"}"#)
    let server = try Wire.server(Wire.answer(dull), Wire.answer("Here: " + fine))
    defer { server.close() }
    let answer = try await ModelBench(server).router.answer(Wire.question) { _ in
    } objection: { json in
      json.contains("!") ? nil : "it is dull"
    }
    #expect(answer.text == fine && answer.calls == 2)
    let last = server.questions.last?["messages"]?.array?.last
    #expect(last?["content"]?.string?.contains("it is dull") == true)
  }

  @Test func `without a schema any text is an answer, and a cut one says so`() async throws {
    let server = try Wire.server(Wire.answer("Once upon", reason: "length"))
    defer { server.close() }
    let answer = try await ModelBench(server).router.answer(
      ChatRequest(turns: [.user("Tell.")], maxTokens: 2))
    #expect(answer.text == "Once upon" && answer.isCut && answer.json == nil)
  }

  @Test func `the form of an answer is asked for as strictly as a provider knows`() async throws {
    let server = try ScriptedServer { request in
      let body = try? JSONValue(parsing: request.body)
      let type = body?["response_format"]?["type"]?.string
      return type == nil
        ? Wire.answer() : Wire.error(400, "response_format \(type ?? "") is not supported")
    }
    defer { server.close() }
    let bench = ModelBench(server)
    _ = try await bench.router.answer(Wire.question)
    let formats = server.questions.map { $0["response_format"]?["type"]?.string }
    #expect(formats == ["json_schema", "json_object", nil])
    #expect(bench.router.lineup.state(at: 0).dialect.format == .plain)
    let system = server.questions.last?["messages"]?.array?.first?["content"]?.string
    #expect(system?.hasPrefix("You judge.\n\nAnswer with one JSON object") == true)
    _ = try await bench.router.answer(Wire.question)
    #expect(server.requests.count == 4)
    #expect(abs(bench.pocket.spent - 0.0022) < 1e-12)
  }

  @Test func `options that a model does not take are left out`() async throws {
    let server = try ScriptedServer { request in
      let body = try? JSONValue(parsing: request.body)
      if body?["max_tokens"] != nil {
        return Wire.error(400, "'max_tokens' is not supported, use 'max_completion_tokens'")
      }
      if body?["temperature"] != nil { return Wire.error(400, "temperature must be 1") }
      return Wire.answer()
    }
    defer { server.close() }
    _ = try await ModelBench(server).router.answer(Wire.question)
    #expect(server.requests.count == 3)
    #expect(server.questions.last?["max_completion_tokens"] == 100)
    #expect(server.questions.last?["response_format"]?["type"] == "json_schema")
  }
}
