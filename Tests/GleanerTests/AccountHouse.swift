// A workspace on a database of its own, for the commands about accounts: settings that lead to servers of ours, an
// environment with secrets, and a look at everything that is left behind.

import Foundation
import HTTP
import Postgres
import Store
import TestSupport
import Testing

/// A workspace and the program on it.
struct AccountHouse: Sendable {
  static let key = "glnrkey-0123456789abcdef0123456789abcdef"
  let root: String
  let database: Database
  let pool: Pool
  private let address: String

  /// Gives `body` a house whose settings say this of accounts.
  static func with(
    _ accounts: String, _ body: @Sendable (AccountHouse) async throws -> Void
  ) async throws {
    let root = NSTemporaryDirectory() + "gleaner-accounts-\(UUID())"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: root) }
    try Data("accounts:\n\(accounts)\n".utf8).write(
      to: URL(fileURLWithPath: "\(root)/gleaner.yaml"))
    try await TestStore.with { database, pool in
      let name = try await pool.query("SELECT current_database()::text AS name")[0]
        .decode("name", as: String.self)
      let address = try await TestCluster.shared.settings(database: name).address
      try await body(AccountHouse(root: root, database: database, pool: pool, address: address))
    }
  }

  /// What the settings say of an account at a server of ours.
  static func entry(_ name: String, _ server: ScriptedServer) -> String {
    let site = server.url("/").dropLast()
    let directory = name.contains("@") ? "" : ", directory: \"\(site)\""
    return "  \(name): {server: \"\(site)\", allow_private: true\(directory)}"
  }

  func process(_ words: [String], _ environment: [String: String] = [:]) throws -> Process {
    try Program.process(
      ["--dir", root] + words,
      environment: ["DATABASE_URL": address].merging(environment) { $1 }, in: root)
  }

  func gleaner(_ words: String..., environment: [String: String] = [:]) throws -> Program.Ended {
    try Program.finish(try process(words, environment))
  }

  /// Starts a sign-in, lets a browser say yes to the address that it shows, hands over what `reply` makes of the browser's
  /// answer, and waits for the end; without a reply nothing is handed over.
  func signIn(
    _ words: String..., environment: [String: String] = [:],
    reply: (String, Process) async throws -> String?
  ) async throws -> Program.Ended {
    let process = try process(["accounts", "add"] + words, environment)
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    var said = ""
    while !said.contains("code_challenge_method") {
      let piece = errors.fileHandleForReading.availableData
      guard !piece.isEmpty else { break }
      said += String(decoding: piece, as: UTF8.self)
    }
    let address = said.split(whereSeparator: \.isWhitespace).first { $0.contains("code_challenge") }
    if let address, let answer = try await reply(await visit(String(address)), process) {
      try input.fileHandleForWriting.write(contentsOf: Data("\(answer)\n".utf8))
    }
    try input.fileHandleForWriting.close()
    let rest = [output, errors].map {
      String(decoding: $0.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
    process.waitUntilExit()
    return Program.Ended(
      code: process.terminationStatus, output: rest[0], errors: said + rest[1])
  }

  /// What a browser shows there, or where it is sent.
  func visit(_ address: String, redirects: Int = 0) async -> String {
    var request = Request(.get, address, allowPrivate: true)
    request.limits.redirects = redirects
    request.lane = Lane(atOnce: 2, gap: .zero)
    do {
      let page = try await Client(Client.Settings(userAgent: "browser")).send(request)
      return String(decoding: page.body, as: UTF8.self).replacing("code: ", with: "")
    } catch {
      return error.partial?.headers["Location"] ?? "\(error)"
    }
  }

  /// The database as PostgreSQL's own program writes it.
  func dump() throws -> String {
    let process = Process()
    process.executableURL = URL(
      fileURLWithPath: "\(try TestCluster.binaries().root)/bin/pg_dump")
    process.arguments = [address]
    process.environment = ["LD_LIBRARY_PATH": "\(try TestCluster.binaries().root)/lib"]
    let ended = try Program.finish(process)
    #expect(ended.code == 0, "\(ended.errors)")
    return ended.output
  }

  /// Every table of the database as text, and every file of the workspace.
  func everything() async throws -> String {
    var text = ""
    let tables = try await pool.query(
      "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'")
    for table in tables {
      let name = try table.decode("name", as: String.self)
      let rows = try await pool.query(
        "SELECT coalesce(string_agg(t::text, chr(10)), '') AS rows FROM \(identifier: name) t")
      text += try rows[0].decode("rows", as: String.self)
    }
    let files = FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? []
    for file in files where file != "var/key" {
      text += (try? String(contentsOfFile: "\(root)/\(file)", encoding: .utf8)) ?? ""
    }
    return text
  }
}
