// The starter files: they are the repository's own, they are valid with their examples, and they overwrite nothing.

import Feed
import Foundation
import Models
import Service
import Testing
import Workspace

struct StarterTests {
  private var repository: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
  }

  @Test(arguments: Starter.files.filter { $0.path != ".gitignore" }.map(\.path))
  func `the repository's own file is the starter's`(path: String) throws {
    let own = try String(contentsOfFile: "\(repository)/\(path)", encoding: .utf8)
    #expect(Starter.files.first { $0.path == path }?.text == own)
  }

  @Test func `a new workspace is valid and has no source yet`() throws {
    let folder = try WorkspaceFolder()
    #expect(try Starter.write(to: "\(folder.root)/new/w").allSatisfy(\.isNew))
    let location = WorkspaceLocation(root: "\(folder.root)/new/w")
    let files = try WorkspaceFiles.load(location, environment: [:])
    #expect(files.sources.entries.isEmpty)
    #expect(files.rules.entries.isEmpty)
    var defaults = Settings(timeZone: try #require(TimeZone(identifier: "Europe/Berlin")))
    defaults.digestSchedule = CronSchedule("0 7 * * *")
    #expect(files.settings == defaults)
  }

  @Test func `nothing is overwritten`() throws {
    let folder = try WorkspaceFolder(["gleaner.yaml": "person: Ada"])
    let outcomes = try Starter.write(to: folder.root)
    #expect(outcomes.filter { !$0.isNew }.map(\.path) == ["gleaner.yaml"])
    #expect(try folder.read("gleaner.yaml") == "person: Ada")
    #expect(try Starter.write(to: folder.root).allSatisfy { !$0.isNew })
  }

  @Test func `the examples work once their signs are taken away`() throws {
    let folder = try WorkspaceFolder()
    _ = try Starter.write(to: folder.root)
    try folder.write("", to: "archive/x.xml")
    for path in ["gleaner.yaml", "feeds/feeds.yaml", "rules/rules.yaml"] {
      let lines = try folder.read(path).split(separator: "\n", omittingEmptySubsequences: false)
      let bared = lines.map { line in
        let isExample =
          line.hasPrefix("# - ") || line.hasPrefix("#   ") || line.hasPrefix("# database:")
          || line.hasPrefix("# models:") || line.hasPrefix("# accounts:")
        let isList = line.hasPrefix("#    ") || line.contains("   ") && !line.contains(": ")
        return isExample && !isList && !isKeyList(line) ? String(line.dropFirst(2)) : String(line)
      }
      try folder.write(bared.joined(separator: "\n"), to: path)
    }
    let files = try WorkspaceFiles.load(folder.location, environment: [:])
    #expect(files.sources.entries.count == 7)
    #expect(files.rules.entries.count == 8)
    #expect(files.settings.database?.hasPrefix("postgresql://") == true)
    #expect(files.settings.models.map(\.name) == ["openrouter", "home"])
    #expect(files.settings.accounts.keys.map(\.text) == ["ada@social.example.org"])
  }

  /// The description of a key: `#   name   what it is`.
  private func isKeyList(_ line: Substring) -> Bool {
    line.hasPrefix("#   ") && line.dropFirst(4).contains("  ")
  }

  @Test func `a place that cannot be written is named`() {
    let error = #expect(throws: StarterError.self) { try Starter.write(to: "/proc/nope") }
    #expect(error?.description == "cannot write /proc/nope: the folder cannot be made")
  }
}
