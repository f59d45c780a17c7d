// `gleaner evaluate` and `gleaner profile tune` as a person meets them: the real binary, a real database.

import Foundation
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct EvaluateCommandTests {
  private struct House: Sendable {
    let root: String
    let address: String
    let database: Database

    func gleaner(_ arguments: String...) throws -> Program.Ended {
      try Program.finish(
        try Program.process(
          ["--dir", root] + arguments + ["--now", "2026-03-01T08:00:00Z"],
          environment: ["DATABASE_URL": address, "TERM": "dumb"]))
    }
  }

  private func with(_ body: (House) async throws -> Void) async throws {
    let root = NSTemporaryDirectory() + "gleaner-evaluate-\(UUID())"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try Data("schedule: {timezone: UTC}\nperson: Robin\n".utf8).write(
      to: URL(fileURLWithPath: "\(root)/gleaner.yaml"))
    defer { try? FileManager.default.removeItem(atPath: root) }
    try await TestStore.with { database, pool in
      let name = try await pool.query("SELECT current_database()::text AS name")[0]
        .decode("name", as: String.self)
      let address = try await TestCluster.shared.settings(database: name).address
      try await body(House(root: root, address: address, database: database))
    }
  }

  @Test func `an empty past says what is needed, and is no failure`() async throws {
    try await with { house in
      let ended = try house.gleaner("evaluate")
      #expect(ended.code == 0 && ended.output.isEmpty)
      #expect(
        ended.errors.contains("Nothing to measure yet") && ended.errors.contains("gleaner run"))
      let tuned = try house.gleaner("profile", "tune", "--json")
      #expect(tuned.code == 0 && tuned.errors.contains("'gleaner run' makes one"))
      #expect(tuned.output.contains("\"lack\":\"there is no profile"))
      let told = try house.gleaner("evaluate", "--json")
      #expect(told.code == 0 && told.output.hasPrefix("{\"lack\":\"nothing is decided yet"))
      let path = "\(house.root)/none.html"
      #expect(try house.gleaner("evaluate", "--html", path).code == 1)
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test func `the past as lines, as an object and as a page`() async throws {
    try await with { house in
      try await AnsweredPast(house.database).fill(count: 80, answers: 60)
      let told = try house.gleaner("evaluate")
      #expect(told.code == 0, "\(told.errors)")
      #expect(told.output.hasPrefix("What 60 answers say, 2026-01-21 to 2026-02-01\n"))
      #expect(
        try house.gleaner("evaluate", "--json").output.contains("\"as_said\":{\"answers\":60,"))
      let path = "\(house.root)/quality.html"
      let written = try house.gleaner("evaluate", "--html", path)
      #expect(written.code == 0 && written.errors.contains("wrote the report to \(path)"))
      let page = try String(contentsOfFile: path, encoding: .utf8)
      #expect(page.hasPrefix("<!doctype html>") && page.contains("decides for Robin"))
      let again = try house.gleaner("evaluate", "--html", path)
      #expect(again.code == 2 && again.errors.contains("exists already"))
    }
  }

  @Test func `what is proposed is adopted when it is wished, and taken back`() async throws {
    try await with { house in
      var past = AnsweredPast(house.database)
      past.settings.skip = 0.02
      past.settings.keep = 0.95
      try await past.fill(count: 160, answers: 120)
      let proposed = try house.gleaner("profile", "tune")
      #expect(proposed.code == 0 && proposed.output.contains("keep from 0.95 →"), "\(proposed)")
      #expect(proposed.errors.contains("nothing was changed"))
      #expect(try await house.database.newestProfile()?.settings == past.settings)
      let adopted = try house.gleaner("profile", "tune", "--apply", "--json")
      #expect(adopted.code == 0 && !adopted.output.contains("\"adopted\":null"), "\(adopted)")
      let tuned = try #require(try await house.database.newestProfile())
      #expect(tuned.content.why.hasPrefix("tuned: ") && tuned.settings != past.settings)
      #expect(try house.gleaner("profile", "rollback").code == 0)
      #expect(try await house.database.newestProfile()?.settings == past.settings)
    }
  }

  @Test(arguments: [
    (["--items", "a"], "--items, --task and --labels go together"),
    (["--cache", "a"], "--cache belongs to a dataset"),
    (["x.html"], "FILE.html is written with --html"),
    (["--html", "--json"], "--html and --json do not go together"),
    (["--items", "/no", "--task", "/no", "--labels", "/no"], "/no"),
  ])
  func `wrong words name the right ones`(words: [String], message: String) throws {
    let ended = try Program.run(["evaluate"] + words)
    #expect(ended.code != 0 && ended.errors.contains(message), "\(ended.errors)")
  }
}
