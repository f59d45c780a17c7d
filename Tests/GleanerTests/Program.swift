// The program as a person meets it: a process, its output, its exit code.

import Foundation
import Testing

/// Runs the program that was built beside this test.
enum Program {
  struct Ended {
    let code: Int32
    let output: String
    let errors: String
  }

  static func run(_ arguments: [String], in directory: String = "/") throws -> Ended {
    let beside = try #require(Bundle.main.executableURL).deletingLastPathComponent()
    let process = Process()
    process.executableURL = beside.appendingPathComponent("gleaner")
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin"]
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    let (output, errors) = (Pipe(), Pipe())
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
