// `gleaner judge` from the first look to the answer, on the sample, at a terminal too: what a person sees while they wait,
// and that Ctrl-C in the middle harms nothing.

import Foundation
import Service
import Synchronization
import TestSupport
import Testing

struct JudgeCommandSlowTests {
  private static let now = "2026-01-20T08:00:00Z"
  private static let said =
    #"{"reason":"it says \"the\" \u001b[31m","verdict":"keep","confidence":77,"topics":["a\u202eb"]}"#

  /// Keeps its first answer back for ever; streams the others where that is asked for.
  private static func server() throws -> ScriptedServer {
    let isFirst = Mutex(true)
    return try ScriptedServer { request in
      let hangs = isFirst.withLock { first in
        defer { first = false }
        return first
      }
      if hangs { return Script([.hang]) }
      let body = try? JSONValue(parsing: request.body)
      return body?["stream"] == true ? streamed : whole
    }
  }

  private static let usage: JSONValue = ["prompt_tokens": 900, "completion_tokens": 40]

  private static var whole: Script {
    let value: JSONValue = [
      "model": "tiny-1", "usage": usage,
      "choices": [
        ["finish_reason": "stop", "message": ["role": "assistant", "content": .string(said)]]
      ],
    ]
    return .answer(200, headers: [("Content-Type", "application/json")], value.jsonText)
  }

  private static var streamed: Script {
    let text = Array(said)
    let pieces = stride(from: 0, to: text.count, by: 20).map { start -> JSONValue in
      let piece = String(text[start..<min(start + 20, text.count)])
      return ["choices": [["delta": ["content": .string(piece)]]]]
    }
    let end: JSONValue = [
      "model": "tiny-1", "usage": usage,
      "choices": [["delta": .object([]), "finish_reason": "stop"]],
    ]
    let events = (pieces + [end]).map { "data: \($0.jsonText)\n\n" } + ["data: [DONE]\n\n"]
    return .chunked(
      headers: [("Content-Type", "text/event-stream")], events.map { Array($0.utf8) },
      pause: .milliseconds(20))
  }

  /// A process on a terminal of its own, with what is typed once the server has been asked.
  private func atTerminal(
    _ sample: SampleWorkspace, _ words: [String], _ server: ScriptedServer,
    typing keys: String? = nil
  ) async throws -> Program.Ended {
    let terminal = try PseudoTerminal()
    let process = try sample.process(words)
    process.environment?["TERM"] = "xterm"
    try terminal.start(process)
    if let keys {
      await server.received(1)
      terminal.type(keys)
    }
    let output = terminal.read(until: nil)
    process.waitUntilExit()
    return Program.Ended(code: process.terminationStatus, output: output, errors: "")
  }

  @Test func `a look, a question that is broken off, and one that is answered`() async throws {
    let server = try Self.server()
    defer { server.close() }
    let sample = try SampleWorkspace()
    defer { sample.remove() }
    #expect(try sample.gleaner("remember", "\(sample.path)/memory").code == 0)
    #expect(try sample.gleaner("run", "--until", "decide", "--now", Self.now).code == 0)
    let open = try sample.gleaner("items", "--decision", "review", "--limit", "1", "--json")
    let id = try #require(try JSONValue(parsing: Array(open.output.utf8))["id"]?.int)
    let settings = "\(sample.path)/gleaner.yaml"
    let more =
      "\nmodels:\n  - {name: near, url: \"\(server.url("/v1"))\", model: tiny, timeout: 300s, price: {input: 1, output: 2}}\n"
    try Data((String(contentsOfFile: settings, encoding: .utf8) + more).utf8)
      .write(to: URL(fileURLWithPath: settings))

    let looked = try sample.gleaner("judge", "\(id)", "--now", Self.now)
    #expect(looked.code == 0 && server.requests.isEmpty)
    #expect(looked.output.contains("The item to judge:\n") && looked.output.contains("near (tiny)"))
    #expect(looked.output.contains("'gleaner judge \(id) --ask' asks now."))

    let ask = ["judge", "\(id)", "--ask", "--now", Self.now]
    let broken = try await atTerminal(sample, ask, server, typing: "\u{3}")
    #expect(broken.code == 130 && broken.output.contains("interrupted"), "\(broken.output)")

    let asked = try await atTerminal(sample, ask, server)
    #expect(asked.code == 0 && asked.output.contains("Decided anew."), "\(asked.output)")
    #expect(asked.output.contains(#"{"reason":"it says"#), "the answer is shown as it comes")
    #expect(asked.output.contains("keep, 77 % sure; topics: ab"))
    #expect(!asked.output.contains("\u{1B}[31m") && !asked.output.contains("\u{202E}"))
    #expect(server.requests.count == 2)

    let again = try sample.gleaner("judge", "\(id)", "--ask", "--json", "--now", Self.now)
    let row = try JSONValue(parsing: Array(again.output.utf8))
    #expect(again.code == 0 && row["answer"]?["is_new"] == false && server.requests.count == 2)
    #expect(row["effect"]?["after"]?["decision"] != nil && row["failure"] == .null)
    let listed = try sample.gleaner("items", "--limit", "500", "--now", Self.now)
    #expect(listed.output.contains("the judge: keep, 77 % sure"))
  }
}
