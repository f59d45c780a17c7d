// In by a link that works once, or by a password; out at any time.

import Crypto
import Foundation
import HTTP
import Store
import TestSupport
import Testing
import Web

struct SignInTests {
  private func link(_ database: Database, origins: [WebOrigin] = [TestSite.origin]) async throws
    -> String
  {
    var chance = SteadyDice(7)
    let pages = SignInPages(Doorkeeper(origins: origins, database: database))
    let link = try await pages.link(at: TestSite.now, using: &chance)
    return String(link.dropFirst("\(origins[0])".count))
  }

  @Test func `a link signs in once`() async throws {
    try await TestSite.with { site, database in
      let path = try await link(database)
      let first = await site.ask("GET", path, signedIn: false)
      #expect(first.status == 303)
      #expect(first.headers["Location"] == "/")
      let cookie = try #require(first.headers["Set-Cookie"])
      #expect(cookie.hasPrefix("gleaner="))
      #expect(cookie.hasSuffix("; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax"))
      #expect(await site.ask("GET", path, signedIn: false).status == 401)
    }
  }

  @Test func `a link that is too old does not sign in`() async throws {
    try await TestSite.with { site, database in
      let key = WebKey(String(try await link(database).split(separator: "/").last ?? ""))
      let later = TestSite.now.addingTimeInterval(SignInPages.keyAge)
      #expect(try await database.useWebKey(try #require(key).hash, at: later) == false)
    }
  }

  @Test func `a session of before is not taken over`() async throws {
    try await TestSite.with { site, database in
      let answer = await site.ask("GET", try await link(database))
      let cookie = try #require(answer.headers["Set-Cookie"])
      #expect(!cookie.contains(site.cookie))
      #expect(await site.ask("POST", "/sign-out", form: "token=\(site.formToken)").status == 401)
    }
  }

  @Test func `over https the cookie is bound to this host and to https`() async throws {
    let outside = WebOrigin(scheme: "https", host: "gleaner.example.org", port: 443)
    try await TestSite.with(origins: [outside]) { site, database in
      let answer = await site.ask(
        "GET", try await link(database, origins: [outside]), signedIn: false
      ) { $0["Host"] = "gleaner.example.org" }
      let cookie = try #require(answer.headers["Set-Cookie"])
      #expect(cookie.hasPrefix("__Host-gleaner="))
      #expect(cookie.hasSuffix("; Secure"))
      #expect(answer.headers["Strict-Transport-Security"] != nil)
    }
  }

  @Test func `the password signs in, another one does not, and nobody may guess for long`()
    async throws
  {
    try await TestSite.with { site, database in
      var chance = SteadyDice(3)
      let hash = try #require(PasswordHash.make("correct horse", using: &chance))
      try await database.setWebPassword(hash, at: TestSite.now)
      let page = await site.ask("GET", "/sign-in", signedIn: false)
      #expect(page.text.contains("type=\"password\""))
      func attempt(_ password: String) async -> Int {
        await site.ask("POST", "/sign-in", form: "password=\(password)", signedIn: false).status
      }
      #expect(await attempt("correct+horse") == 303)
      for _ in 0..<9 { #expect(await attempt("wrong") == 401) }
      #expect(await attempt("correct+horse") == 429)
    }
  }

  @Test func `a new password ends every session`() async throws {
    try await TestSite.with { site, database in
      try await database.setWebPassword("$argon2id$", at: TestSite.now)
      #expect(await site.ask("GET", "/sign-in").text.contains("Sign in"))
      #expect(await site.ask("POST", "/sign-out", form: "token=\(site.formToken)").status == 401)
    }
  }

  @Test func `signing out ends the session and not the other ones`() async throws {
    try await TestSite.with { site, database in
      let other = await site.ask("GET", try await link(database), signedIn: false)
      let cookie = try #require(other.headers["Set-Cookie"]?.prefix { $0 != ";" })
      let answer = await site.ask("POST", "/sign-out", form: "token=\(site.formToken)")
      #expect(answer.status == 303)
      #expect(answer.headers["Set-Cookie"]?.contains("Max-Age=0") == true)
      #expect(await site.ask("GET", "/sign-in").status == 200)
      let still = await site.ask("GET", "/sign-in", signedIn: false) {
        $0.add("Cookie", String(cookie))
      }
      #expect(still.status == 303)
    }
  }
}
