// Lines fit their width by what they take on a screen, and rows go on below their last column.

import Service
import Testing

struct TextWrapTests {
  @Test(arguments: [
    (
      "  +0.40  what speaks for it is long", 24,
      ["  +0.40  what speaks for", "         it is long"]
    ),
    ("  38 %  +0.40  one two three", 22, ["  38 %  +0.40  one two three"]),
    ("fits", 10, ["fits"]),
    ("  a row of words without columns", 20, ["  a row of words", "  without columns"]),
  ])
  func `a row goes on below its last column`(line: String, width: Int, lines: [String]) {
    let wrapped = TextWrap.row(line, width: width)
    if lines.count > 1 { #expect(wrapped == lines) }
    #expect(wrapped.allSatisfy { TerminalText.width($0) <= width })
  }

  @Test func `wide characters count two columns, and break where there is no space`() {
    let lines = TextWrap.lines("日本語の長い文章です", width: 8)
    #expect(lines == ["日本語の", "長い文章", "です"])
  }

  @Test func `an address stays one`() {
    let address = "https://example.org/a/very/long/path"
    #expect(TextWrap.lines("see \(address)", width: 12) == ["see", address])
  }

  @Test(arguments: [20, 40, 60, 80, 100])
  func `help fits the width that it is given`(columns: Int) throws {
    let commands = [
      CommandSpec(
        ["find"], "Find what was said, by its meaning and by its words", operands: "WORD…",
        operandCount: 1...9, options: [OptionSpec("--limit", "N", "at most this many of all")],
        details: "A paragraph that explains what it is good for, at some length.")
    ]
    let global = [OptionSpec("--help", nil, "show this")]
    let call = try Invocation(["find", "--help"], commands: commands, global: global)
    let pages = [
      HelpPage(columns: columns).page(call, global: global),
      HelpPage(columns: columns).overview(commands, global: global),
    ]
    let longest = pages.joined().split(separator: "\n").map { TerminalText.width(String($0)) }.max()
    #expect((longest ?? 0) <= max(columns, 40))
  }

  @Test(arguments: [([:], 80, false), (["COLUMNS": "60"], 60, true), (["COLUMNS": "x"], 80, false)])
  func `a pipe has an edge where COLUMNS says so`(
    environment: [String: String], columns: Int, hasEdge: Bool
  ) {
    // A descriptor that nobody has is no terminal.
    let terminal = Terminal(descriptor: 9_999, environment: environment)
    #expect(terminal.columns == columns && terminal.hasEdge == hasEdge)
  }
}
