// Requests that another site's page, or a page under another name, makes a browser send: every route that changes
// something, and every name.

import Foundation
import HTTP
import Testing
import Web

@Suite(.serialized)
struct ForgedRequestSlowTests {
  private static let form = ("Content-Type", "application/x-www-form-urlencoded")

  @Test func `no change without the token of the session, from a page of ours`() async throws {
    try await AttackedSite.with { site in
      let (cookie, token) = try await site.signIn()
      let (_, stranger) = try await site.signIn()
      let mine = ("Cookie", cookie)
      let tries: [(name: String, fields: [(String, String)], body: String)] = [
        ("no token", [mine, Self.form], "a=b"),
        ("another session's token", [mine, Self.form], "token=\(stranger)"),
        ("the token cut", [mine, Self.form], "token=\(token.dropLast())"),
        ("the token in the address", [mine, Self.form], ""),
        ("as plain text", [mine, ("Content-Type", "text/plain")], "token=\(token)"),
        ("as JSON", [mine, ("Content-Type", "application/json")], "{\"token\": \"\(token)\"}"),
        (
          "another origin", [mine, Self.form, ("Origin", "https://evil.example")], "token=\(token)"
        ),
        ("no origin to tell", [mine, Self.form, ("Origin", "null")], "token=\(token)"),
        (
          "the same host, another port",
          [mine, Self.form, ("Origin", "http://127.0.0.1:\(site.port + 1)")], "token=\(token)"
        ),
        ("another site", [mine, Self.form, ("Sec-Fetch-Site", "cross-site")], "token=\(token)"),
        ("a neighbour", [mine, Self.form, ("Sec-Fetch-Site", "same-site")], "token=\(token)"),
      ]
      let unsafe = site.routes.filter { !$0.isSafe }
      #expect(unsafe.count > 10)
      for route in unsafe {
        for attempt in tries {
          let target = route.address() + (attempt.body.isEmpty ? "?token=\(token)" : "")
          let answer = await site.ask(route.method, target, attempt.fields, body: attempt.body)
          #expect(
            AttackedSite.status(answer) == 403, "\(attempt.name): \(route.method) \(route.pattern)")
        }
      }
    }
  }

  @Test func `with all that a page of ours sends, every change gets past the door`() async throws {
    try await AttackedSite.with { site in
      for route in site.routes where !route.isSafe {
        let (cookie, token) = try await site.signIn()
        let origin = ("Origin", "http://127.0.0.1:\(site.port)")
        let fields = [("Cookie", cookie), Self.form, origin, ("Sec-Fetch-Site", "same-origin")]
        let answer = await site.ask(
          route.method, route.address(), fields, body: "token=\(token)")
        let status = AttackedSite.status(answer) ?? 0
        #expect(![0, 401, 403, 421, 500].contains(status), "\(route.pattern): \(status)")
      }
    }
  }

  @Test func `strangers change nothing, wherever they come from`() async throws {
    try await AttackedSite.with { site in
      for route in site.routes where !route.isSafe {
        let foreign = await site.ask(
          route.method, route.address(), [Self.form, ("Origin", "https://evil.example")],
          body: "a=b")
        let here = await site.ask(route.method, route.address(), [Self.form], body: "a=b")
        let expected: Set<Int> = route.access == .open ? [403] : [401]
        #expect(expected.contains(AttackedSite.status(foreign) ?? 0), "\(route.pattern)")
        guard route.access != .open else { continue }
        #expect(AttackedSite.status(here) == 401, "\(route.pattern)")
      }
    }
  }

  @Test func `under another name no route is there`() async throws {
    try await AttackedSite.with { site in
      let (cookie, _) = try await site.signIn()
      let port = site.port
      let names = [
        "evil.example", "evil.example:\(port)", "127.0.0.1", "127.0.0.1:\(port + 1)",
        "localhost.:\(port)",
        "127.0.0.1:\(port).evil.example", "evil.example@127.0.0.1:\(port)", "2130706433:\(port)",
        "0x7f.1:\(port)", "[::ffff:127.0.0.1]:\(port)", "0.0.0.0:\(port)", "127.1:\(port)",
        "127.0.0.1:\(port), evil.example", "127.0.0.1:\(port)/",
      ]
      for route in site.routes {
        for name in names {
          let answer = await site.ask(
            route.method, route.address(), [("Cookie", cookie)], host: name)
          #expect(AttackedSite.status(answer) == 421, "\(name): \(route.pattern)")
        }
      }
    }
  }

  @Test func `a name that is told twice, or in the target, is none`() async throws {
    try await AttackedSite.with { site in
      let (cookie, _) = try await site.signIn()
      let host = "127.0.0.1:\(site.port)"
      for other in ["evil.example", host] {
        let twice = await site.ask("GET", "/review", [("Cookie", cookie), ("Host", other)])
        #expect([400, 421].contains(AttackedSite.status(twice) ?? 400), "\(other)")
      }
      for target in [
        "http://evil.example/review", "http://\(host)/review", "//evil.example/review", "*", host,
      ] {
        let answer = await site.ask("GET", target, [("Cookie", cookie)])
        #expect([400, 421].contains(AttackedSite.status(answer) ?? 400), "\(target)")
      }
      let forwarded = await site.ask(
        "GET", "/",
        [
          ("X-Forwarded-Host", "evil.example"), ("Forwarded", "host=evil.example"),
          ("X-Original-URL", "/items"), ("X-HTTP-Method-Override", "POST"),
        ])
      #expect(!forwarded.contains("evil.example"))
      #expect(AttackedSite.field("Location", forwarded) == "/sign-in")
    }
  }

  @Test func `a session that was planted is not the one that is signed in`() async throws {
    try await AttackedSite.with { site in
      var chance = SystemRandomNumberGenerator()
      let planted = WebKey(using: &chance).text
      let pages = SignInPages(site.doorkeeper)
      let link = try await pages.link(at: TestSite.now, using: &chance)
      let path = "/sign-in/" + (link.split(separator: "/").last ?? "")
      let answer = await site.ask("GET", path, [("Cookie", "gleaner=\(planted)")])
      let given = try #require(AttackedSite.field("Set-Cookie", answer))
      #expect(AttackedSite.status(answer) == 303)
      #expect(!given.contains(planted))
      let cookie = String(given.prefix { $0 != ";" })
      for (cookies, expected) in [
        ("gleaner=\(planted)", 303), (cookie, 200), ("\(cookie); gleaner=\(planted)", 303),
        ("gleaner=\(planted); \(cookie)", 303), ("Gleaner\(cookie.dropFirst(7))", 303),
      ] {
        let page = await site.ask("GET", "/items", [("Cookie", cookies)])
        #expect(AttackedSite.status(page) == expected, "\(cookies)")
      }
      let again = await site.ask("GET", path)
      #expect(AttackedSite.status(again) == 401)
    }
  }
}
