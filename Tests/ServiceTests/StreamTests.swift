// Standard output and lines of input, through real pipes.

import Foundation
import Service
import Testing

struct StreamTests {
  @Test func `rows arrive whole and in order`() async throws {
    let pipe = Pipe()
    try await StandardOutput.write(descriptor: pipe.fileHandleForWriting.fileDescriptor) { output in
      try output.line("héllo")
      try output.row(["a": 1])
    }
    try pipe.fileHandleForWriting.close()
    #expect(try pipe.fileHandleForReading.readToEnd() == Data("héllo\n{\"a\":1}\n".utf8))
  }

  @Test func `a reader that went away is an error and no crash`() throws {
    StandardOutput.ignoreBrokenPipes()
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let output = StandardOutput(descriptor: pipe.fileHandleForWriting.fileDescriptor)
    try output.line("x")
    let error = #expect(throws: OutputError.self) { try output.flush() }
    #expect(error?.code == .closed)
  }

  @Test func `a full disk is a failure that says so`() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let output = StandardOutput(descriptor: full.fileDescriptor)
    try output.line("x")
    let error = #expect(throws: OutputError.self) { try output.flush() }
    #expect(error?.description == "cannot write the output: no space left on device")
  }

  private func reader(_ bytes: [UInt8]) throws -> LineReader {
    let path = NSTemporaryDirectory() + "gleaner-lines-\(UUID())"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    return try LineReader(path: path)
  }

  @Test func `lines are cut at LF and CR LF, the last one needs none`() throws {
    var lines = try reader(Array("a\r\n\nb\nc".utf8))
    var found: [String] = []
    while let line = try lines.next() { found.append(String(decoding: line, as: UTF8.self)) }
    #expect(found == ["a", "", "b", "c"])
    #expect(lines.line == 4)
  }

  @Test func `lines longer than the buffer are read whole`() throws {
    let long = [UInt8](repeating: 0x61, count: 700_000)
    var lines = try reader(long + [0x0A] + long)
    #expect(try lines.next() == long)
    #expect(try lines.next() == long)
    #expect(try lines.next() == nil)
  }

  @Test func `a broken row is named with file and line`() throws {
    var lines = try reader(Array("{\"a\":1}\n\n  \n{\"a\" 1}\n".utf8))
    #expect(try lines.nextJSON() == ["a": 1])
    let error = #expect(throws: InputError.self) { try lines.nextJSON() }
    #expect(error?.message == "line 4, column 6: expected ':'")
  }

  @Test func `a missing file is named`() {
    let error = #expect(throws: InputError.self) { _ = try LineReader(path: "/nonexistent") }
    #expect(error?.description == "/nonexistent: no such file or directory")
  }

  @Test func `a wait for input ends when the task is cancelled`() async throws {
    let pipe = Pipe()
    let descriptor = dup(pipe.fileHandleForReading.fileDescriptor)
    let task = Task {
      var lines = LineReader(descriptor: descriptor, name: "pipe")
      return try lines.next()
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    withExtendedLifetime(pipe) {}
  }
}
