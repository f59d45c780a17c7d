// Other programs: their output, and the ends of their patience with us and ours with them.

import Files
import Foundation
import Testing

@Suite struct LimitedProgramTests {
  private func output(_ script: String, limits: ProgramLimits = ProgramLimits()) throws -> String {
    String(
      decoding: try LimitedProgram.output("sh", ["-c", script], limits: limits), as: UTF8.self)
  }

  @Test func `what a program writes comes back, and arguments are no script`() throws {
    #expect(try output("printf 'a b'; echo no >&2") == "a b")
    let words = ["-c", "printf '%s' \"$1\"", "x", "$(id); 'quoted' \"twice\""]
    #expect(
      try String(decoding: LimitedProgram.output("sh", words), as: UTF8.self)
        == "$(id); 'quoted' \"twice\"")
  }

  @Test func `a failure is told in the program's own words`() throws {
    let error = #expect(throws: FileError.self) { try output("echo 'no such font' >&2; exit 3") }
    #expect(error?.message == "no such font")
    #expect(error?.cause == 3)
  }

  @Test func `a program that does not exist is named`() {
    let error = #expect(throws: FileError.self) { try LimitedProgram.output("no-such-program", []) }
    #expect(error?.code == .notFound)
  }

  @Test func `time, output and memory have limits`() throws {
    var limits = ProgramLimits()
    limits.seconds = 1
    let late = #expect(throws: FileError.self) {
      try output("while :; do :; done", limits: limits)
    }
    #expect(late?.code == .failed)
    limits = ProgramLimits()
    limits.outputBytes = 1_000
    let loud = #expect(throws: FileError.self) { try output("yes", limits: limits) }
    #expect(loud?.code == .tooLarge)
    limits.memoryBytes = 16 << 20
    #expect(throws: FileError.self) {
      try LimitedProgram.output(
        "python3", ["-c", "x = bytearray(100 << 20); print(len(x))"], limits: limits)
    }
  }

  @Test func `a program can write no file`() throws {
    #expect(throws: FileError.self) {
      try output("echo x > /tmp/gleaner-limited-program && cat /tmp/x")
    }
  }
}
