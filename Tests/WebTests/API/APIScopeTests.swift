// Who may call what: every call with every scope, and without any.

import HTTP
import Service
import Store
import TestSupport
import Testing
import Web

struct APIScopeTests {
  /// A path that leads to the call, its variable parts filled.
  static func path(_ call: APIRoute) -> String {
    call.path.split(separator: "/").map { $0.hasPrefix("{") ? "1" : String($0) }
      .reduce("") { "\($0)/\($1)" }
  }

  @Test func `each call takes the one scope that it names, and no other`() async throws {
    try await APIHouse.with(items: 0) { house in
      for call in house.calls {
        for scope in TokenScope.allCases {
          let answer = await house.ask(call.method, Self.path(call), as: scope.rawValue)
          let isLet = answer.status != 403
          #expect(isLet == (scope == call.scope), "\(call.method) \(call.path) with \(scope)")
          guard !isLet else { continue }
          #expect(answer.headers["WWW-Authenticate"]?.contains("insufficient_scope") == true)
        }
      }
    }
  }

  @Test func `without a token every call says what to bring`() async throws {
    try await APIHouse.with(items: 0) { house in
      for call in house.calls {
        for change: (inout Headers) -> Void in [
          { $0["Authorization"] = nil }, { $0["Authorization"] = "Bearer gleaner_nonsense" },
          { $0["Authorization"] = "Basic YTpi" },
          { $0.add("Authorization", "Bearer \(house.tokens["all"] ?? "")") },
        ] {
          let answer = await house.ask(call.method, Self.path(call), nil, as: "all", change)
          #expect(answer.status == 401, "\(call.method) \(call.path)")
          #expect(answer.headers["WWW-Authenticate"]?.hasPrefix("Bearer") == true)
          #expect(answer.headers["Content-Type"] == "application/problem+json")
        }
      }
    }
  }

  @Test func `what changes something is never read, and what reads never asks for more`()
    async throws
  {
    try await APIHouse.with(items: 0) { house in
      for call in house.calls where call.method != "GET" {
        #expect(call.scope != .read, "\(call.method) \(call.path)")
      }
    }
  }

  @Test func `a method that is not there is told with those that are`() async throws {
    try await APIHouse.with(items: 0) { house in
      for call in house.calls {
        let answer = await house.ask("PATCH", Self.path(call))
        #expect(answer.status == 405)
        #expect(answer.headers["Allow"]?.contains(call.method) == true)
        #expect(answer.json["status"] == 405)
      }
    }
  }

  @Test func `a token opens no page`() async throws {
    try await APIHouse.with(items: 0) { house in
      let answer = await house.site.ask("POST", "/sign-out", form: "", signedIn: false) {
        $0["Authorization"] = "Bearer \(house.tokens["all"] ?? "")"
      }
      #expect(answer.status == 401)
    }
  }

  @Test func `a browser that has signed in may call, and change with its form token alone`()
    async throws
  {
    try await APIHouse.with(items: 0) { house in
      #expect(await house.site.ask("GET", "/api/v1/status").status == 200)
      let bare = await house.site.ask("POST", "/api/v1/stops") {
        $0["Content-Type"] = "application/json"
      }
      #expect(bare.status == 403)
      let whole = await house.site.ask("POST", "/api/v1/stops") {
        $0["X-Gleaner-Token"] = house.site.formToken
      }
      #expect(whole.status == 200)
      let stranger = await house.site.ask("POST", "/api/v1/stops") {
        $0["X-Gleaner-Token"] = house.site.formToken
        $0["Origin"] = "http://evil.example"
      }
      #expect(stranger.status == 403)
    }
  }

  @Test func `what is revoked is out, and its name is free again`() async throws {
    try await APIHouse.with(items: 0) { house in
      #expect(await house.ask("GET", "/status", as: "read").status == 200)
      let revoked = await house.ask("DELETE", "/tokens?name=read")
      #expect(revoked.json["revoked"] == "read")
      #expect(await house.ask("GET", "/status", as: "read").status == 401)
      #expect(await house.ask("DELETE", "/tokens?name=read").status == 404)
      var chance = SteadyDice(4)
      let again = try await Doorkeeper.makeToken(
        named: "read", [.read], in: house.database, at: APIHouse.now, using: &chance)
      #expect(again != nil)
      let taken = try await Doorkeeper.makeToken(
        named: "act", [.read], in: house.database, at: APIHouse.now, using: &chance)
      #expect(taken == nil)
    }
  }

  @Test func `a list of tokens says when each was last used, and no secret`() async throws {
    try await APIHouse.with(items: 0) { house in
      _ = await house.ask("GET", "/status", as: "read")
      let rows = await house.ask("GET", "/tokens")
      let read = rows.json["data"]?.array?.first { $0["name"] == "read" }
      #expect(read?["used_at"] == "2027-01-15T08:00:00Z")
      for token in house.tokens.values {
        let key = try #require(WebKey(String(token.dropFirst("gleaner_".count))))
        #expect(try await house.database.programToken(key.hash, at: APIHouse.now) != nil)
        #expect(!rows.text.contains(token.dropFirst("gleaner_".count)))
      }
    }
  }
}
