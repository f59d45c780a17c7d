// What a compiler cannot keep: files that say what they are for, and words that do not belong.

import Foundation
import Testing

struct FileTests {
  static let swift = Repository.swiftFiles(below: "Sources") + Repository.swiftFiles(below: "Tests")

  @Test func `a file opens with what it is for`() {
    for path in Self.swift {
      #expect(Repository.text(path).hasPrefix("//"), "\(path) does not say what it is for")
    }
  }

  @Test func `a file is about one thing`() {
    for path in Repository.swiftFiles(below: "Sources") {
      let lines = Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 500, "\(path) has \(lines.count) lines")
    }
  }

  @Test func `no name says nothing`() {
    let empty = ["Utils", "Util", "Helpers", "Helper", "Manager", "Common", "Misc"]
    for path in Self.swift {
      let name = URL(filePath: path).deletingPathExtension().lastPathComponent
      #expect(!empty.contains { name.hasSuffix($0) }, "\(path)")
    }
  }

  @Test func `no type bears the name of its module`() {
    for path in Repository.swiftFiles(below: "Sources") {
      let room = Repository.room(of: path)
      let source = Repository.text(path)
      for kind in ["struct", "class", "enum", "actor", "protocol"] {
        #expect(!source.contains("package \(kind) \(room) "), "\(path)")
        #expect(!source.contains("package \(kind) \(room):"), "\(path)")
      }
    }
  }

  @Test func `unchecked promises are made in the tools alone, with a reason above`() {
    for path in Repository.swiftFiles(below: "Sources") {
      let lines = Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() where line.contains("@unchecked Sendable") {
        #expect(RingTests.rings[Repository.room(of: path)] == 1, "\(path):\(index + 1)")
        #expect(index > 0 && lines[index - 1].contains("//"), "\(path):\(index + 1)")
      }
    }
  }

  @Test func `nothing crashes on purpose`() {
    for path in Repository.swiftFiles(below: "Sources") {
      // The name of a network has one of them in it.
      let source = Repository.code(path).replacing("MASTODON", with: "")
      for word in ["fatalError(", "try!", "TODO", "FIXME"] {
        #expect(!source.contains(word), "\(path) has \(word)")
      }
    }
  }
}
