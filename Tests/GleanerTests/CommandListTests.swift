// The list of commands is the source of help and parsing; the README must name the same ones.

import Foundation
import Service
import Testing

@testable import gleaner

struct CommandListTests {
  private static let readme =
    (try? String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "README.md"), encoding: .utf8)) ?? ""

  @Test(arguments: Gleaner.specs.map(\.name))
  func `every command is documented`(name: String) {
    #expect(Self.readme.contains("| `gleaner \(name)` |"))
  }

  @Test func `the README names no command that there is not`() {
    let names = Self.readme.split(separator: "\n").filter { $0.hasPrefix("| `gleaner ") }.map {
      String($0.dropFirst("| `gleaner ".count).prefix { $0 != "`" })
    }
    #expect(names.sorted() == Gleaner.specs.map(\.name).sorted())
  }

  @Test func `servers see the product, its version and where to ask`() {
    #expect(Version.userAgent.hasPrefix("Gleaner/\(Version.number) (+https://"))
  }

  @Test(arguments: Gleaner.specs) func `every page of help says what and how`(spec: CommandSpec)
    throws
  {
    let invocation = try Invocation(
      spec.path + ["--help"], commands: Gleaner.specs, global: Gleaner.globalOptions)
    let page = HelpPage().page(invocation, global: Gleaner.globalOptions)
    #expect(page.contains(spec.summary) && page.contains("usage: gleaner \(spec.name)"))
    for line in page.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
  }
}
