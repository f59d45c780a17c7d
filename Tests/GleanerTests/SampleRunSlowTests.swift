// The program as a newcomer meets it: the sample, from notes to a digest, by the real binary; and what a kill in the
// middle of it leaves behind.

import Foundation
import Testing

@Suite(.serialized)
struct SampleRunSlowTests {
  private struct Ended {
    let code: Int32
    let output: String
    let errors: String
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path(percentEncoded: false)

  /// A copy of the sample without the state of earlier runs.
  private func workspace() throws -> String {
    let copy = NSTemporaryDirectory() + "gleaner-sample-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    for name in ["gleaner.yaml", "feeds", "rules", "memory"] {
      try FileManager.default.copyItem(
        atPath: "\(Self.root)/sample/\(name)", toPath: "\(copy)/\(name)")
    }
    return copy
  }

  private func process(_ arguments: [String], in workspace: String) throws -> Process {
    let beside = try #require(Bundle.main.executableURL).deletingLastPathComponent()
    let process = Process()
    process.executableURL = beside.appendingPathComponent("gleaner")
    process.arguments = ["--dir", workspace] + arguments
    let library = ProcessInfo.processInfo.environment["GLEANER_LIB"] ?? "\(Self.root)/var"
    process.environment = ["PATH": "/usr/bin:/bin", "GLEANER_LIB": library]
    return process
  }

  private func gleaner(_ arguments: String..., in workspace: String) throws -> Ended {
    let process = try process(arguments, in: workspace)
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let texts = [output, errors].map {
      String(decoding: $0.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
    process.waitUntilExit()
    return Ended(code: process.terminationStatus, output: texts[0], errors: texts[1])
  }

  @Test func `the sample gives a digest of what Robin likes, and nothing the second time`() throws {
    let workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: workspace) }
    #expect(try gleaner("remember", "\(workspace)/memory", in: workspace).code == 0)
    let first = try gleaner("run", in: workspace)
    #expect(first.code == 0, "\(first.errors)")
    let digest = try digestText(workspace)
    for wanted in ["pgvector", "four-bit weights", "sourdough timetable", "loaded touring"] {
      #expect(digest.contains(wanted), "\(wanted)")
    }
    for unwanted in ["horoscope", "striker", "Crème brûlée"] {
      #expect(!digest.contains(unwanted), "\(unwanted)")
    }
    let second = try gleaner("run", "--json", in: workspace)
    #expect(second.output.contains("\"parsed\":0,\"entries\":0,\"items_added\":0"))
    #expect(second.output.contains("\"embedded\":0") && second.output.contains("\"decided\":0"))
  }

  @Test func `after a kill in the middle the next run goes on, and nothing is doubled`()
    async throws
  {
    let workspace = try workspace()
    defer { try? FileManager.default.removeItem(atPath: workspace) }
    _ = try gleaner("remember", "\(workspace)/memory", in: workspace)
    for stop in [0.15, 0.6, 1.2] {
      let victim = try process(["run"], in: workspace)
      victim.standardOutput = FileHandle.nullDevice
      victim.standardError = FileHandle.nullDevice
      try victim.run()
      try await Task.sleep(for: .seconds(stop))
      kill(victim.processIdentifier, SIGKILL)
      victim.waitUntilExit()
    }
    let end = try gleaner("run", in: workspace)
    #expect(end.code == 0, "\(end.errors)")
    let rows = try gleaner("items", "--json", "--limit", "1000", in: workspace).output
      .split(separator: "\n")
    #expect(rows.count == 93)
    #expect(rows.allSatisfy { $0.contains("\"decision\":\"") && !$0.contains("\"decision\":null") })
  }

  private func digestText(_ workspace: String) throws -> String {
    let folder = "\(workspace)/var/digests"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    let name = try #require(files.first { $0.hasSuffix(".txt") })
    return try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }
}
