// Streams: events in any pieces, and a person who sees the text grow.

import Service
import Synchronization
import TestSupport
import Testing

@testable import Models

struct StreamTests {
  private func chunk(_ text: String?, reason: String? = nil, usage: JSONValue? = nil) -> String {
    let value: JSONValue = [
      "model": "tiny-1", "usage": usage ?? .null,
      "choices": usage == nil
        ? [["delta": ["content": .text(text)], "finish_reason": .text(reason)]] : [],
    ]
    return "data: \(value.jsonText)\n\n"
  }

  private func stream(_ pieces: [String], isCut: Bool = false) -> Script {
    .chunked(
      headers: [("Content-Type", "text/event-stream; charset=utf-8")],
      pieces.map { Array($0.utf8) }, isCut: isCut)
  }

  @Test func `comments, pieces, the count at the end and the end`() async throws {
    let usage: JSONValue = ["prompt_tokens": 100, "completion_tokens": 10, "cost": 0.5]
    let server = try Wire.server(
      stream([
        ": OPENROUTER PROCESSING\n\n", chunk(#"{"verdict":"#), chunk(#""keep","#),
        chunk(#""confidence":80}"#), chunk(nil, reason: "stop"), chunk(nil, usage: usage),
        "data: [DONE]\n\n",
      ]))
    defer { server.close() }
    let told = Mutex<[String]>([])
    let answer = try await ModelBench(server).router.answer(Wire.question) { text in
      told.withLock { $0.append(text) }
    }
    #expect(answer.text == Wire.good && answer.cost == 0.5 && answer.model == "tiny-1")
    #expect(told.withLock { $0.last } == Wire.good && told.withLock { $0.count } >= 1)
    #expect(server.questions[0]["stream"] == true)
    #expect(server.questions[0]["stream_options"]?["include_usage"] == true)
  }

  @Test func `an error in a chunk is an error`() async throws {
    let server = try Wire.server(
      stream([
        chunk("{"), #"data: {"error":{"code":402,"message":"x"},"choices":[]}"# + "\n\n",
      ]))
    defer { server.close() }
    await #expect(throws: ModelError.self) {
      try await ModelBench(server).router.answer(Wire.question) { _ in }
    }
  }

  @Test func `a stream that breaks off goes to the next`() async throws {
    let whole = [chunk(Wire.good, reason: "stop"), "data: [DONE]\n\n"]
    for script in [stream([chunk("{")]), stream([chunk("{")], isCut: true)] {
      let (bad, good) = (try Wire.server(script), try Wire.server(stream(whole)))
      defer {
        bad.close()
        good.close()
      }
      let answer = try await ModelBench(bad, then: good).router.answer(Wire.question) { _ in }
      #expect(answer.provider == "b" && answer.text == Wire.good)
    }
  }

  @Test func `a server that streams nothing is read whole`() async throws {
    let server = try Wire.server(Wire.answer())
    defer { server.close() }
    #expect(try await ModelBench(server).router.answer(Wire.question) { _ in }.text == Wire.good)
  }

  @Test(arguments: [
    ("data: a\n\n", ["a"]), ("data:a\r\n\r\n", ["a"]), ("data: a\r\r", ["a"]),
    ("data: a\ndata: b\n\n", ["a\nb"]), (": x\n\ndata: a\n\n", ["a"]),
    ("event: e\nid: 1\ndata: a\n\n", ["a"]), ("data\n\n", [""]), ("data: a", []),
    ("\u{FEFF}data: a\n\n", ["a"]), ("data:  a \n\n", [" a "]), ("\n\n\n", []),
    ("data: a\n\ndata: b\n\n", ["a", "b"]),
  ])
  func `events are cut as the standard says, in whatever pieces`(
    text: String, events: [String]
  ) {
    for size in [1, 2, 3, 100] {
      var parser = ServerEvents()
      var found: [String] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        found += parser.take(rest.prefix(size)).map { String(decoding: $0, as: UTF8.self) }
        rest = rest.dropFirst(size)
      }
      #expect(found == events, "pieces of \(size)")
    }
  }
}
