// What the tests here share: a router over a scripted server, with a clock that only moves when somebody sleeps.

import Foundation
import HTTP
import Models
import Service
import Synchronization
import TestSupport

/// A provider's key in all tests: what it looks like must never be seen again.
let secret = "sk-or-v1-0123456789abcdefSECRET"

/// A clock whose hand is moved by those who sleep.
final class FakeClock: Sendable {
  static let epoch = Date(timeIntervalSince1970: 1_772_000_000)

  private let state = Mutex((time: Duration.zero, pauses: [Duration]()))
  private let start = ContinuousClock.now
  private let dice: Double

  init(dice: Double = 0.5) {
    self.dice = dice
  }

  /// All pauses, in their order.
  var pauses: [Duration] { state.withLock { $0.pauses } }

  func advance(_ duration: Duration) { state.withLock { $0.time += duration } }

  var timing: Timing {
    Timing(
      now: { self.start + self.state.withLock { $0.time } },
      date: {
        Self.epoch.addingTimeInterval(Double(self.state.withLock { $0.time }.components.seconds))
      },
      sleep: { pause in
        self.state.withLock {
          $0.time += pause
          $0.pauses.append(pause)
        }
      }, dice: { self.dice })
  }
}

/// Routers over one or several scripted servers.
struct ModelBench: Sendable {
  let clock: FakeClock
  let pocket: Pocket
  let router: Router
  private let noted: Notes

  /// What is said of providers that are not asked any more.
  var notes: [String] { noted.lines.withLock { $0 } }

  private final class Notes: Sendable {
    let lines = Mutex<[String]>([])
  }

  init(
    _ providers: [ModelProvider], budget: Budget = Budget(perRun: 10, perDay: 10, perMonth: 10),
    clock: FakeClock = FakeClock(), environment: [String: String] = ["KEY": secret],
    purse: (any Purse)? = nil, addresses: [String: String] = [:]
  ) {
    self.clock = clock
    let (pocket, notes) = (Pocket(budget), Notes())
    (self.pocket, noted) = (pocket, notes)
    var settings = Client.Settings(userAgent: "Gleaner/0 (+https://gleaner.example/)")
    settings.addresses = addresses
    let client = Client(settings)
    let lineup = Lineup(
      providers.map { KeyedProvider($0, environment: environment) }, client: client,
      purse: purse ?? pocket, timing: clock.timing
    ) { line in notes.lines.withLock { $0.append(line) } }
    router = Router(lineup, questions: budget.questions)
  }

  /// A router that asks one server, named "a".
  init(_ server: ScriptedServer, budget: Budget = Budget(perRun: 10, perDay: 10, perMonth: 10)) {
    self.init([Self.provider("a", server)], budget: budget)
  }

  /// One that asks "a", and then "b", which answers well.
  init(_ server: ScriptedServer, then other: ScriptedServer) {
    self.init([Self.provider("a", server), Self.provider("b", other)])
  }

  static func provider(
    _ name: String, _ server: ScriptedServer, timeout: Duration = .seconds(20),
    price: PriceList? = PriceList(input: 1, output: 2), perMinute: Int? = nil
  ) -> ModelProvider {
    ModelProvider(
      name: name, url: server.url("/v1"), model: "tiny", keyName: "KEY", timeout: timeout,
      price: price, perMinute: perMinute)
  }

  /// The error of a question; nil where it was answered.
  func failure(_ request: ChatRequest = Wire.question) async -> ModelError? {
    do {
      _ = try await router.answer(request)
      return nil
    } catch { return error as? ModelError }
  }
}

/// Questions and answers as they are on the wire.
enum Wire {
  static let schema = ChatSchema(
    name: "verdict",
    json: [
      "type": "object", "required": ["verdict", "confidence"], "additionalProperties": false,
      "properties": [
        "verdict": ["type": "string", "enum": ["keep", "skip"]],
        "confidence": ["type": "integer", "minimum": 0, "maximum": 100],
      ],
    ])
  static let question = ChatRequest(
    system: "You judge.", turns: [.user("Is it worth reading?")], schema: schema, maxTokens: 100)
  static let good = #"{"verdict":"keep","confidence":80}"#

  static func completion(
    _ text: String, reason: String = "stop", usage: JSONValue? = nil
  ) -> String {
    let value: JSONValue = [
      "model": "tiny-1", "usage": usage ?? ["prompt_tokens": 1000, "completion_tokens": 50],
      "choices": [
        [
          "finish_reason": .string(reason),
          "message": ["role": "assistant", "content": .string(text)],
        ]
      ],
    ]
    return value.jsonText
  }

  static func answer(_ text: String = good, reason: String = "stop") -> Script {
    json(200, completion(text, reason: reason))
  }

  static func json(_ status: Int, _ text: String, _ headers: [(String, String)] = []) -> Script {
    .answer(status, headers: [("Content-Type", "application/json")] + headers, text)
  }

  static func error(_ status: Int, _ message: String, _ headers: [(String, String)] = []) -> Script
  {
    let body: JSONValue = ["error": ["message": .string(message), "code": .int(status)]]
    return json(status, body.jsonText, headers)
  }

  /// A server that answers as it is told, call by call; the last script stays.
  static func server(_ scripts: Script...) throws -> ScriptedServer {
    let left = Mutex(scripts)
    return try ScriptedServer { _ in
      left.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }
  }
}

extension ScriptedServer {
  /// The bodies of all requests.
  var questions: [JSONValue] {
    requests.compactMap { try? JSONValue(parsing: $0.body) }
  }
}
