// The worker as a service manager meets it: it starts, there is one of it, and it ends when it is told to.

import Foundation
import Testing

@Suite(.serialized)
struct WorkSlowTests {
  private func worker(on sample: SampleWorkspace) throws -> (process: Process, output: Pipe) {
    let process = try sample.process(["work", "--json"])
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    return (process, output)
  }

  /// Reads until a line has this word.
  private func wait(for word: String, in pipe: Pipe) {
    var text = ""
    while !text.contains(word) {
      let data = pipe.fileHandleForReading.availableData
      guard !data.isEmpty else { return }
      text += String(decoding: data, as: UTF8.self)
    }
  }

  @Test(arguments: [(SIGTERM, 0), (SIGINT, 130)] as [(Int32, Int32)])
  func `it passes, refuses a second one, and ends cleanly`(signal: Int32, code: Int32) throws {
    let sample = try SampleWorkspace()
    defer { sample.remove() }
    let (first, output) = try worker(on: sample)
    wait(for: "\"event\":\"pass\"", in: output)
    let (second, refusal) = try worker(on: sample)
    second.waitUntilExit()
    #expect(second.terminationStatus == 1)
    let words = String(
      decoding: refusal.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(words.contains("another 'gleaner work' is at work on this database (gleaner "))
    kill(first.processIdentifier, signal)
    let rest = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    first.waitUntilExit()
    #expect(first.terminationStatus == code)
    #expect(rest.split(separator: "\n").count == 1 && rest.contains("\"event\":\"stopped\""))
  }
}
