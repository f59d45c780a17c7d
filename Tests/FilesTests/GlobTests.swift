// Patterns: what each stands for, in which order, and where it stops.

import Files
import Foundation
import Testing

@Suite struct GlobTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in [
      "b.xml", "a.xml", "a.yaml", ".hidden.xml", "star*.xml", "sub/c.xml", "sub/deep/d.xml",
      "sub/.git/e.xml", "10.xml", "9.xml",
    ] { try folder.add(name) }
  }

  private func expand(_ pattern: String) throws -> [String] {
    try Glob.expand(pattern, relativeTo: folder.path).map {
      String($0.dropFirst(folder.path.count + 1))
    }
  }

  @Test(arguments: [
    ("*.xml", ["10.xml", "9.xml", "a.xml", "b.xml", "star*.xml"]),
    ("?.xml", ["9.xml", "a.xml", "b.xml"]),
    ("[ab].xml", ["a.xml", "b.xml"]),
    ("[!ab].xml", ["9.xml"]),
    ("[0-9]*.xml", ["10.xml", "9.xml"]),
    ("a.*", ["a.xml", "a.yaml"]),
    ("*/c.xml", ["sub/c.xml"]),
    ("s*/d*/*.xml", ["sub/deep/d.xml"]),
    ("sub/**/*.xml", ["sub/c.xml", "sub/deep/d.xml"]),
    ("**/d.xml", ["sub/deep/d.xml"]),
    ("sub/**", ["sub/c.xml", "sub/deep", "sub/deep/d.xml"]),
    (".*.xml", [".hidden.xml"]),
    ("*.pdf", []),
    ("none/*.xml", []),
    ("a.xml/*", []),
    ("sub/../?.xml", ["sub/../9.xml", "sub/../a.xml", "sub/../b.xml"]),
  ])
  func `a pattern gives the sorted paths it stands for`(
    pattern: String, expected: [String]
  ) throws {
    #expect(try expand(pattern) == expected)
  }

  @Test func `a text without magic gives itself, there or not`() throws {
    #expect(try expand("a.xml") == ["a.xml"])
    #expect(try expand("missing.xml") == ["missing.xml"])
    #expect(try Glob.expand("/etc/none", relativeTo: folder.path) == ["/etc/none"])
    #expect(try expand("star\\*.xml") == ["star*.xml"])
  }

  @Test func `an absolute pattern does not look at the base`() throws {
    let found = try Glob.expand(folder.path + "/?.yaml", relativeTo: "/nowhere")
    #expect(found == [folder.path + "/a.yaml"])
  }

  @Test func `two stars do not follow links, so a circle of links ends`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/sub/circle", withDestinationPath: folder.path)
    #expect(try expand("**/d.xml") == ["sub/deep/d.xml"])
  }
}
