// Archives: listed, read one entry at a time, and never more than is allowed.

import Files
import Foundation
import TestSupport
import Testing

@Suite struct ZipArchiveTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ entries: [ZipBytes.Entry]) throws -> String {
    let path = folder.path + "/a.zip"
    try AtomicFile.write(ZipBytes.archive(entries), to: path)
    return path
  }

  @Test func `entries are listed without folders and read one at a time`() throws {
    let archive = try ZipArchive(
      path([
        ZipBytes.Entry("data/", ""), ZipBytes.Entry("data/like.js", "likes"),
        ZipBytes.Entry("Übersicht.txt", "ü"), ZipBytes.Entry("empty", ""),
      ]))
    #expect(archive.entries.map(\.path) == ["data/like.js", "Übersicht.txt", "empty"])
    #expect(
      try archive.entries.map { try archive.read($0) } == [Array("likes".utf8), [0xC3, 0xBC], []])
    #expect(try archive.read(#require(archive.entry("data/like.js")), most: 3) == Array("lik".utf8))
    #expect(archive.entry("like.js") == nil)
  }

  @Test(arguments: ["../up", "/etc/passwd", "a/../../b", "a//b", "./a", "a\\..\\b"])
  func `a name that leads out or is none is refused, and the others are read`(name: String) throws {
    let archive = try ZipArchive(path([ZipBytes.Entry(name, "x"), ZipBytes.Entry("good", "y")]))
    #expect(archive.entries.map(\.path) == ["good"])
    #expect(archive.refused.count == 1)
  }

  @Test func `an encrypted or damaged entry is named, and the others are read`() throws {
    let archive = try ZipArchive(
      path([
        ZipBytes.Entry("secret", [1, 2, 3], isEncrypted: true),
        ZipBytes.Entry("broken", [1, 2, 3], sum: 7), ZipBytes.Entry("good", "y"),
      ]))
    let secret = #expect(throws: FileError.self) { try archive.read(archive.entries[0]) }
    #expect(secret?.code == .denied)
    #expect(secret?.description.contains("a.zip, secret: is encrypted") == true)
    let broken = #expect(throws: FileError.self) { try archive.read(archive.entries[1]) }
    #expect(broken?.code == .invalid)
    #expect(try archive.read(archive.entries[2]) == Array("y".utf8))
  }

  @Test func `what is unpacked has limits: one entry, all entries, their number`() throws {
    let entries = (0..<4).map { ZipBytes.Entry("f\($0)", [UInt8](repeating: 7, count: 100)) }
    let path = try path(entries)
    var limits = ZipLimits()
    limits.entryBytes = 99
    let small = try ZipArchive(path, limits: limits)
    #expect(throws: FileError.self) { try small.read(small.entries[0]) }
    #expect(try small.read(small.entries[0], most: 10).count == 10)
    limits = ZipLimits()
    limits.totalBytes = 250
    let narrow = try ZipArchive(path, limits: limits)
    #expect(try narrow.entries.prefix(2).map { try narrow.read($0).count } == [100, 100])
    let third = #expect(throws: FileError.self) { try narrow.read(narrow.entries[2]) }
    #expect(third?.code == .tooLarge)
    limits.entries = 3
    let many = #expect(throws: FileError.self) { try ZipArchive(path, limits: limits) }
    #expect(many?.code == .tooMany)
  }

  @Test func `no archive, a cut one and a folder are named`() throws {
    let whole = ZipBytes.archive([ZipBytes.Entry("a", "text")])
    for bytes in [[], Array("hello".utf8), Array(whole.prefix(40))] {
      let path = try folder.add("x.zip", String(decoding: bytes, as: UTF8.self))
      let error = #expect(throws: FileError.self) { try ZipArchive(path) }
      #expect(error?.code == .invalid)
    }
    #expect(throws: FileError.self) { try ZipArchive(folder.path) }
    #expect(throws: FileError.self) { try ZipArchive(folder.path + "/none.zip") }
  }
}
