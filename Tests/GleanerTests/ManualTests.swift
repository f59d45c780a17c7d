// The manual page and the completions say what the list of commands says.

import Foundation
import Service
import Testing

@testable import gleaner

struct ManualTests {
  @Test
  func
    `the manual has every command and every option, and no line that man would take for its own`()
  {
    let page = ManualPage.text(Gleaner.specs, global: Gleaner.globalOptions, version: "1.2")
    let lines = page.split(separator: "\n")
    for spec in Gleaner.specs {
      #expect(page.contains(".SS \"gleaner \(spec.name.replacing("-", with: "\\-"))"))
      for option in spec.options {
        #expect(page.contains("\\fB\(option.name.replacing("-", with: "\\-"))\\fR"))
      }
    }
    let known = [".TH", ".SH", ".SS", ".TP", ".PP", ".RS", ".RE", ".B", ".I", ".RB", ".IR"]
    for line in lines where line.hasPrefix(".") {
      #expect(known.contains(String(line.prefix { $0 != " " })), "\(line)")
    }
    #expect(!lines.contains { $0.hasPrefix("'") })
  }

  /// What bash would offer for the last word of a line.
  private func offered(_ words: [String]) throws -> [String] {
    let script = Completions(Gleaner.specs, global: Gleaner.globalOptions).script(for: .bash)
    let asking = """
      \(script)
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _gleaner; printf '%s\\n' "${COMPREPLY[@]}"
      """
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", asking, "bash", "gleaner"] + words
    let ended = try Program.finish(process)
    #expect(ended.errors == "")
    return ended.output.split(separator: "\n").map(String.init)
  }

  @Test(arguments: [
    (["fe"], ["feeds"]), (["feeds", "ad"], ["add"]), (["--dir", "x", "dige"], ["digest"]),
    (["run", "--dry"], ["--dry-run"]), (["feeds", "add", "--ta"], ["--tag"]),
    (["actions", "approve", ""], []), (["nothing", ""], []),
  ])
  func `bash completes commands and options`(words: [String], offers: [String]) throws {
    #expect(try offered(words) == offers)
  }

  @Test func `each shell has a script, and another is refused`() throws {
    for shell in CompletingShell.allCases {
      let ended = try Program.run(["help", "--completions", shell.rawValue])
      #expect(ended.code == 0)
      #expect(ended.output.contains("gleaner"))
    }
    #expect(try Program.run(["help", "--completions", "tcsh"]).code == 2)
  }
}
