// A site over a database of its own, asked without a socket.

import Foundation
import HTTP
import Service
import Store
import TestSupport
import Web

/// A site and a browser that has signed in to it.
struct TestSite {
  static let now = Date(timeIntervalSince1970: 1_800_000_000)
  static let origin = WebOrigin(scheme: "http", host: "127.0.0.1", port: 8_008)

  let site: Site
  /// Of the browser's session.
  let cookie: String

  /// A site with these routes.
  static func with<Value: Sendable>(
    _ routes: [Route] = [], origins: [WebOrigin] = [origin],
    limits: RequestLimits = RequestLimits(), pages: @Sendable (Database) -> [Route] = { _ in [] },
    _ body: (TestSite, Database) async throws -> Value
  ) async throws -> Value {
    try await TestStore.with { database, _ in
      try await over(database, routes + pages(database), origins: origins, limits: limits) {
        try await body($0, database)
      }
    }
  }

  /// A site with these routes over a store that is there already.
  static func over<Value: Sendable>(
    _ database: Database, _ routes: [Route], origins: [WebOrigin] = [origin],
    limits: RequestLimits = RequestLimits(), _ body: (TestSite) async throws -> Value
  ) async throws -> Value {
    let doorkeeper = Doorkeeper(origins: origins, database: database)
    let console = StandardError(environment: [:])
    let site = Site(
      routes + SignInPages(doorkeeper).routes + Assets.routes
        + HealthRoutes.routes(database),
      doorkeeper: doorkeeper, limits: limits, log: Log(level: .error, to: console) { now }
    ) { now }
    var chance = SteadyDice(1)
    let field = try await doorkeeper.begin(at: now, using: &chance)
    return try await body(TestSite(site: site, cookie: String(field.value.prefix { $0 != ";" })))
  }

  /// Asks as the browser would, with what differs.
  func ask(
    _ method: String, _ target: String, form: String? = nil, signedIn: Bool = true,
    _ change: (inout Headers) -> Void = { _ in }
  ) async -> ServerResponse {
    var headers: Headers = ["Host": "127.0.0.1:8008"]
    if signedIn { headers.add("Cookie", cookie) }
    if form != nil { headers.add("Content-Type", "application/x-www-form-urlencoded") }
    change(&headers)
    return await site.answer(
      ServerRequest(
        method: method, target: target, headers: headers, body: Array((form ?? "").utf8), peer: nil)
    )
  }

  /// What forms of the browser's pages carry.
  var formToken: String {
    WebKey(String(cookie.drop { $0 != "=" }.dropFirst()))?.formToken ?? ""
  }
}

extension ServerResponse {
  /// The body as text.
  var text: String { String(decoding: body, as: UTF8.self) }
}
