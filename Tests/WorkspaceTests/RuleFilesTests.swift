// A rule that is written down: at the end of its file, and only where all rules together still make sense.

import Service
import Taste
import Testing
import Workspace

struct RuleFilesTests {
  private static let entry = "{name: less, when: {source: \"s\"}, then: {boost: -1.0}}"

  @Test func `the first one makes the folder and the file`() throws {
    let folder = try WorkspaceFolder()
    let added = try RuleFiles(folder.location).add(Self.entry)
    #expect(added.file == "rules/proposed.yaml" && added.position.line == 1)
    #expect(added.rule.name == "less" && added.rule.effect == .boost(-1))
    #expect(try folder.read("rules/proposed.yaml") == "- \(Self.entry)\n")
  }

  @Test func `what is there stays byte for byte`() throws {
    let own = "# mine\r\n- name: mine\r\n  when: {term: x}\r\n  then: keep"
    let folder = try WorkspaceFolder(["rules/proposed.yaml": own, "rules/z.yaml": ""])
    let added = try RuleFiles(folder.location).add(Self.entry)
    #expect(added.position.line == 5)
    #expect(try folder.read("rules/proposed.yaml") == "\(own)\r\n- \(Self.entry)\r\n")
  }

  @Test(arguments: [
    ("rules/a.yaml", "- {name: less, when: {term: x}, then: keep}\n", "has the name"),
    ("rules/z.yaml", "- {name: less, when: {term: x}, then: keep}\n", "has the name"),
    ("rules/a.yaml", "- {name: x\n", "rules/a.yaml"),
    ("rules/proposed.yaml", "[{name: x, when: {term: x}, then: keep}]\n", "by hand"),
    ("rules/proposed.yaml", "name: x\n", "expected a list"),
  ])
  func `what would not be right is refused, and nothing is written`(
    file: String, text: String, reason: String
  ) throws {
    let folder = try WorkspaceFolder([file: text])
    let error = try #require(throws: SettingsError.self) {
      try RuleFiles(folder.location).add(Self.entry)
    }
    #expect("\(error)".contains(reason), "\(error)")
    #expect(try folder.read(file) == text)
    #expect(file == "rules/proposed.yaml" || (try? folder.read("rules/proposed.yaml")) == nil)
  }

  @Test func `what is no rule is refused`() throws {
    let folder = try WorkspaceFolder()
    #expect(throws: SettingsError.self) {
      try RuleFiles(folder.location).add("{name: less, then: keep}")
    }
  }
}
