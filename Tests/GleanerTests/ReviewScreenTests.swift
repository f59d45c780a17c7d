// The screen of a review as a person meets it: the real binary on a real terminal, its keys, and the terminal after it.

import Foundation
import Glibc
import Postgres
import Store
import Testing

struct ReviewScreenTests {
  /// Somebody before the screen.
  private final class Sitter {
    let terminal: PseudoTerminal
    let process: Process
    let found: [Bool]
    let number: Int32
    var screen = TerminalReplay()

    init(_ house: ReviewHouse, rows: UInt16 = 24, columns: UInt16 = 80, script: String? = nil)
      throws
    {
      terminal = try PseudoTerminal()
      terminal.resize(rows: rows, columns: columns)
      found = terminal.mode
      process = try house.process(["review"], terminal: "xterm-256color")
      if let script {
        try terminal.start(process, script: script)
        number = 0
      } else {
        try terminal.start(process)
        number = Int32(terminal.read(until: "\n").prefix { $0.isNumber }) ?? 0
      }
    }

    /// Waits until the screen has `text`.
    func see(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
      let isSeen = terminal.read(into: &screen) { $0.isFull && $0.text.contains(text) }
      #expect(
        isSeen, "\(text) is not in:\n\(screen.text)\n\(screen.normal)",
        sourceLocation: sourceLocation)
    }

    /// Types keys and waits for what they bring.
    func type(
      _ keys: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
      terminal.type(keys)
      see(text, sourceLocation: sourceLocation)
    }

    /// Reads to the end; gives the exit code.
    func end() -> Int32 {
      _ = terminal.read(into: &screen) { _ in false }
      if number > 0, process.isRunning, screen.isFull { kill(number, SIGKILL) }
      process.waitUntilExit()
      return process.terminationStatus
    }

    /// Whether the terminal is as it was found.
    var isAsFound: Bool { screen.isAsFound && terminal.mode == found }
  }

  @Test func `one key answers a card, undo takes it back, and the summary stays`() async throws {
    try await ReviewHouse.with { house in
      let sitter = try Sitter(house)
      sitter.see("1 of 3, about 1 minute")
      sitter.see("What number 1 is about.")
      #expect(sitter.terminal.mode[0...2] == [false, false, true])
      sitter.type("k", "2 of 3")
      sitter.see("Kept.")
      sitter.type("s", "3 of 3")
      sitter.type("u", "Taken back: Title 2")
      sitter.type("l", "3 of 3")
      sitter.type("w", "Why it is asked")
      sitter.type("a", "Done for now")
      sitter.terminal.type("q")
      #expect(sitter.end() == 0)
      #expect(sitter.isAsFound)
      #expect(
        sitter.screen.normal.contains(
          "2 answered: 1 kept, 1 liked; 1 put off until tomorrow; none waits."),
        "\(sitter.screen.normal)")
      #expect(
        try await house.verdicts() == ["keep by person", "review by score", "keep by person"])
    }
  }

  @Test func `undo goes back to what was said before, on another day too`() async throws {
    try await ReviewHouse.with(2) { house in
      let first = try Sitter(house)
      first.see("1 of 2")
      first.type("x", "2 of 2")
      first.terminal.type("q")
      #expect(first.end() == 0)
      #expect(
        first.screen.normal.contains("- {name: \"less of A feed\", when: {source: \"feeds/a.xml\"}")
      )
      let second = try Sitter(house)
      second.see("1 of 1")
      second.type("u", "Taken back: Title 1")
      second.see("1 of 2")
      second.terminal.type("\u{1B}[B?")
      second.see("write a reason")
      second.terminal.type("q")
      #expect(second.end() == 0)
      #expect(!second.screen.normal.contains("rules/"))
      #expect(second.screen.normal.contains("Nothing answered; 2 wait."))
      #expect(try await house.verdicts() == ["review by score", "review by score"])
    }
  }

  @Test func `a reason is written first, a paste answers nothing, nor does a key in a burst`()
    async throws
  {
    try await ReviewHouse.with { house in
      let sitter = try Sitter(house)
      sitter.see("1 of 3")
      sitter.type("r", "Reason:")
      sitter.type("good tables\r", "Reason for the answer that follows: good tables")
      sitter.terminal.type("\u{1B}[200~kkk\u{1B}[201~")
      sitter.type("kkkkk", "2 of 3")
      sitter.type("?", "this list")
      sitter.terminal.type("q")
      #expect(sitter.end() == 0)
      #expect(
        try await house.verdicts() == ["keep by person", "review by score", "review by score"])
      let reason = try await house.database.item(1)?.outcome?.reason
      #expect(reason == "you kept it in review: good tables")
    }
  }

  @Test(
    arguments: [
      (SIGINT, 130), (SIGTERM, 130), (SIGHUP, SIGHUP), (SIGQUIT, SIGQUIT), (SIGABRT, SIGABRT),
    ]
      as [(Int32, Int32)])
  func `whatever ends it, the terminal is as it was, and the answer stays`(
    signal: Int32, code: Int32
  ) async throws {
    try await ReviewHouse.with { house in
      let sitter = try Sitter(house)
      sitter.see("1 of 3")
      sitter.type("s", "2 of 3")
      if signal == SIGINT {
        sitter.terminal.type("\u{3}")
      } else {
        kill(sitter.number, signal)
      }
      #expect(sitter.end() == code)
      #expect(sitter.isAsFound, "\(sitter.screen.modes) \(sitter.terminal.mode)")
      if code == 130 { #expect(sitter.screen.normal.contains("1 answered: 1 skipped; 2 wait.")) }
      #expect(try await house.verdicts()[0] == "skip by person")
    }
  }

  @Test func `an error leaves the terminal as it was, and says what it is`() async throws {
    try await ReviewHouse.with { house in
      let sitter = try Sitter(house)
      sitter.see("1 of 3")
      try await house.pool.execute("ALTER TABLE review_steps RENAME TO elsewhere")
      sitter.terminal.type("k")
      #expect(sitter.end() == 1)
      #expect(sitter.isAsFound)
      #expect(sitter.screen.normal.contains("gleaner: "), "\(sitter.screen.normal)")
    }
  }

  @Test func `a database that goes away for a moment costs a moment`() async throws {
    try await ReviewHouse.with { house in
      let sitter = try Sitter(house)
      sitter.see("1 of 3")
      try await house.pool.execute(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name LIKE 'gleaner %' AND datname = current_database() AND pid <> pg_backend_pid()
        """)
      sitter.type("k", "2 of 3")
      sitter.terminal.type("q")
      #expect(sitter.end() == 0 && sitter.isAsFound)
      #expect(try await house.verdicts()[0] == "keep by person")
    }
  }

  @Test func `another size is drawn anew`() async throws {
    try await ReviewHouse.with { house in
      let sitter = try Sitter(house)
      sitter.see("? keys  q quit")
      sitter.terminal.resize(rows: 10, columns: 40)
      sitter.see("k keep  s skip  l later  u undo  ? keys")
      #expect(sitter.screen.rows.count <= 10)
      sitter.terminal.resize(rows: 40, columns: 150)
      sitter.see("t less of this topic")
      sitter.type("s", "2 of 3")
      sitter.terminal.type("q")
      #expect(sitter.end() == 0 && sitter.isAsFound)
    }
  }

  @Test func `Ctrl-Z gives the terminal to the shell, and fg takes it again`() async throws {
    try await ReviewHouse.with { house in
      let sitter = try Sitter(
        house, script: "set -m; \"$0\" \"$@\"; echo \"stopped $?\"; stty -a; fg; echo \"ended $?\"")
      sitter.see("1 of 3")
      sitter.terminal.type("\u{1A}")
      let isStopped = sitter.terminal.read(into: &sitter.screen) {
        $0.normal.contains("stopped 148") && $0.normal.contains(" icanon")
      }
      #expect(isStopped && !sitter.screen.normal.contains("-icanon"), "\(sitter.screen.normal)")
      sitter.see("1 of 3")
      sitter.type("k", "2 of 3")
      sitter.terminal.type("q")
      #expect(sitter.end() == 0)
      #expect(sitter.isAsFound)
      #expect(sitter.screen.normal.contains("1 answered: 1 kept; 2 wait."))
      #expect(sitter.screen.normal.contains("ended 0"))
    }
  }

  @Test func `a stop that no shell could end does not stop it`() async throws {
    try await ReviewHouse.with { house in
      let sitter = try Sitter(house)
      sitter.see("1 of 3")
      sitter.terminal.type("\u{1A}")
      // What is typed before it is back is the shell's.
      let isBack = sitter.terminal.read(into: &sitter.screen) {
        $0.entries == 2 && $0.text.contains("1 of 3")
      }
      #expect(isBack)
      sitter.type("k", "2 of 3")
      sitter.terminal.type("q")
      #expect(sitter.end() == 0 && sitter.isAsFound)
    }
  }

  @Test func `where nothing waits, no screen is shown`() async throws {
    try await ReviewHouse.with { house in
      for item in 1...3 { _ = try house.gleaner("\(item)", "keep") }
      let sitter = try Sitter(house)
      #expect(sitter.end() == 0)
      #expect(sitter.screen.frames == 0 && sitter.screen.normal.contains("Nothing to ask"))
    }
  }
}
