// What becomes of a run that is not left in peace: killed again and again, its database shot under it, another run beside
// it. The measure is always the same: in the end the store and the digest are those of a run that nobody disturbed.

import Foundation
import Postgres
import TestSupport
import Testing

@Suite(.serialized)
struct KilledRunSlowTests {
  /// `KILLS=20` for the impatient.
  private static let kills =
    ProcessInfo.processInfo.environment["KILLS"].flatMap { Int($0) } ?? 200
  private static let now = "2026-01-20T08:00:00Z"

  /// The undisturbed run, once for all tests.
  private static let undisturbed = Once<(outcome: Outcome, seconds: Double)>()

  /// All that a run leaves behind, without the numbers that the database gives out.
  private struct Outcome: Equatable {
    var items: [String] = []
    var probabilities: [Double?] = []
    var counts: [String] = []
    var digests: [String] = []

    /// Sums in another order end in other last bits.
    static func == (left: Outcome, right: Outcome) -> Bool {
      left.items == right.items && left.counts == right.counts && left.digests == right.digests
        && left.probabilities.count == right.probabilities.count
        && zip(left.probabilities, right.probabilities).allSatisfy { one, other in
          one == other || abs((one ?? 2) - (other ?? 4)) < 1e-5
        }
    }
  }

  private func peaceful() async throws -> (outcome: Outcome, seconds: Double) {
    try await Self.undisturbed.get {
      let sample = try SampleWorkspace()
      defer { sample.remove() }
      #expect(try sample.gleaner("remember", "\(sample.path)/memory").code == 0)
      let start = ContinuousClock.now
      let run = try sample.gleaner("run", "--now", Self.now)
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      #expect(run.code == 0, "\(run.errors)")
      return (try await Self.outcome(of: sample), seconds)
    }
  }

  @Test func `after many kills at random moments everything is as if there had been none`()
    async throws
  {
    let (expected, seconds) = try await peaceful()
    let sample = try SampleWorkspace()
    defer { sample.remove() }
    #expect(try sample.gleaner("remember", "\(sample.path)/memory").code == 0)
    var dice = SystemRandomNumberGenerator()
    var kills = 0
    while kills < Self.kills {
      // A run gets as far as it gets; the next goes on. The one that nobody killed in time ends the round.
      let victim = try sample.start("run", "--now", Self.now)
      try await Task.sleep(for: .seconds(Double.random(in: 0...1.1 * seconds, using: &dice)))
      if victim.isRunning, kill(victim.processIdentifier, SIGKILL) == 0 { kills += 1 }
      victim.waitUntilExit()
      guard victim.terminationReason == .exit else { continue }
      #expect(victim.terminationStatus == 0)
      #expect(try await Self.outcome(of: sample) == expected)
      try await Self.forgetRuns(of: sample)
    }
    let last = try sample.gleaner("run", "--now", Self.now)
    #expect(last.code == 0, "\(last.errors)")
    #expect(try await Self.outcome(of: sample) == expected)
  }

  @Test func `kills while notes and likes are read lose and double nothing`() async throws {
    let (expected, _) = try await peaceful()
    let sample = try SampleWorkspace()
    defer { sample.remove() }
    var dice = SystemRandomNumberGenerator()
    for _ in 0..<20 {
      let victim = try sample.start("remember", "\(sample.path)/memory")
      try await Task.sleep(for: .milliseconds(Int.random(in: 0...400, using: &dice)))
      kill(victim.processIdentifier, SIGKILL)
      victim.waitUntilExit()
    }
    #expect(try sample.gleaner("remember", "\(sample.path)/memory").code == 0)
    #expect(try sample.gleaner("run", "--now", Self.now).code == 0)
    #expect(try await Self.outcome(of: sample) == expected)
  }

  @Test(arguments: [SIGKILL, SIGINT])
  func `a server that is killed or stopped under a run is started again, and the run ends well`(
    signal: Int32
  ) async throws {
    let (expected, seconds) = try await peaceful()
    let sample = try SampleWorkspace()
    defer { sample.remove() }
    #expect(try sample.gleaner("remember", "\(sample.path)/memory").code == 0)
    for part in [0.2, 0.4, 0.6, 0.8] {
      let run = try sample.process(["run", "--now", Self.now])
      let errors = Pipe()
      run.standardOutput = FileHandle.nullDevice
      run.standardError = errors
      try run.run()
      try await Task.sleep(for: .seconds(part * seconds))
      if let server = try Self.postmaster(of: sample) { kill(server, signal) }
      let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      run.waitUntilExit()
      #expect(run.terminationStatus == 0, "\(said)")
      #expect(try await Self.outcome(of: sample) == expected)
      try await Self.forgetRuns(of: sample)
    }
  }

  @Test func `three runs at once are one run`() async throws {
    let (expected, _) = try await peaceful()
    let sample = try SampleWorkspace()
    defer { sample.remove() }
    #expect(try sample.gleaner("remember", "\(sample.path)/memory").code == 0)
    for _ in 0..<3 {
      let runs = try (0..<3).map { _ in try sample.start("run", "--now", Self.now) }
      for run in runs {
        run.waitUntilExit()
        #expect(run.terminationStatus == 0)
      }
      #expect(try await Self.outcome(of: sample) == expected)
      try await Self.forgetRuns(of: sample)
    }
  }

  // MARK: what is in the database

  private static func outcome(of sample: SampleWorkspace) async throws -> Outcome {
    var outcome = try await sample.withPool { pool in
      let items = try await pool.query(
        """
        SELECT concat_ws(' | ', s.address, i.external_id, i.title, i.duplicate_of IS NOT NULL, d.n, d.verdict,
          d.stage, d.reason, x.position) AS line, d.probability
        FROM items i JOIN sources s ON s.id = i.source
        LEFT JOIN LATERAL (
          SELECT count(*) AS n, min(verdict) AS verdict, min(stage) AS stage, min(reason) AS reason,
            min(probability) AS probability
          FROM decisions WHERE item = i.id) d ON true
        LEFT JOIN digest_items x ON x.item = i.id
        ORDER BY s.address, i.external_id
        """)
      let counts = try await pool.query(
        """
        SELECT concat_ws(' ', 'passages', (SELECT count(*) FROM passages), 'documents',
          (SELECT count(*) FROM documents), 'labels', (SELECT count(*) FROM feedback), 'profiles',
          (SELECT count(*) FROM profiles), 'digests', (SELECT count(*) FROM digests), 'unwritten',
          (SELECT count(*) FROM digests WHERE written_at IS NULL), 'vectors', (SELECT count(*) FROM vectors)) AS line
        """)
      return Outcome(
        items: try items.map { try $0.decode("line", as: String.self) },
        probabilities: try items.map { try $0.decode("probability", as: Double?.self) },
        counts: try counts.map { try $0.decode("line", as: String.self) })
    }
    outcome.digests = try sample.digests()
    return outcome
  }

  /// Takes back all that runs have done, and keeps what is remembered.
  private static func forgetRuns(of sample: SampleWorkspace) async throws {
    try await sample.withPool { pool in
      for table in [
        "digest_items", "digests", "decisions", "interests", "profiles", "vectors", "items",
        "sources", "runs",
      ] {
        try await pool.execute("DELETE FROM \(identifier: table)")
      }
    }
    try FileManager.default.removeItem(atPath: "\(sample.path)/var/digests")
  }

  /// The process number of the workspace's server; nil when none runs.
  private static func postmaster(of sample: SampleWorkspace) throws -> Int32? {
    try ClusterStatus.of("\(sample.path)/var/postgres").pid
  }
}
