// Everything that the server serves, on a socket, before somebody who means it harm.

import Feed
import Foundation
import HTTP
import Postgres
import Service
import Store
import Synchronization
import TestSupport
import Testing
import Web
import Workspace

/// A site with every route there is, and a person who has signed in to it.
struct AttackedSite: Sendable {
  let port: Int
  /// From the code, so that what is added is attacked too.
  let routes: [Route]
  let database: Database
  let doorkeeper: Doorkeeper
  private let pool: Pool
  private let written: Written

  /// Gives `body` a site over a small past.
  static func with(
    limits: ServerLimits = ServerLimits(), _ body: @Sendable (AttackedSite) async throws -> Void
  ) async throws {
    try await TestStore.with { database, pool in
      try await AnsweredPast(database).fill(count: 12, answers: 4)
      let (written, desk) = (Written(), Desk())
      let server = try Server(
        on: .v4(0x7F00_0001), port: 0, limits: limits, tooLarge: { desk.tooLarge($0, $1) }
      ) { await desk.answer($0) }
      let doorkeeper = Doorkeeper(
        origins: WebOrigin.local(port: server.port), database: database)
      let routes = WebRoutes.all(DigestHouse.ground(database), doorkeeper)
      desk.open(
        Site(
          routes, doorkeeper: doorkeeper,
          limits: RequestLimits(perMinute: 1_000_000, changesPerMinute: 1_000_000),
          log: Log(level: .debug, to: written.console) { TestSite.now }
        ) { TestSite.now })
      let result: Result<Void, any Error>
      do {
        let site = AttackedSite(
          port: server.port, routes: routes, database: database, doorkeeper: doorkeeper,
          pool: pool, written: written)
        result = .success(try await body(site))
      } catch { result = .failure(error) }
      await server.stop()
      try result.get()
    }
  }

  /// Takes the tables away, so that whatever asks for one is a mistake that is logged.
  func breakDatabase() async throws {
    _ = try await pool.query("DROP SCHEMA public CASCADE")
  }

  /// What was logged so far.
  var log: String { written.text }

  /// The cookie of a new session, and the token of its forms.
  func signIn() async throws -> (cookie: String, token: String) {
    var chance = SystemRandomNumberGenerator()
    let field = try await doorkeeper.begin(at: TestSite.now, using: &chance)
    let cookie = String(field.value.prefix { $0 != ";" })
    let key = try #require(WebKey(String(cookie.drop { $0 != "=" }.dropFirst())))
    return (cookie, key.formToken)
  }

  /// Sends a request of these fields; gives the whole answer as it came.
  func ask(
    _ method: String, _ target: String, _ fields: [(String, String)] = [], host: String? = nil,
    body: String = ""
  ) async -> String {
    let head =
      [("Host", host ?? "127.0.0.1:\(port)"), ("Connection", "close")] + fields
      + (body.isEmpty && method == "GET" ? [] : [("Content-Length", "\(body.utf8.count)")])
    let lines = head.map { "\($0.0): \($0.1)\r\n" }.joined()
    return await send("\(method) \(target) HTTP/1.1\r\n\(lines)\r\n\(body)")
  }

  /// Sends these bytes.
  func send(_ bytes: String) async -> String {
    await RawConnection.exchange(bytes, port: port)
  }

  /// Whether it still answers whoever behaves.
  func isWell() async -> Bool { await Self.status(ask("GET", "/healthz")) == 200 }

  /// The number of an answer; nil where the connection was closed without one.
  static func status(_ answer: String) -> Int? {
    guard answer.hasPrefix("HTTP/1.") else { return nil }
    return Int(answer.dropFirst(9).prefix(3))
  }

  /// The fields of an answer.
  static func head(_ answer: String) -> [String] {
    answer.split(separator: "\r\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
      .dropFirst().map(String.init)
  }

  /// The value of a field.
  static func field(_ name: String, _ answer: String) -> String? {
    let start = name.lowercased() + ":"
    return head(answer).first { $0.lowercased().hasPrefix(start) }.map {
      $0.dropFirst(start.count).trimmingCharacters(in: .whitespaces)
    }
  }
}

extension Route {
  var isSafe: Bool { method == "GET" }

  /// An address of this route, its variable parts filled with `value`.
  func address(_ value: String = "1") -> String {
    guard pattern != "/" else { return "/" }
    return pattern.split(separator: "/").map { $0.hasPrefix("{") ? "/\(value)" : "/\($0)" }
      .joined()
  }
}

/// What a log wrote.
private final class Written: Sendable {
  private let bytes = Mutex("")

  var console: StandardError {
    StandardError(terminal: .none) { bytes in
      self.bytes.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
    }
  }

  var text: String { bytes.withLock { $0 } }
}

/// Where requests wait for the site, which knows its port only after the server began.
private final class Desk: Sendable {
  private let site = Mutex<Site?>(nil)

  func open(_ site: Site) { self.site.withLock { $0 = site } }

  func answer(_ request: ServerRequest) async -> ServerResponse {
    guard let site = site.withLock({ $0 }) else { return .text(503, "not yet") }
    return await site.answer(request)
  }

  func tooLarge(_ target: String, _ limit: Int) -> ServerResponse {
    site.withLock { $0 }?.tooLarge(target, limit: limit) ?? .text(503, "not yet")
  }
}
