// `gleaner models` and `gleaner models check`, as a person meets them: a process, an environment, a server.

import Foundation
import Postgres
import Service
import TestSupport
import Testing

struct ModelsCommandTests {
  private static let key = "sk-live-0123456789abcdefSECRET"

  /// A workspace whose settings are these, and the program on it.
  private struct House {
    let root = NSTemporaryDirectory() + "gleaner-models-\(UUID())"

    init(_ settings: String) throws {
      #expect(try Program.run(["init", root]).code == 0)
      try Data(settings.utf8).write(to: URL(fileURLWithPath: "\(root)/gleaner.yaml"))
    }

    func gleaner(_ words: String..., key: String? = ModelsCommandTests.key) throws -> Program.Ended
    {
      let environment = key.map { ["TEST_KEY": $0] } ?? [:]
      return try Program.run(["--dir", root] + words, environment: environment, in: root)
    }

    func end() { try? FileManager.default.removeItem(atPath: root) }
  }

  private static func rows(_ ended: Program.Ended) throws -> [JSONValue] {
    try ended.output.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
  }

  private static func entry(_ name: String, _ server: ScriptedServer) -> String {
    "  - {name: \(name), url: \"\(server.url("/v1"))\", model: tiny, key: TEST_KEY, "
      + "price: {input: 1, output: 2}}\n"
  }

  private static let answer = """
    {"model":"tiny","usage":{"prompt_tokens":30,"completion_tokens":5},"choices":[{"finish_reason":"stop",
    "message":{"content":"{\\"prime\\":true}"}}]}
    """

  /// Answers, streamed where that is asked for.
  private static func good() throws -> ScriptedServer {
    try ScriptedServer { request in
      guard let body = try? JSONValue(parsing: request.body), body["stream"] == true else {
        return .answer(200, headers: [("Content-Type", "application/json")], answer)
      }
      let chunks = [
        #"data: {"choices":[{"delta":{"content":"{\"prime\":"}}]}"# + "\n\n",
        #"data: {"choices":[{"delta":{"content":"true}"},"finish_reason":"stop"}]}"# + "\n\n",
        #"data: {"choices":[],"usage":{"prompt_tokens":30,"completion_tokens":5}}"# + "\n\n",
        "data: [DONE]\n\n",
      ]
      return .chunked(
        headers: [("Content-Type", "text/event-stream")], chunks.map { Array($0.utf8) })
    }
  }

  @Test func `no model is fine, and nothing to check`() throws {
    let house = try House("person: Ada\n")
    defer { house.end() }
    let list = try house.gleaner("models")
    #expect(list.code == 0 && list.output.isEmpty)
    #expect(list.errors.contains("borderline items wait for your review"))
    #expect(try house.gleaner("models", "check").code == 1)
  }

  @Test func `what works says what it can do, and what fails what to do`() throws {
    let (good, bad) = (
      try Self.good(),
      try ScriptedServer { request in
        .answer(
          401, headers: [("Content-Type", "application/json")],
          "{\"error\":{\"message\":\"no: \(request[header: "Authorization"] ?? "")\"}}")
      }
    )
    defer {
      good.close()
      bad.close()
    }
    let house = try House("models:\n" + Self.entry("bad", bad) + Self.entry("good", good))
    defer { house.end() }
    let ended = try house.gleaner("models", "check")
    #expect(ended.code == 0)
    #expect(
      ended.output.contains(
        "ok      good (tiny at 127.0.0.1): streaming, counts tokens, json_schema"))
    #expect(ended.output.contains("ms for an answer, 0.000080 for both"))
    #expect(
      ended.output.contains(
        "failed  bad (tiny at 127.0.0.1): the key in TEST_KEY is not accepted (401: no: Bearer (key))"
      ))
    let rows = try Self.rows(try house.gleaner("models", "check", "--json"))
    #expect(rows.map { $0["ok"] } == [false, true])
    #expect(rows[0]["code"] == "key" && rows[1]["format"] == "json_schema")
    #expect(rows[1]["streaming"] == true && rows[1]["usage"] == true)
    #expect(rows[1]["cost"]?.double.map { abs($0 - 0.000_08) < 1e-12 } == true)
    let only = try house.gleaner("models", "check", "bad")
    #expect(only.code == 1 && !only.output.contains("good"))
    let none = try house.gleaner("models", "check", "goof")
    #expect(none.code == 2 && none.errors.contains("did you mean 'good'?"))
    for text in [ended.output, ended.errors, only.output, "\(rows)"] {
      #expect(!text.contains("0123456789") && !text.contains("SECRET"))
    }
  }

  @Test func `the list says whether keys are there, and asks nobody`() throws {
    let server = try Self.good()
    defer { server.close() }
    let free = "  - {name: home, url: \"http://localhost:1/v1\", model: m}\n"
    let house = try House("models:\n" + Self.entry("far", server) + free)
    defer { house.end() }
    let there = try house.gleaner("models")
    #expect(
      there.output == """
        far: tiny at 127.0.0.1, 1.0 and 2.0 a million tokens, key TEST_KEY present
        home: m at localhost, free, no key

        """)
    let missing = try Self.rows(try house.gleaner("models", "--json", key: nil))
    #expect(missing.map { $0["key_present"] } == [false, false])
    #expect(missing[0]["problem"]?.string?.hasPrefix("TEST_KEY is not set") == true)
    #expect(missing[1]["problem"] == .null && missing[1]["price"] == .null)
    #expect(server.requests.isEmpty)
    #expect(try house.gleaner("models", "check", key: nil).code == 1)
  }

  @Test func `the doctor sees a key that is missing`() throws {
    let house = try House(
      "models:\n  - {name: far, url: \"http://localhost:1/v1\", model: m, key: TEST_KEY}\n")
    defer { house.end() }
    func doctor(_ environment: [String: String]) throws -> String {
      // Nobody listens there, so no server is started for this.
      let nowhere = ["DATABASE_URL": "host=/nowhere dbname=x"]
      return try Program.run(
        ["--dir", house.root, "doctor"], environment: nowhere.merging(environment) { $1 },
        in: house.root
      ).output
    }
    #expect(
      try doctor([:]).contains(
        "wrong  language models: far has no key\n       → TEST_KEY is not set"))
    #expect(try doctor(["TEST_KEY": Self.key]).contains("ok     language models: 1 is configured"))
  }

  @Test func `a budget of 0 asks nobody`() throws {
    let server = try Self.good()
    defer { server.close() }
    let house = try House("models:\n\(Self.entry("a", server))budget: {per_day: 0}\n")
    defer { house.end() }
    let ended = try house.gleaner("models", "check")
    #expect(ended.code == 1 && ended.output.contains("the budget per day is 0"))
    #expect(server.requests.isEmpty)
  }

  @Test func `what a check costs is in the books`() async throws {
    let server = try Self.good()
    defer { server.close() }
    try await TestStore.with { _, pool in
      let name = try await pool.query("SELECT current_database()::text AS name")[0]
        .decode("name", as: String.self)
      let address = try await TestCluster.shared.settings(database: name).address
      let house = try House("models:\n" + Self.entry("a", server))
      defer { house.end() }
      let ended = try Program.run(
        ["--dir", house.root, "models", "check"],
        environment: ["TEST_KEY": Self.key, "DATABASE_URL": address], in: house.root)
      #expect(ended.code == 0)
      let rows = try await pool.query(
        """
        SELECT purpose, provider, reserved > cost AS is_cautious, tokens_in FROM spending
        JOIN settlements ON spending = id
        """)
      #expect(try rows.map { try $0.decode("purpose", as: String.self) } == ["check", "check"])
      #expect(try rows.allSatisfy { try $0.decode("is_cautious", as: Bool.self) })
      #expect(try rows.map { try $0.decode("tokens_in", as: Int.self) } == [30, 30])
    }
  }
}
