// init, rules check and feeds list as a person meets them: a process, its output, its exit code.

import Foundation
import Testing

struct WorkspaceCommandTests {
  private let root = NSTemporaryDirectory() + "gleaner-commands-\(UUID())"

  private func gleaner(_ arguments: String...) throws -> Program.Ended {
    try Program.run(arguments)
  }

  private func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(root)/\(path)"))
  }

  @Test func `a workspace is made, checked, mended and listed`() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let made = try gleaner("init", root)
    #expect(made.code == 0)
    #expect(made.output.hasPrefix("wrote gleaner.yaml\n"))
    #expect(try gleaner("--dir", root, "rules", "check").output == "0 rules, 0 sources: fine\n")

    try write("- {fed: x}\n- {feed: \"https://a.example/\", tags: b}\n", to: "feeds/mine.yaml")
    let place = "feeds/mine.yaml:1:4: unknown key 'fed'"
    for command in [["rules", "check"], ["feeds", "list"]] {
      let broken = try gleaner("--dir", root, command[0], command[1])
      #expect(broken.code == 2)
      #expect(broken.output.isEmpty)
      #expect(broken.errors.contains(place))
    }
    let json = try gleaner("--dir", root, "rules", "check", "--json")
    #expect(json.code == 2)
    #expect(json.output.hasPrefix("{\"ok\":false,"))

    try write("- {feed: \"https://a.example/\", tags: b}\n", to: "feeds/mine.yaml")
    #expect(
      try gleaner("feeds", "list", "--json", "--dir", root).output
        == "{\"source\":\"https://a.example/\",\"kind\":\"feed\",\"name\":null,\"title\":null,\"tags\":[\"b\"],"
        + "\"allow_private\":false,\"relative_dates\":false,\"paused\":false,\"file\":\"feeds/mine.yaml\",\"line\":1,"
        + "\"next_pull\":null,\"items_a_week\":null}\n"
    )
  }

  @Test func `wrong usage ends with 2 and says what would be right`() throws {
    let nowhere = try gleaner("feeds", "list")
    #expect(nowhere.code == 2)
    #expect(nowhere.errors.contains("'gleaner init'"))
    let typo = try gleaner("fedes")
    #expect(typo.code == 2)
    #expect(typo.errors.contains("did you mean 'feeds'?"))
    #expect(try gleaner("feeds").code == 0)
    #expect(try gleaner("help", "rules").output.contains("rules check"))
  }
}
