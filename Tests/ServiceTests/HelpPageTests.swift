// The help pages, letter for letter.

import Service
import Testing

struct HelpPageTests {
  private let global = [
    OptionSpec("--dir", "DIR", "the workspace"), OptionSpec("--help", nil, "show this"),
  ]
  private let commands = [
    CommandSpec(
      ["feeds", "parse"], "Parse feeds", operands: "FILE…", operandCount: 1...9,
      options: [
        OptionSpec(
          "--batch", nil,
          "read one case from each line of standard input and write one row for each, in order"),
        OptionSpec("--a-very-long-option", "SOMETHING-LONG", "short"),
      ],
      details: """
        A paragraph that is written on
        two lines and is joined, and then it is wrapped at eighty columns again.

          gleaner feeds parse a.xml
          gleaner feeds parse --batch < cases.jsonl
        """),
    CommandSpec(["feeds", "list"], "List sources"),
    CommandSpec(["help"], "Show help", operandCount: 0...2),
  ]

  @Test func `the page of a command`() throws {
    let call = try Invocation(["feeds", "parse", "--help"], commands: commands, global: global)
    #expect(
      HelpPage().page(call, global: global) == """
        Parse feeds.

        usage: gleaner feeds parse [options] FILE…

          --batch    read one case from each line of standard input and write one row
                     for each, in order
          --a-very-long-option SOMETHING-LONG
                     short

          --dir DIR  the workspace
          --help     show this

        A paragraph that is written on two lines and is joined, and then it is wrapped
        at eighty columns again.

          gleaner feeds parse a.xml
          gleaner feeds parse --batch < cases.jsonl

        """)
  }

  @Test func `the page of a group`() throws {
    let call = try Invocation(["feeds"], commands: commands, global: global)
    #expect(
      HelpPage().page(call, global: global) == """
        usage: gleaner feeds COMMAND …

          feeds parse  Parse feeds
          feeds list   List sources

        'gleaner help feeds COMMAND' says more.

        """)
  }

  @Test func `the list of commands`() {
    let page = HelpPage().overview(commands, global: global)
    #expect(
      page.contains("  feeds list   List sources\n  help         Show help\n\n  --dir DIR  the"))
    #expect(page.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }
}
