// A digest through a real mail server, read by others' libraries: `Benchmarks/delivering.py`, where those are installed.

import Foundation
import Testing

struct DeliverySlowTests {
  /// `PEER_PYTHON`, as for the benchmarks.
  private static let python =
    ProcessInfo.processInfo.environment["PEER_PYTHON"] ?? "/usr/bin/python3"

  private static var hasLibraries: Bool {
    (try? ask(["-c", "import aiosmtpd, feedparser, lxml"]))?.code == 0
  }

  @Test(.enabled(if: hasLibraries, "needs aiosmtpd, feedparser and lxml for PEER_PYTHON"))
  func `a digest arrives as mail and as feeds that others read without a fault`() throws {
    let library =
      ProcessInfo.processInfo.environment["GLEANER_LIB"] ?? "\(SampleWorkspace.root)/var"
    let ended = try Self.ask([
      "\(SampleWorkspace.root)/Benchmarks/delivering.py", "--lib", library, "--gleaner",
      try #require(try Program.process([]).executableURL?.path),
    ])
    #expect(ended.code == 0, "\(ended.output)\(ended.errors)")
    #expect(ended.output.contains("\n0 faults"))
  }

  private static func ask(_ arguments: [String]) throws -> Program.Ended {
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = arguments
    return try Program.finish(process)
  }
}
