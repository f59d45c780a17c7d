// Documentation that nobody checks will lie: the maps name the rooms that there are, and decisions are numbered.

import Foundation
import Testing

struct DocumentationTests {
  @Test(arguments: ["README.md", "docs/architecture.md"])
  func `the map names every room`(page: String) {
    let text = Repository.text(page)
    for room in Repository.rooms { #expect(text.contains("`\(room)`"), "\(page) lacks \(room)") }
  }

  @Test func `the manifest and the folders agree`() {
    let manifest = Repository.text("Package.swift")
    for room in Repository.rooms { #expect(manifest.contains("\"\(room)\""), "\(room)") }
  }

  @Test func `decisions are numbered without a gap and fit a page`() throws {
    let folder = Repository.root.appending(path: "docs/decisions").path(percentEncoded: false)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    for (index, file) in files.enumerated() {
      #expect(Int(file.prefix(4)) == index + 1, "\(file)")
      let text = Repository.text("docs/decisions/\(file)")
      #expect(text.split(separator: "\n").count <= 60, "\(file)")
      for part in ["## Context", "## Choice", "## Consequences"] {
        #expect(text.contains(part), "\(file) lacks \(part)")
      }
    }
  }
}
