// Writing: the new bytes or the old ones, nothing left behind.

import Files
import Foundation
import Testing

@Suite struct AtomicFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test(arguments: [0, 1, 5_000_000])
  func `bytes are written whole`(size: Int) throws {
    let path = folder.path + "/digest.html"
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
    try AtomicFile.write(bytes, to: path)
    #expect(try FileBytes.read(path, limit: size) == bytes)
    #expect(try folder.names() == ["digest.html"])
  }

  @Test func `an existing file keeps its permissions`() throws {
    let path = try folder.add("secret", "old")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    try AtomicFile.write("new", to: path)
    #expect(try mode(path) == 0o600)
    #expect(try FileBytes.read(path, limit: 9) == Array("new".utf8))
  }

  @Test func `a new file gets the mode asked for`() throws {
    let path = folder.path + "/key"
    try AtomicFile.write("k", to: path, mode: 0o600)
    #expect(try mode(path) == 0o600)
  }

  @Test func `a symbolic link stays one and its target is replaced`() throws {
    let target = try folder.add("real/rules.yaml", "old")
    let link = folder.path + "/rules.yaml"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    try AtomicFile.write("new", to: link)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
    #expect(try FileBytes.read(target, limit: 9) == Array("new".utf8))
  }

  @Test func `a missing directory and a directory in the way are named`() throws {
    let missing = #expect(throws: FileError.self) {
      try AtomicFile.write("x", to: folder.path + "/none/file")
    }
    #expect(missing?.code == .notFound)
    #expect(missing?.description.hasPrefix("\(folder.path)/none/file: there is no folder") == true)
    let occupied = #expect(throws: FileError.self) { try AtomicFile.write("x", to: folder.path) }
    #expect(occupied?.code == .isDirectory)
    #expect(try folder.names().isEmpty)
  }

  @Test func `a reader sees the old text or the new one, never a part`() async throws {
    let path = try folder.add("profile", String(repeating: "a", count: 100_000))
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for round in 0..<12 {
          let text = String(repeating: round.isMultiple(of: 2) ? "b" : "a", count: 100_000)
          #expect(throws: Never.self) { try AtomicFile.write(text, to: path) }
        }
      }
      group.addTask {
        for _ in 0..<100 {
          let bytes = (try? FileBytes.read(path, limit: 200_000)) ?? []
          #expect(bytes.count == 100_000 && Set(bytes).count == 1)
        }
      }
    }
  }
}
