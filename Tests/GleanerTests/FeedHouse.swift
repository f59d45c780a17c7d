// A workspace on a database of its own and a server with a site, for the commands that look at feeds.

import Foundation
import Postgres
import Service
import TestSupport
import Testing

/// A site, a workspace that may read it, and the program.
struct FeedHouse: Sendable {
  let root: String
  let server: ScriptedServer
  private let database: String

  /// Gives `body` a house whose server answers by these paths.
  static func with(
    _ pages: [String: String], moved: [String: String] = [:],
    _ body: @Sendable (FeedHouse) async throws -> Void
  ) async throws {
    let server = try ScriptedServer { request in
      if let target = moved[request.path] { return .redirect(301, to: target) }
      let head = [
        ("Content-Type", pages[request.path]?.hasPrefix("<html") == true ? "text/html" : "text/xml")
      ]
      return pages[request.path].map { .answer(200, headers: head, $0) } ?? .answer(404, "no")
    }
    let root = NSTemporaryDirectory() + "gleaner-house-\(UUID())"
    defer {
      server.close()
      try? FileManager.default.removeItem(atPath: root)
    }
    #expect(try Program.run(["init", root]).code == 0)
    try await TestStore.with { _, pool in
      let name = try await pool.query("SELECT current_database()::text AS name")[0]
        .decode("name", as: String.self)
      let address = try await TestCluster.shared.settings(database: name).address
      try await body(FeedHouse(root: root, server: server, database: address))
    }
  }

  /// Runs the program on the workspace; `{server}` stands for the server's address.
  func gleaner(_ words: String...) throws -> Program.Ended {
    let site = String(server.url("/").dropLast())
    return try Program.run(
      ["--dir", root] + words.map { $0.replacingOccurrences(of: "{server}", with: site) },
      environment: ["DATABASE_URL": database], in: root)
  }

  /// The same with `--json`: its rows.
  func rows(_ words: String...) throws -> [JSONValue] {
    let site = String(server.url("/").dropLast())
    let ended = try Program.run(
      ["--dir", root] + words.map { $0.replacingOccurrences(of: "{server}", with: site) } + [
        "--json"
      ],
      environment: ["DATABASE_URL": database], in: root)
    return try ended.output.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
  }

  /// The paths that were asked for, in their order.
  var asked: [String] { server.requests.map(\.path) }

  func read(_ path: String) throws -> String {
    try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
  }

  func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(root)/\(path)"))
  }

  /// A feed with these titles.
  static func feed(_ name: String, _ titles: String...) -> String {
    let items = titles.enumerated().map { number, title in
      "<item><title>\(title)</title><guid>\(name)-\(number)</guid><link>https://a.example/\(name)/\(number)</link>"
        + "<pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate></item>"
    }
    return "<rss version=\"2.0\"><channel><title>\(name)</title>\(items.joined())</channel></rss>"
  }

  /// A page that names feeds: path, title, type.
  static func page(_ feeds: (String, String, String)...) -> String {
    let links = feeds.map {
      "<link rel=\"alternate\" type=\"application/\($0.2)+xml\" title=\"\($0.1)\" href=\"\($0.0)\">"
    }
    return "<html><head>\(links.joined())</head><body>Words.</body></html>"
  }
}
