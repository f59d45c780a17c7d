// A small web for tests of the pipeline: servers on the loopback, sources that point to them, and a clock that each pull
// moves on.

import Feed
import Foundation
import Pipeline
import Store
import Synchronization
import TestSupport
import Testing

/// Answers each path with one script after the other; the last one stays.
final class Replies: Sendable {
  private let scripts: Mutex<[Script]>

  init(_ scripts: [Script]) {
    self.scripts = Mutex(scripts)
  }

  func next() -> Script {
    scripts.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? .answer(404) }
  }
}

/// A bench with sources on one server.
enum WebBench {
  /// Gives `body` a bench whose one source is answered by these scripts in turn.
  static func with(
    _ scripts: [Script], _ body: (inout Bench, ScriptedServer) async throws -> Void
  ) async throws {
    let replies = Replies(scripts)
    let server = try ScriptedServer { _ in replies.next() }
    defer { server.close() }
    try await Bench.with { bench in
      bench.sources = [Source(address: server.url("/feed"), allowPrivate: true)]
      try await body(&bench, server)
    }
  }
}

extension Bench {
  static let feedBody = feed(bread)

  /// Pulls, and lets so many seconds pass before the next time.
  @discardableResult
  mutating func pull(then seconds: TimeInterval = 86_400) async throws -> RunReport {
    let report = try await run(until: .admit)
    now.addTimeInterval(seconds)
    return report
  }

  /// The row of the first source, or of another.
  func row(_ index: Int = 0) async throws -> StoredSource {
    try await database.stored(sources)[index]
  }

  /// A feed with these headers.
  static func answer(_ headers: [(String, String)] = [], _ body: String = feedBody) -> Script {
    .answer(200, headers: headers, body)
  }
}
