// `gleaner review` as a person meets it: the real binary, a real terminal, a real database.

import Feed
import Foundation
import Glibc
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct ReviewCommandTests {
  /// A workspace on a database of its own, with items that a score has decided.
  private struct House: Sendable {
    let root: String
    let address: String
    let database: Database

    func process(_ arguments: [String]) throws -> Process {
      try Program.process(
        ["--dir", root] + arguments + ["--now", "2026-01-20T08:00:00Z"],
        environment: ["DATABASE_URL": address, "TERM": "dumb"])
    }

    func gleaner(_ arguments: String...) throws -> Program.Ended {
      try Program.finish(try process(["review"] + arguments))
    }

    func verdicts() async throws -> [String] {
      try await database.items(ItemQuery()).sorted { $0.id < $1.id }.compactMap(\.outcome)
        .map { "\($0.verdict.rawValue) by \($0.stage.rawValue)" }
    }
  }

  private func with(_ count: Int = 3, _ body: (House) async throws -> Void) async throws {
    let root = NSTemporaryDirectory() + "gleaner-review-\(UUID())"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try Data("schedule: {timezone: UTC}\n".utf8).write(
      to: URL(fileURLWithPath: "\(root)/gleaner.yaml"))
    defer { try? FileManager.default.removeItem(atPath: root) }
    try await TestStore.with { database, pool in
      let name = try await pool.query("SELECT current_database()::text AS name")[0]
        .decode("name", as: String.self)
      let address = try await TestCluster.shared.settings(database: name).address
      try await fill(database, count)
      try await body(House(root: root, address: address, database: database))
    }
  }

  private func fill(_ database: Database, _ count: Int) async throws {
    let now = Date(timeIntervalSince1970: 1_768_892_400)
    try await database.sync([Source(address: "feeds/a.xml", name: "A feed")])
    let source = try await database.stored([Source(address: "feeds/a.xml", name: "A feed")])[0]
    let items = (1...max(1, count)).map {
      Item(
        externalID: "\($0)", url: "https://example.org/\($0)", title: "Title \($0)",
        text: "What number \($0) is about.", published: now)
    }
    _ = try await database.admit(
      count == 0 ? [] : items, outcome: PullOutcome(source: source.id, at: now))
    _ = try await database.markDuplicates()
    let texts = try await database.pendingTexts(model: "all-MiniLM-L6-v2", limit: 100)
    let vector = Vector(unit: (0..<384).map { $0 == 0 ? 1 : 0 })
    try await database.write(texts.map { _ in vector }, of: texts, model: "all-MiniLM-L6-v2")
    let basis = DecisionBasis(hash: [1], profile: nil, model: "all-MiniLM-L6-v2")
    let records = try await database.undecidedItems(basis, limit: 100).map {
      DecisionRecord(
        item: $0.id, textHash: $0.textHash,
        decision: Decision(
          verdict: .review, stage: .score, reason: "borderline: close to “B”", probability: 0.4,
          uncertainty: 0.2),
        logOdds: -0.4,
        rationale: Rationale(reasons: [Reason(id: "passage:1", title: "B", share: 0.5)]))
    }
    try await database.append(records, basis: basis, at: now)
  }

  @Test func `the queue is a list for programs, and an answer takes its item out of it`()
    async throws
  {
    try await with { house in
      let rows = try house.gleaner("--json").output.split(separator: "\n")
      #expect(rows.count == 3)
      #expect(rows[0].hasPrefix("{\"position\":1,\"id\":1,"))
      for part in [
        "\"uncertainty\":0.2", "\"asked\":\"borderline\"", "\"why\":[{\"id\":\"passage:1\"",
      ] {
        #expect(rows[0].contains(part))
      }
      #expect(try house.gleaner("--json", "--limit", "2").output.split(separator: "\n").count == 2)
      let kept = try house.gleaner("1", "keep", "--reason", "good \u{1B}[1mtables", "--json")
      #expect(kept.code == 0 && kept.output.contains("\"recorded\":true,\"before\":null"))
      #expect(kept.output.contains("\"reason\":\"you kept it in review: good tables\""))
      #expect(
        try house.gleaner("https://example.org/2", "skip").output.hasPrefix("skipped: Title 2."))
      #expect(try house.gleaner("2", "skip").output == "skipped already: Title 2\n")
      #expect(try house.gleaner("3", "later").output == "put off until tomorrow: Title 3\n")
      #expect(try house.gleaner("1", "later").output.hasPrefix("answered already (kept): Title 1"))
      #expect(
        try await house.verdicts() == ["keep by person", "skip by person", "review by score"])
      let empty = try house.gleaner("--json")
      #expect(empty.code == 0 && empty.output.isEmpty && empty.errors.contains("'gleaner run'"))
      #expect(try house.gleaner("2", "undo").output == "taken back: Title 2, now review\n")
      #expect(
        try house.gleaner().output.hasPrefix("1. Title 2  (A feed)\n   item 2: 40 % ± 20 %, "))
    }
  }

  @Test(arguments: [
    (["1"], Int32(2), "say what of '1': gleaner review 1 keep, skip, later or undo"),
    (["1", "kep"], 2, "did you mean 'keep'?"), (["1", "keep", "x"], 2, "usage: gleaner review"),
    (["--reason", "x"], 2, "--reason belongs to an answer"),
    (["1", "later", "--reason", "x"], 2, "--reason belongs to keep or skip"),
    (["1", "keep", "--limit", "3"], 2, "--limit is for questions"),
    (["--limit", "0"], 2, "not '0'"),
    (["77", "keep"], 1, "no item '77'"), (["https://no.example/", "undo"], 1, "no item"),
    (["1", "keep", "--reason", String(repeating: "x", count: 501)], 2, "at most 500 characters"),
  ])
  func `wrong words change nothing and name the right ones`(
    words: [String], code: Int32, message: String
  ) async throws {
    try await with(1) { house in
      let process = try house.process(["review"] + words)
      let errors = Pipe()
      process.standardError = errors
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      let text = String(
        decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == code && text.contains(message), "\(text)")
      #expect(try await house.verdicts() == ["review by score"])
    }
  }

  @Test func `a sitting at a terminal: answers, undo, help, and an end`() async throws {
    try await with { house in
      let ended = try sitting(
        house, ["?", "o", "w", "", "x", "k for the tables", "s", "u", "l", "k"])
      #expect(ended.code == 0)
      for part in [
        "1 of 3", "Title 1", "A feed, today 07:00", "  What number 1 is about.",
        "40 % ± 20 %, borderline: close to “B”", "https://example.org/1",
        "no key 'x'; ? lists them",
        "2 of 3", "taken back:", "3 of 3",
        "2 answered: 2 kept; 1 put off until tomorrow; none waits. The next 'gleaner run' learns from them.",
      ] {
        #expect(ended.output.contains(part), "\(part) is not in \(ended.output)")
      }
      #expect(
        try await house.verdicts() == ["keep by person", "review by score", "keep by person"])
    }
  }

  @Test(arguments: ["q", "\u{4}", "\u{3}"])
  func `q, the end of the input and Ctrl-C end it, and the answer stays`(end: String) async throws {
    try await with { house in
      let ended = try sitting(house, ["s"], end: end == "q" ? "q\n" : end)
      #expect(ended.code == (end == "\u{3}" ? 130 : 0))
      #expect(ended.output.contains("1 answered: 1 skipped; 2 wait."), "\(ended.output)")
      #expect(try await house.verdicts()[0] == "skip by person")
    }
  }

  @Test func `a kill loses no answer`() async throws {
    try await with { house in
      _ = try sitting(house, ["s"], end: nil)
      #expect(
        try await house.verdicts() == ["skip by person", "review by score", "review by score"])
    }
  }

  /// Types `lines`, each when the program has asked for it, then `end`; without an end the program is killed at its
  /// next question.
  private func sitting(_ house: House, _ lines: [String], end: String? = "") throws -> Program.Ended
  {
    let terminal = try PseudoTerminal()
    let process = try house.process(["review"])
    try terminal.start(process)
    let number = Int32(terminal.read(until: "\n").prefix { $0.isNumber })
    var output = ""
    for line in lines {
      output += terminal.read(until: "> ")
      terminal.type(line + "\n")
    }
    if let end {
      if !end.isEmpty {
        output += terminal.read(until: "> ")
        terminal.type(end)
      }
    } else {
      output += terminal.read(until: "> ")
      kill(try #require(number), SIGKILL)
    }
    output += terminal.read(until: nil)
    process.waitUntilExit()
    return Program.Ended(code: process.terminationStatus, output: output, errors: "")
  }
}
