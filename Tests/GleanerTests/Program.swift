// The program as a person meets it: a process, its output, its exit code.

import Foundation
import Testing

/// Runs the program that was built beside this test.
enum Program {
  /// What a process left behind.
  struct Ended: Sendable {
    let code: Int32
    let output: String
    let errors: String
  }

  /// The program, not started yet; of the environment it has a path and what is given here.
  static func process(
    _ arguments: [String], environment: [String: String] = [:], in directory: String = "/"
  ) throws -> Process {
    let beside = try #require(Bundle.main.executableURL).deletingLastPathComponent()
    let process = Process()
    process.executableURL = beside.appendingPathComponent("gleaner")
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    return process
  }

  /// Runs it to its end.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], in directory: String = "/"
  ) throws -> Ended {
    try finish(try process(arguments, environment: environment, in: directory))
  }

  /// Starts a process without input and waits for its end.
  static func finish(_ process: Process) throws -> Ended {
    let (output, errors) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let texts = [output, errors].map { pipe in
      String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
    process.waitUntilExit()
    return Ended(code: process.terminationStatus, output: texts[0], errors: texts[1])
  }
}
