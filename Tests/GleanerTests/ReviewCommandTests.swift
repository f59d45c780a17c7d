// `gleaner review` as a person meets it: the real binary, a real terminal, a real database.

import Foundation
import Glibc
import Store
import Testing

struct ReviewCommandTests {
  @Test func `the queue is a list for programs, and an answer takes its item out of it`()
    async throws
  {
    try await ReviewHouse.with { house in
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

  @Test func `every word of a card can be said by number, and taken back`() async throws {
    try await ReviewHouse.with(1) { house in
      for (word, did) in [
        ("like", "liked: Title 1."), ("save", "saved for later reading: Title 1."),
        ("less-source", "less of its source: Title 1."), ("more", "more like it: Title 1."),
      ] {
        let said = try house.gleaner("1", word, "--reason", "so").output
        let undone = try house.gleaner("1", "undo").output
        #expect(said.hasPrefix(did) && undone.hasPrefix("taken back: Title 1"))
      }
      #expect(try await house.verdicts() == ["review by score"])
    }
  }

  @Test(arguments: [
    (
      ["1"], Int32(2),
      "say what of '1': gleaner review 1 keep, skip, later, like, save, more, less-source, less-topic or undo"
    ),
    (["1", "kep"], 2, "did you mean 'keep'?"), (["1", "keep", "x"], 2, "usage: gleaner review"),
    (["--reason", "x"], 2, "--reason belongs to an answer"),
    (["1", "later", "--reason", "x"], 2, "--reason belongs to an answer: 'later' teaches nothing"),
    (["1", "keep", "--limit", "3"], 2, "--limit is for questions"),
    (["--limit", "0"], 2, "not '0'"),
    (["77", "keep"], 1, "no item '77'"), (["https://no.example/", "undo"], 1, "no item"),
    (["1", "keep", "--reason", String(repeating: "x", count: 501)], 2, "at most 500 characters"),
  ])
  func `wrong words change nothing and name the right ones`(
    words: [String], code: Int32, message: String
  ) async throws {
    try await ReviewHouse.with(1) { house in
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
    try await ReviewHouse.with { house in
      let ended = try sitting(
        house, ["?", "o", "w", "", "z", "k for the tables", "s", "u", "l", "k"])
      #expect(ended.code == 0)
      for part in [
        "1 of 3", "Title 1", "A feed · today 07:00", "What number 1 is about.",
        "40 % ± 20 %, borderline: close to “B”", "https://example.org/1",
        "No key 'z'; ? lists them.", "k keeps it, s skips it", "x  less of this source",
        "2 of 3, about 1 minute", "Taken back: Title 2", "3 of 3",
        "2 answered: 2 kept; 1 put off until tomorrow; none waits. The next 'gleaner run' learns from them.",
      ] {
        #expect(ended.output.contains(part), "\(part) is not in \(ended.output)")
      }
      #expect(
        try await house.verdicts() == ["keep by person", "review by score", "keep by person"])
      #expect(
        try await house.database.history(of: 1).contains { event in
          if case .said("keep", _, "for the tables", false) = event.kind { true } else { false }
        })
    }
  }

  @Test(arguments: ["q", "\u{4}", "\u{3}"])
  func `q, the end of the input and Ctrl-C end it, and the answer stays`(end: String) async throws {
    try await ReviewHouse.with { house in
      let ended = try sitting(house, ["s"], end: end == "q" ? "q\n" : end)
      #expect(ended.code == (end == "\u{3}" ? 130 : 0))
      #expect(ended.output.contains("1 answered: 1 skipped; 2 wait."), "\(ended.output)")
      #expect(try await house.verdicts()[0] == "skip by person")
    }
  }

  @Test func `a kill loses no answer`() async throws {
    try await ReviewHouse.with { house in
      _ = try sitting(house, ["s"], end: nil)
      #expect(
        try await house.verdicts() == ["skip by person", "review by score", "review by score"])
    }
  }

  /// Types `lines`, each when the program has asked for it, then `end`; without an end the program is killed at its
  /// next question.
  private func sitting(_ house: ReviewHouse, _ lines: [String], end: String? = "") throws
    -> Program.Ended
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
