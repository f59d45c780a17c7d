// Requests for embeddings to a real server that does what it is told, right and wrong.

import Feed
import HTTP
import Models
import Service
import TestSupport
import Testing

struct EmbeddingsTests {
  private static let texts = ["rye bread", "a rye loaf of bread", "football"]

  private static func embeddings(
    _ server: ScriptedServer, _ pocket: Pocket, dimensions: Int = 16,
    timeout: Duration = .seconds(20)
  ) -> Embeddings {
    let provider = ModelBench.provider("a", server, timeout: timeout)
    let client = Client(Client.Settings(userAgent: "Gleaner/0 (+https://gleaner.example/)"))
    return Embeddings(
      EmbeddingModel(provider, dimensions: dimensions),
      key: KeyedProvider(provider, environment: ["KEY": secret]), client: client, purse: pocket,
      timing: FakeClock().timing)
  }

  private func ask(
    _ server: ScriptedServer,
    _ pocket: Pocket = Pocket(Budget(perRun: 10, perDay: 10, perMonth: 10)),
    timeout: Duration = .seconds(20)
  ) async throws -> [Vector?] {
    guard
      case .vectors(let vectors, _) = try await Self.embeddings(server, pocket, timeout: timeout)
        .request(Self.texts)
    else { return [] }
    return vectors
  }

  @Test func `vectors come in the order of the texts and at length one`() async throws {
    let server = try ScriptedServer { WordVectors.answer(to: $0, dimensions: 16) }
    defer { server.close() }
    let pocket = Pocket(Budget(perRun: 10, perDay: 10, perMonth: 10))
    let vectors = try await ask(server, pocket).compactMap(\.self)
    #expect(vectors.count == 3)
    for (text, vector) in zip(Self.texts, vectors) {
      let wanted = Vector(unit: WordVectors.vector(of: text, dimensions: 16).map { Float($0) })
      #expect(vector.cosine(wanted) > 0.9999)
    }
    let request = try #require(server.requests.first)
    #expect(request.path == "/v1/embeddings")
    #expect(request[header: "Authorization"] == "Bearer \(secret)")
    let body = try JSONValue(parsing: request.body)
    #expect(
      body["dimensions"] == 16 && body["encoding_format"] == "float" && body["model"] == "tiny")
    // Ten tokens at 1 for a million.
    #expect(pocket.spent > 0 && pocket.spent < 0.001)
  }

  @Test func `longer vectors are made shorter to length one`() async throws {
    let server = try ScriptedServer { _ in
      WordVectors.answer((0..<3).map { WordVectors.entry($0, (0..<16).map { _ in .int(5) }) })
    }
    defer { server.close() }
    let vector = try #require(try await ask(server).first ?? nil)
    #expect(abs(vector.cosine(vector) - 1) < 1e-5 && abs(vector.values[0] - 0.25) < 1e-6)
  }

  private static let entries = (0..<3).map { number in
    WordVectors.entry(number, (0..<16).map { .int($0 + number) })
  }

  private static let lies: [(String, Script, ModelError.Code, String)] = [
    ("too few", WordVectors.answer(Array(entries.prefix(2))), .shape, "2 vectors for 3 texts"),
    ("too many", WordVectors.answer(entries + entries), .shape, "6 vectors for 3 texts"),
    (
      "one place twice", WordVectors.answer([entries[0], entries[0], entries[2]]), .shape,
      "cannot be told apart"
    ),
    (
      "a place too far", WordVectors.answer([entries[0], entries[1], WordVectors.entry(7, [])]),
      .shape,
      "cannot be told apart"
    ),
    (
      "another length", WordVectors.answer((0..<3).map { WordVectors.entry($0, [1, 2, 3]) }),
      .settings,
      "3 numbers, expected 16; write 'dimensions: 3'"
    ),
    (
      "Base64", WordVectors.answer((0..<3).map { ["index": .int($0), "embedding": "AAAA"] }),
      .shape,
      "something else than lists"
    ),
    ("a chat", Wire.answer(), .shape, "holds no embeddings"),
    (
      "200 with an error", Wire.json(200, #"{"error":{"message":"busy","code":503}}"#), .server,
      "it failed"
    ),
    ("cut JSON", Wire.json(200, #"{"data":[{"index":0,"embedding":[0.1,"#), .notJSON, "no JSON"),
    ("NaN", Wire.json(200, #"{"data":[{"index":0,"embedding":[NaN]}]}"#), .notJSON, "no JSON"),
    (
      "a page", .answer(200, headers: [("Content-Type", "text/html")], "<html>"), .notJSON,
      "web page"
    ),
    ("401", Wire.error(401, "bad key \(secret)"), .key, "KEY is not accepted"),
    ("402", Wire.error(402, "no credits"), .payment, "no credit left"),
    ("404", Wire.error(404, "no such model"), .settings, "no such address or model"),
    ("429", Wire.error(429, "slow down"), .throttled, "fewer requests"),
    ("500", Wire.error(500, "oops"), .server, "it failed"),
    (
      "too large",
      .open(
        headers: [("Content-Type", "application/json")],
        then: [.forever([UInt8](repeating: 0x20, count: 1 << 20), every: .zero)]), .tooLarge, ""
    ),
  ]

  @Test(arguments: lies.indices)
  func `what is no answer is an error with one clear line`(place: Int) async throws {
    let (name, script, code, words) = Self.lies[place]
    let server = try ScriptedServer { _ in script }
    defer { server.close() }
    let error = await #expect(throws: ModelError.self) { try await ask(server) }
    #expect(error?.code == code, "\(name): \(error?.description ?? "")")
    let line = error?.description ?? ""
    #expect(
      line.contains(words) && !line.contains(secret) && !line.contains("\n"), "\(name): \(line)")
  }

  @Test func `a time-out is an error, and what it may have cost is spent`() async throws {
    let server = try ScriptedServer { _ in Script([.hang]) }
    defer { server.close() }
    let pocket = Pocket(Budget(perRun: 10, perDay: 10, perMonth: 10))
    let error = await #expect(throws: ModelError.self) {
      try await ask(server, pocket, timeout: .milliseconds(300))
    }
    #expect(error?.code == .timeout && pocket.spent > 0)
  }

  @Test func `vectors most of which are nothing are not taken for anything`() async throws {
    let zero = [JSONValue](repeating: 0, count: 16)
    let server = try ScriptedServer { _ in
      WordVectors.answer((0..<3).map { WordVectors.entry($0, zero) })
    }
    defer { server.close() }
    let embeddings = Self.embeddings(server, Pocket(Budget(perRun: 10, perDay: 10, perMonth: 10)))
    guard case .notTaken(let why, _) = try await embeddings.request(Self.texts) else {
      Issue.record("taken")
      return
    }
    #expect(why == "a: most of its vectors are zero or no numbers")
  }

  @Test func `one text without a direction is left out of an answer`() async throws {
    let broken = WordVectors.entry(1, [JSONValue](repeating: .null, count: 16))
    let server = try ScriptedServer { _ in
      WordVectors.answer([Self.entries[0], broken, Self.entries[2]])
    }
    defer { server.close() }
    #expect(try await ask(server).map { $0 != nil } == [true, false, true])
  }

  @Test func `options that are refused by name are left out, for good`() async throws {
    let server = try ScriptedServer { request in
      let body = try? JSONValue(parsing: request.body)
      for option in ["dimensions", "encoding_format"] where body?[option] != nil {
        return Wire.error(400, "Unknown argument: \(option)")
      }
      return WordVectors.answer(to: request, dimensions: 16)
    }
    defer { server.close() }
    let embeddings = Self.embeddings(server, Pocket(Budget(perRun: 10, perDay: 10, perMonth: 10)))
    for _ in 0..<2 { _ = try await embeddings.request(Self.texts) }
    #expect(server.requests.count == 4)
  }

  @Test(arguments: [
    (400, "input 2 is invalid", false), (413, "too large", true), (422, "no", false),
  ])
  func `what is not taken is told apart from what failed`(
    status: Int, words: String, isTooLong: Bool
  ) async throws {
    let server = try Wire.server(Wire.error(status, words))
    defer { server.close() }
    let embeddings = Self.embeddings(server, Pocket(Budget(perRun: 10, perDay: 10, perMonth: 10)))
    // However often: it is the texts that are at fault.
    for _ in 0..<5 {
      guard case .notTaken(_, let found) = try await embeddings.request(Self.texts) else {
        Issue.record("taken")
        continue
      }
      #expect(found == isTooLong)
    }
  }

  @Test func `a trial says what a model gives, and finds one that mixes up its texts`() async throws
  {
    let good = try ScriptedServer { WordVectors.answer(to: $0, dimensions: 16) }
    let mixed = try ScriptedServer { request in
      let texts = WordVectors.texts(request)
      return WordVectors.answer(
        texts.enumerated().map { place, text in
          WordVectors.entry(
            (place + 1) % texts.count,
            WordVectors.vector(of: text, dimensions: 16).map(JSONValue.double))
        })
    }
    defer {
      good.close()
      mixed.close()
    }
    let client = Client(Client.Settings(userAgent: "Gleaner/0 (+https://gleaner.example/)"))
    for (server, isWell) in [(good, true), (mixed, false)] {
      let provider = ModelBench.provider("a", server)
      let trial = try await EmbeddingTrial.run(
        EmbeddingModel(provider, dimensions: 16),
        key: KeyedProvider(provider, environment: ["KEY": secret]), client: client,
        purse: Pocket(.standard))
      #expect((trial.failure == nil) == isWell, "\(trial.failure?.description ?? "")")
      #expect(trial.batch == 96)
    }
  }

  @Test func `a portion is as many texts as fit, cut at a space`() {
    var portion = EmbeddingPortion(dimensions: 512)
    #expect(portion.first(of: [String](repeating: "a", count: 500)).count == 96)
    #expect(
      portion.first(
        of: [String](repeating: String(repeating: "letters ", count: 3_000), count: 500)
      ).count == 14)
    #expect(EmbeddingPortion(dimensions: 4_000).texts == 96)
    portion.bytes = 10
    #expect(
      portion.first(of: ["", " \n", "åäöåäöåäö", "12345678 0123"]) == [
        "-", "-", "åäöåä", "12345678 0",
      ])
    #expect(EmbeddingPortion.cut("123456789 123456789 12", to: 21) == "123456789 123456789")
  }

  @Test func `a space is named by its model and not by who is asked`() {
    let model = { (name: String, version: Int) in
      EmbeddingModel(
        ModelProvider(name: name, url: "https://\(name).example/v1", model: "o/small"),
        dimensions: 512,
        version: version)
    }
    #expect(model("a", 1).space == "o/small@512" && model("b", 1).space == model("a", 1).space)
    #expect(model("a", 2).space == "o/small@512#2")
  }
}
