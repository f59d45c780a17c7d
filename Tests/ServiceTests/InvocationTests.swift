// The command line, word by word.

import FoundationEssentials
import Service
import Testing

struct InvocationTests {
  private enum Shape: String, CaseIterable { case html, text, md }

  private static let commands = [
    CommandSpec(
      ["rank"], "Rank rows",
      options: [
        OptionSpec("--likes", "FILE", "liked"), OptionSpec("--limit", "N", "at most"),
        OptionSpec("--json", nil, "rows"),
      ]),
    CommandSpec(["feeds", "list"], "List sources", options: [OptionSpec("--json", nil, "rows")]),
    CommandSpec(
      ["feeds", "parse"], "Parse files", operands: "FILE…", operandCount: 1...3),
    CommandSpec(["help"], "Help", operands: "[COMMAND]", operandCount: 0...2),
  ]
  private static let global = [
    OptionSpec("--dir", "DIR", "where"), OptionSpec("--help", nil, "help"),
  ]

  private func parse(_ words: String...) throws -> Invocation {
    try Invocation(words, commands: Self.commands, global: Self.global)
  }

  @Test func `options may stand anywhere and in two shapes`() throws {
    let call = try parse("--dir", "w", "rank", "--likes=a=b", "--limit", "-1", "--json")
    #expect(call.command.name == "rank")
    #expect(call.value("--dir") == "w")
    #expect(call.value("--likes") == "a=b")
    #expect(call.value("--limit") == "-1")
    #expect(call.has("--json"))
  }

  @Test func `of an option given several times the last counts, and all are there`() throws {
    let call = try parse("rank", "--likes", "a", "--likes=b")
    #expect(call.value("--likes") == "b" && call.values("--likes") == ["a", "b"])
    #expect(call.values("--limit") == [])
  }

  @Test func `an empty value is a value`() throws {
    #expect(try parse("rank", "--likes=", "--json").value("--likes") == "")
  }

  @Test func `two dashes end the options`() throws {
    #expect(try parse("feeds", "parse", "--", "--json", "-").operands == ["--json", "-"])
    #expect(try parse("feeds", "parse", "-").operands == ["-"])
  }

  @Test func `a group alone shows its commands`() throws {
    let call = try parse("feeds")
    #expect(call.wantsHelp)
    #expect(call.subcommands.map(\.name) == ["feeds list", "feeds parse"])
    #expect(try parse("feeds", "--help").subcommands.count == 2)
  }

  @Test func `no word at all asks for help`() throws {
    #expect(try parse().command.name == "help")
    #expect(try parse("feeds", "parse", "-h").wantsHelp)
  }

  @Test(arguments: [
    (["rnak"], "no command 'rnak', 'gleaner help' lists them; did you mean 'rank'?"),
    (
      ["feeds", "lst"],
      "no command 'feeds lst', expected one of list, parse; did you mean 'list'?"
    ),
    (["rank", "--limt", "3"], "no option '--limt'; did you mean '--limit'?"),
    (["rank", "--likes"], "--likes needs a value: --likes FILE"),
    (["rank", "--likes", "--json"], "--likes needs a value: --likes FILE"),
    (["rank", "--json=1"], "--json takes no value"),
    (["rank", "x"], "'rank' does not take 'x'; usage: gleaner rank"),
    (["feeds", "parse"], "'feeds parse' needs FILE…; usage: gleaner feeds parse FILE…"),
    (
      ["feeds", "parse", "a", "b", "c", "d"],
      "'feeds parse' does not take 'd'; usage: gleaner feeds parse FILE…"
    ),
    (["--"], "no option '--'"), (["-x"], "no option '-x'"),
    (["\u{1B}[2Jx"], "no command 'x', 'gleaner help' lists them"),
  ])
  func `a wrong line says what would be right`(words: [String], message: String) {
    let error = #expect(throws: UsageError.self) {
      try Invocation(words, commands: Self.commands, global: Self.global)
    }
    #expect(error?.description == message)
  }

  @Test func `values are read as what they mean`() throws {
    let call = try parse("rank", "--limit", "7", "--likes", "html,md")
    #expect(try call.number("--limit", in: 1...9) == 7)
    #expect(try call.decimal("--limit", in: 0...10) == 7)
    #expect(try call.choices("--likes", of: Shape.self) == [.html, .md])
    #expect(try call.number("--nothing", in: 1...9) == nil)
    #expect(try parse("rank", "--limit", "2d").duration("--limit") == .seconds(172_800))
    let time = try parse("rank", "--limit", "2026-02-01").time("--limit")
    #expect(time?.timeIntervalSince1970 == 1_769_904_000)
  }

  @Test func `values that mean nothing are refused`() throws {
    let call = try parse("rank", "--limit", "x", "--likes", "html,pdf")
    let number = #expect(throws: UsageError.self) { try call.number("--limit", in: 1...9) }
    #expect(number?.message == "--limit takes a whole number from 1 to 9, not 'x'")
    let choice = #expect(throws: UsageError.self) {
      try call.choices("--likes", of: Shape.self)
    }
    #expect(choice?.message == "--likes takes one or several of html, text, md, not 'html,pdf'")
    let time = #expect(throws: UsageError.self) { try call.time("--limit") }
    #expect(time?.message == "--limit takes a time such as 2026-02-01T07:00:00Z, not 'x'")
  }

  @Test(arguments: [
    ("rnak", "rank"), ("lits", "list"), ("x", nil), ("digset", "digest"), ("", nil),
  ])
  func `the nearest word`(word: String, nearest: String?) {
    #expect(Nearest.word(word, among: ["rank", "list", "digest"]) == nearest)
  }
}
