// The log and progress, drawn into memory under a clock of our own.

import Foundation
import Service
import Synchronization
import Testing

struct ConsoleTests {
  /// What was written, and the time that it is.
  private final class Stage: Sendable {
    let written = Mutex("")
    let now = Mutex(Duration.zero)

    func console(_ terminal: Terminal) -> StandardError {
      StandardError(terminal: terminal) { bytes in
        self.written.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
      }
    }

    var text: String { written.withLock { $0 } }
    func pass(_ duration: Duration) { now.withLock { $0 += duration } }
    var time: Duration { now.withLock { $0 } }
  }

  private let tty = Terminal(isInteractive: true, canRedraw: true, hasColor: false, columns: 60)
  private let start = Date(timeIntervalSince1970: 0)

  @Test func `a log in a file carries time, level and fields`() {
    let stage = Stage()
    let log = Log(to: stage.console(.none)) { [start] in start }
    log.debug("unseen")
    log.warning("feed \u{1B}[1m failed", ["source": "http://x/ y", "tries": 3, "kind": "dns"])
    #expect(
      stage.text == "1970-01-01T00:00:00Z warning feed \\u{1B}[1m failed "
        + "source=\"http://x/ y\" tries=3 kind=dns\n")
  }

  @Test func `a log of JSON lines`() {
    let stage = Stage()
    let log = Log(level: .debug, format: .json, to: stage.console(.none)) { [start] in start }
    log.debug("a \"b\"", ["n": 1])
    #expect(
      stage.text
        == #"{"time":"1970-01-01T00:00:00Z","level":"debug","message":"a \"b\"","n":1}"# + "\n")
  }

  @Test func `the environment chooses level and format`() throws {
    let console = Stage().console(.none)
    let log = try Log(choice: "debug,json", to: console) { [start] in start }
    #expect(log.level == .debug)
    #expect(log.format == .json)
    let error = #expect(throws: UsageError.self) {
      try Log(choice: "loud", to: console) { [start] in start }
    }
    #expect(
      error?.message
        == "GLEANER_LOG says 'loud', expected debug, info, warning, error, text, json")
  }

  @Test func `a log on a terminal is for reading`() {
    let stage = Stage()
    let log = Log(to: stage.console(tty)) { [start] in start }
    log.info("hello")
    log.error("bad")
    #expect(stage.text == "hello\nerror: bad\n")
  }

  @Test func `a bar is drawn over itself, and a line of the log above it`() {
    let stage = Stage()
    let console = stage.console(tty)
    let progress = Progress("Embedding", total: 10, unit: "item", on: console) { stage.time }
    stage.pass(.seconds(1))
    progress.advance(by: 5)
    stage.pass(.milliseconds(10))
    progress.advance()
    console.line("note")
    progress.finish()
    let bar = "Embedding  [#####-----]  50%  5 of 10 items  5.0/s  ETA 1s"
    #expect(
      stage.text
        == "\r\(bar)\u{1B}[K" + "\r\u{1B}[Knote\n\(bar)" + "\r\u{1B}[K"
        + "Embedding: 6 items of 10 in 1s\n")
  }

  @Test func `elsewhere there is a line now and then`() {
    let stage = Stage()
    let progress = Progress("Pulling", total: 100, unit: "feed", on: stage.console(.none)) {
      stage.time
    }
    for _ in 0..<100 {
      stage.pass(.milliseconds(250))
      progress.advance()
    }
    progress.finish()
    progress.finish()
    progress.advance()
    #expect(
      stage.text == """
        Pulling: 40 of 100 feeds, 4.0/s, 15s left
        Pulling: 80 of 100 feeds, 4.0/s, 5s left
        Pulling: 100 feeds in 25s

        """)
  }

  @Test func `many tasks may advance at once`() async {
    let stage = Stage()
    let progress = Progress("Work", on: stage.console(.none)) { .seconds(1) }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { for _ in 0..<1_000 { progress.advance() } } }
    }
    progress.finish()
    #expect(stage.text == "Work: 8000 in 1s\n")
  }

  @Test(arguments: [20, 30, 40, 60, 100, 200])
  func `a bar never fills its line`(columns: Int) {
    var meter = ProgressMeter("Embedding", total: 2_000, unit: "item")
    meter.note = "\u{1B}[2J日本語 a long note about what is being done just now, and longer"
    meter.advance(by: 1_234)
    let bar = meter.bar(after: .seconds(61), columns: columns)
    #expect(TerminalText.width(bar) < columns)
    #expect(!bar.contains("\u{1B}"))
  }

  @Test func `dumb terminals and NO_COLOR are heard`() {
    // A test's standard input is no terminal here; what matters is that nothing is drawn.
    let none = Terminal(descriptor: -1, environment: ["TERM": "xterm"])
    #expect(none == .none)
    let stage = Stage()
    stage.console(.none).setStatus("x")
    #expect(stage.text.isEmpty)
  }
}
