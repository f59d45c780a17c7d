// Where a workspace is found, and where its libraries may be.

import Service
import Testing
import Workspace

struct WorkspaceLocationTests {
  private func find(
    _ option: String?, _ environment: [String: String] = [:], in directory: String
  ) throws -> String {
    try WorkspaceLocation.find(
      option: option, environment: environment, currentDirectory: directory
    ).root
  }

  @Test func `the option comes before the variable, and that before the folders above`() throws {
    let folder = try WorkspaceFolder([
      "gleaner.yaml": "", "deep/er/x": "", "a/gleaner.yaml": "", "b/gleaner.yaml": "",
    ])
    let root = folder.root
    #expect(try find(nil, in: "\(root)/deep/er") == root)
    #expect(try find(nil, ["GLEANER_DIR": ""], in: "\(root)/deep/er/") == root)
    #expect(try find(nil, ["GLEANER_DIR": "\(root)/a"], in: "\(root)/deep") == "\(root)/a")
    #expect(try find("../b/./", ["GLEANER_DIR": "a"], in: "\(root)/deep") == "\(root)/b")
    #expect(try find(nil, in: "\(root)/a") == "\(root)/a")
  }

  @Test func `a folder without settings is refused with the remedy`() throws {
    let folder = try WorkspaceFolder(["x/y": ""])
    let option = #expect(throws: UsageError.self) { try find("x", in: folder.root) }
    #expect(
      option?.message
        == "--dir names 'x', which has no gleaner.yaml; 'gleaner init x' makes one")
    let variable = #expect(throws: UsageError.self) {
      try find(nil, ["GLEANER_DIR": "nope"], in: folder.root)
    }
    #expect(variable?.message.hasPrefix("GLEANER_DIR names 'nope'") == true)
    let nothing = #expect(throws: UsageError.self) { try find(nil, in: "/nonexistent/deep") }
    #expect(nothing?.message.contains("'gleaner init'") == true)
  }

  @Test func `paths of a workspace`() {
    let location = WorkspaceLocation(root: "/w/x/../y/")
    #expect(location.root == "/w/y")
    #expect(location.digests == "/w/y/var/digests")
    #expect(location.cluster == "/w/y/var/postgres")
    #expect(location.relative("/w/y/feeds/a.xml") == "feeds/a.xml")
    #expect(location.relative("/w/yz/a.xml") == "/w/yz/a.xml")
  }

  @Test func `libraries are looked for in three places`() {
    let location = WorkspaceLocation(root: "/w")
    let all = LibraryFolders(
      workspace: location, environment: ["GLEANER_LIB": "../lib"],
      executable: "/repo/bin/gleaner", currentDirectory: "/here")
    #expect(
      all.models(named: "m") == ["/lib/models/m", "/w/var/models/m", "/repo/var/models/m"])
    #expect(
      all.postgres == [
        "/lib/lib", "/lib", "/w/var/lib", "/repo/var/lib",
      ])
    let beside = LibraryFolders(
      workspace: nil, environment: [:], executable: "/repo/bin/gleaner",
      currentDirectory: "/")
    #expect(beside.models(named: "m") == ["/repo/var/models/m"])
    let same = LibraryFolders(
      workspace: WorkspaceLocation(root: "/repo"), environment: [:],
      executable: "/repo/bin/gleaner", currentDirectory: "/")
    #expect(same.postgres == ["/repo/var/lib"])
    #expect(LibraryFolders.existing(["/nonexistent", "/"]) == "/")
  }
}
