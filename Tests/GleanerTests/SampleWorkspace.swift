// A copy of the sample and the program run on it, as a newcomer would: a folder, a process, its output, its exit code.

import Foundation
import Testing

/// A sample workspace of a test's own, removed with its state by ``remove()``.
struct SampleWorkspace: Sendable {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path(percentEncoded: false)

  let path = NSTemporaryDirectory() + "gleaner-sample-\(UUID().uuidString)"

  /// A copy without the state of earlier runs.
  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for name in ["gleaner.yaml", "feeds", "rules", "memory"] {
      try FileManager.default.copyItem(
        atPath: "\(Self.root)/sample/\(name)", toPath: "\(path)/\(name)")
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  /// The program on this workspace, not started yet.
  func process(_ arguments: [String]) throws -> Process {
    let library = ProcessInfo.processInfo.environment["GLEANER_LIB"] ?? "\(Self.root)/var"
    return try Program.process(["--dir", path] + arguments, environment: ["GLEANER_LIB": library])
  }

  /// The program started, its output thrown away.
  func start(_ arguments: String...) throws -> Process {
    let process = try process(arguments)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Runs the program to its end.
  func gleaner(_ arguments: String...) throws -> Program.Ended {
    try Program.finish(try process(arguments))
  }

  /// The digests as plain text, oldest first.
  func digests() throws -> [String] {
    let folder = "\(path)/var/digests"
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".txt") }.sorted()
      .map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
  }
}
