// Reading and mapping: the bytes, and a named error for each thing that can be wrong.

import Files
import Foundation
import Testing

@Suite struct ReadingTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func code(_ body: () throws -> Void) -> FileError.Code? {
    do { try body() } catch { return (error as? FileError)?.code }
    return nil
  }

  @Test(arguments: [0, 1, 300_000])
  func `a file is read to its end`(size: Int) throws {
    let text = String(repeating: "x", count: size)
    let file = try folder.add("a", text)
    #expect(try FileBytes.read(file, limit: size) == Array(text.utf8))
  }

  @Test func `a file of one byte more than the limit is refused`() throws {
    let file = try folder.add("a", "12345")
    #expect(code { _ = try FileBytes.read(file, limit: 4) } == .tooLarge)
  }

  @Test func `an endless device ends at the limit`() {
    #expect(code { _ = try FileBytes.read("/dev/zero", limit: 1 << 20) } == .tooLarge)
  }

  @Test func `what is missing, and what is a directory, is named`() throws {
    let path = folder.path
    #expect(code { _ = try FileBytes.read(path + "/none", limit: 9) } == .notFound)
    #expect(code { _ = try FileBytes.read(path, limit: 9) } == .isDirectory)
    #expect(code { _ = try FileBytes.read("", limit: 9) } == .invalid)
    #expect(code { _ = try FileBytes.read(path + "/a\0b", limit: 9) } == .invalid)
    #expect(code { _ = try MappedFile(path + "/none") } == .notFound)
    #expect(code { _ = try MappedFile(path) } == .isDirectory)
    #expect(code { _ = try MappedFile("/dev/zero") } == .notRegular)
  }

  @Test func `an error is one line with the path`() throws {
    let path = folder.path + "/none"
    let error = #expect(throws: FileError.self) { try FileBytes.read(path, limit: 9) }
    #expect(error?.description == "\(path): there is no such file; check the path")
  }

  @Test func `a file is mapped, and stays so when it is replaced or deleted`() throws {
    let file = try folder.add("weights", "old weights")
    let mapped = try MappedFile(file)
    try AtomicFile.write("new", to: file)
    try FileManager.default.removeItem(atPath: file)
    #expect(mapped.count == 11)
    #expect(mapped.withBytes { String(decoding: $0, as: UTF8.self) } == "old weights")
  }

  @Test func `an empty file maps to no bytes`() throws {
    let mapped = try MappedFile(try folder.add("empty"))
    #expect(mapped.withBytes { $0.isEmpty })
  }

  @Test func `a named pipe that nobody writes to is empty, and holds nobody up`() throws {
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    #expect(try FileBytes.read(path, limit: 9).isEmpty)
  }
}
