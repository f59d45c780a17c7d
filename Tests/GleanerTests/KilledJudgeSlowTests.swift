// What becomes of questions to a judge when runs are killed: while the server holds its answer back, when the answer is on
// its way, between the answer and the decision, and anywhere else. The server keeps its own books, and those of the
// program may say more than they, never less.

import Foundation
import Glibc
import Postgres
import Service
import Synchronization
import TestSupport
import Testing

@Suite(.serialized)
struct KilledJudgeSlowTests {
  /// `KILLS=100` for the patient.
  private static let kills =
    ProcessInfo.processInfo.environment["KILLS"].flatMap { Int($0) } ?? 40
  private static let now = "2026-01-20T08:00:00Z"
  /// Of one answer, by the price list and the tokens that the server counts.
  private static let charge = 0.0011

  @Test func `a killed run asks nothing twice but what was on its way, and money is never lost`()
    async throws
  {
    let server = try CountingJudge()
    defer { server.close() }
    let sample = try SampleWorkspace()
    defer { sample.remove() }
    try Self.prepare(sample, server)
    let seconds = try Self.peaceful(sample)
    let items = server.asked.count
    #expect(items > 40 && server.asked.values.allSatisfy { $0 == 1 })
    try await Self.check(sample, server, kills: 0)
    var (kills, round) = (0, 0)
    var found = Wreck()
    while kills < Self.kills {
      if round == 0 { try await Self.forget(sample, server) }
      if try await Self.disturbed(sample, server, items: items, seconds: seconds) {
        (kills, round) = (kills + 1, round + 1)
        found.add(try await Self.wreck(sample))
        continue
      }
      try await Self.check(sample, server, kills: round)
      round = 0
    }
    #expect(try sample.gleaner("run", "--until", "decide", "--now", Self.now).code == 0)
    try await Self.check(sample, server, kills: round)
    // Chance has kills miss one window or the other, but not always.
    if kills >= 30 {
      #expect(found.open > 0, "no kill came between a call and its answer")
      #expect(found.unused > 0, "no kill came between an answer and its decision")
    }
  }

  // MARK: The workspace

  /// Every item is to be judged.
  private static func prepare(_ sample: SampleWorkspace, _ server: CountingJudge) throws {
    let settings = URL(fileURLWithPath: "\(sample.path)/gleaner.yaml")
    let more = """

      models:
        - {name: near, url: "\(server.url)", model: tiny, price: {input: 1, output: 2}}
      budget: {per_run: 50, per_day: 500, per_month: 500, questions: 200}

      """
    try Data((String(contentsOf: settings, encoding: .utf8) + more).utf8).write(to: settings)
    try Data("- {name: all, when: {source: \"*\"}, then: judge}\n".utf8)
      .write(to: URL(fileURLWithPath: "\(sample.path)/rules/rules.yaml"))
    #expect(try sample.gleaner("remember", "\(sample.path)/memory").code == 0)
  }

  /// Brings all in, and gives how long it takes to judge it.
  private static func peaceful(_ sample: SampleWorkspace) throws -> Double {
    #expect(try sample.gleaner("run", "--until", "embed", "--now", now).code == 0)
    let start = ContinuousClock.now
    let run = try sample.gleaner("run", "--until", "decide", "--now", now)
    #expect(run.code == 0, "\(run.errors)")
    return (ContinuousClock.now - start) / .seconds(1)
  }

  /// Runs until the end or until it is killed; whether it was.
  private static func disturbed(
    _ sample: SampleWorkspace, _ server: CountingJudge, items: Int, seconds: Double
  ) async throws -> Bool {
    var dice = SystemRandomNumberGenerator()
    let open = max(1, items - server.answered)
    let trap: CountingJudge.Trap? =
      switch Int.random(in: 0..<4, using: &dice) {
      case 0: CountingJudge.Trap(question: .random(in: 1...open, using: &dice), holdsBack: true)
      case 1: CountingJudge.Trap(question: .random(in: 1...open, using: &dice), delay: 0...8)
      // All is answered then, and the decisions are about to be written.
      case 2: CountingJudge.Trap(question: open, delay: 0...120)
      default: nil
      }
    server.set(trap)
    let victim = try sample.start("run", "--until", "decide", "--now", now)
    server.watch(victim.processIdentifier)
    if trap == nil {
      try await Task.sleep(for: .seconds(Double.random(in: 0...1.1 * seconds, using: &dice)))
      if victim.isRunning { kill(victim.processIdentifier, SIGKILL) }
    }
    victim.waitUntilExit()
    server.watch(nil)
    guard victim.terminationReason == .exit else { return true }
    #expect(victim.terminationStatus == 0)
    return false
  }

  // MARK: What is in the database

  /// What a kill left behind.
  private struct Wreck {
    /// Questions without an answer.
    var open = 0
    /// Answers that nothing was made of.
    var unused = 0

    mutating func add(_ other: Wreck) {
      open += other.open
      unused += other.unused
    }
  }

  private static let unused =
    "state = 'answered' AND d.contributions->'judge' IS NULL" as SQL
  private static let questions: SQL = """
    FROM judgements j JOIN LATERAL (
      SELECT contributions, reason FROM decisions WHERE item = j.item ORDER BY id DESC LIMIT 1) d ON true
    """

  private static func wreck(_ sample: SampleWorkspace) async throws -> Wreck {
    try await sample.withPool { pool in
      let rows = try await pool.query(
        """
        SELECT count(*) FILTER (WHERE state = 'asked') AS open, count(*) FILTER (WHERE \(unused)) AS unused
        \(questions)
        """)
      let row = try #require(rows.first)
      return Wreck(
        open: try row.decode("open", as: Int.self), unused: try row.decode("unused", as: Int.self))
    }
  }

  /// After a run that came to its end.
  private static func check(
    _ sample: SampleWorkspace, _ server: CountingJudge, kills: Int
  ) async throws {
    let most = server.asked.values.max() ?? 0
    #expect(most <= min(2, 1 + kills), "after \(kills) kills an item was asked \(most) times")
    // Four questions are under way at a time.
    #expect(server.asked.values.reduce(0) { $0 + $1 - 1 } <= 4 * kills)
    try await sample.withPool { pool in
      let rows = try await pool.query(
        """
        SELECT count(*) FILTER (WHERE state = 'asked') AS open,
          count(*) FILTER (WHERE \(unused)) AS undecided,
          count(*) FILTER (WHERE state <> 'answered' AND d.reason NOT LIKE '%both answers were lost') AS unsaid,
          (SELECT sum(coalesce(s.cost, r.reserved)) FROM spending r
            LEFT JOIN settlements s ON s.spending = r.id) AS spent
        \(questions)
        """)
      let row = try #require(rows.first)
      #expect(try row.decode("open", as: Int.self) == 0)
      #expect(try row.decode("undecided", as: Int.self) == 0)
      #expect(try row.decode("unsaid", as: Int.self) == 0)
      let charged = Double(server.asked.values.reduce(0, +)) * charge
      #expect(try row.decode("spent", as: Double.self) >= charged - 1e-9)
    }
  }

  /// Takes back all that was judged and decided.
  private static func forget(_ sample: SampleWorkspace, _ server: CountingJudge) async throws {
    try await sample.withPool { pool in
      for table in ["judgements", "settlements", "spending", "decisions", "runs"] {
        try await pool.execute("DELETE FROM \(identifier: table)")
      }
    }
    server.forget()
  }
}

/// A model on the loopback that counts its questions by their items, and may kill who asks.
private final class CountingJudge: Sendable {
  /// When to kill: at the question of this number of a run.
  struct Trap {
    var question: Int
    /// Before its answer.
    var holdsBack = false
    /// So many milliseconds after its answer was sent.
    var delay = 0...0
  }

  private struct State {
    var asked: [String: Int] = [:]
    var answered: Set<String> = []
    var trap: Trap?
    var victim: pid_t?
    var count = 0
  }

  private let state: Books
  private let server: ScriptedServer

  private final class Books: Sendable {
    let books = Mutex(State())
  }

  init() throws {
    let state = Books()
    self.state = state
    server = try ScriptedServer { request in Self.answer(request, state) }
  }

  var url: String { server.url("/v1") }
  /// How often each item was asked about.
  var asked: [String: Int] { state.books.withLock { $0.asked } }
  var answered: Int { state.books.withLock { $0.answered.count } }

  func close() { server.close() }
  func set(_ trap: Trap?) { state.books.withLock { ($0.trap, $0.count) = (trap, 0) } }
  func watch(_ victim: pid_t?) { state.books.withLock { $0.victim = victim } }
  func forget() { state.books.withLock { ($0.asked, $0.answered) = ([:], []) } }

  private static func answer(_ request: ReceivedRequest, _ state: Books) -> Script {
    let item = item(of: request)
    let (trap, victim) = state.books.withLock { state -> (Trap?, pid_t?) in
      state.asked[item, default: 0] += 1
      state.count += 1
      return state.trap?.question == state.count ? (state.trap, state.victim) : (nil, nil)
    }
    if let trap, trap.holdsBack, let victim {
      kill(victim, SIGKILL)
      return Script([.close])
    }
    state.books.withLock { _ = $0.answered.insert(item) }
    if let trap, let victim {
      let delay = Double(Int.random(in: trap.delay)) / 1_000
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: 0.001 + delay)
        kill(victim, SIGKILL)
      }
    }
    return Script([.pause(.milliseconds(Int.random(in: 0...30)))] + whole.steps)
  }

  /// What stands below the last heading, without the marks that are drawn anew.
  private static func item(of request: ReceivedRequest) -> String {
    let body = try? JSONValue(parsing: request.body)
    let user = body?["messages"]?.array?.last?["content"]?.string ?? ""
    let lines = user.split(separator: "\n")
    let start = lines.lastIndex { $0 == "The item to judge:" } ?? lines.startIndex
    return lines[start...].filter { !$0.hasPrefix("[") }.joined(separator: "\n")
  }

  private static let whole: Script = {
    let said = #"{"reason":"","verdict":"keep","confidence":71,"topics":[]}"#
    let value: JSONValue = [
      "model": "tiny-1", "usage": ["prompt_tokens": 1000, "completion_tokens": 50],
      "choices": [
        ["finish_reason": "stop", "message": ["role": "assistant", "content": .string(said)]]
      ],
    ]
    return .answer(200, headers: [("Content-Type", "application/json")], value.jsonText)
  }()
}
