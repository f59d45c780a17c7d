// Who comes in, and what is refused at the door.

import HTTP
import TestSupport
import Testing
@testable import Web

struct DoorTests {
  private static let pages = [
    Route("GET", "/page") { _ in .text(200, "page") },
    Route("POST", "/page") { _ in .text(200, "changed") },
    Route("GET", "/things/{thing}") { .text(200, $0.values["thing"] ?? "") },
    Route("GET", "/things/new") { _ in .text(200, "a new one") },
    Route("GET", "/broken") { _ in throw Broken() },
  ]

  private struct Broken: Error, CustomStringConvertible {
    let description = "a secret detail"
  }

  @Test func `who has signed in sees pages, others the way in`() async throws {
    try await TestSite.with(Self.pages) { site, _ in
      #expect(await site.ask("GET", "/page").text == "page\n")
      let stranger = await site.ask("GET", "/page", signedIn: false)
      #expect(stranger.status == 303)
      #expect(stranger.headers["Location"] == "/sign-in")
      #expect(await site.ask("POST", "/page", form: "", signedIn: false).status == 401)
    }
  }

  @Test(arguments: [
    "evil.example", "127.0.0.1:8008.evil.example", "127.0.0.1", "", "localhost:8009",
  ])
  func `another name of this server gets nothing`(host: String) async throws {
    try await TestSite.with(Self.pages) { site, _ in
      let answer = await site.ask("GET", "/page") { $0["Host"] = host }
      #expect(answer.status == 421)
    }
  }

  @Test func `a change needs the token of the page that it comes from`() async throws {
    try await TestSite.with(Self.pages) { site, _ in
      let token = site.formToken
      #expect(await site.ask("POST", "/page", form: "token=\(token)").status == 200)
      #expect(await site.ask("POST", "/page", form: "").status == 403)
      #expect(await site.ask("POST", "/page", form: "token=\(token)x").status == 403)
      let byScript = await site.ask("POST", "/page", form: "") {
        $0["X-Gleaner-Token"] = token
      }
      #expect(byScript.status == 200)
    }
  }

  @Test(arguments: [
    ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "null"),
    ("Origin", "http://evil.example"), ("Origin", "https://127.0.0.1:8008"),
  ])
  func `a change from another site is refused, whatever it knows`(
    name: String, value: String
  ) async throws {
    try await TestSite.with(Self.pages) { site, _ in
      let answer = await site.ask("POST", "/page", form: "token=\(site.formToken)") {
        $0[name] = value
      }
      #expect(answer.status == 403)
    }
  }

  @Test func `two cookies that differ are no sign-in`() async throws {
    try await TestSite.with(Self.pages) { site, _ in
      let answer = await site.ask("GET", "/page") { $0.add("Cookie", "gleaner=another") }
      #expect(answer.status == 303)
    }
  }

  @Test(arguments: [
    "/things/a%2Fb", "/things/..", "/things/%2e%2e", "/things/%00", "/things/%ff", "//things/a",
    "/things/", "/things/a%5Cb", "things/a", "/page?%ff", "/things/a%0Ab",
  ])
  func `an address that can be read in two ways is refused`(target: String) async throws {
    try await TestSite.with(Self.pages) { site, _ in
      #expect(await site.ask("GET", target).status == 400)
    }
  }

  @Test func `fixed parts come before variable ones, and are decoded once`() async throws {
    try await TestSite.with(Self.pages) { site, _ in
      #expect(await site.ask("GET", "/things/new").text == "a new one\n")
      #expect(await site.ask("GET", "/things/a%20%252F").text == "a %2F\n")
      #expect(await site.ask("HEAD", "/page").status == 200)
    }
  }

  @Test func `what is not there and what is not done are told apart`() async throws {
    try await TestSite.with(Self.pages) { site, _ in
      #expect(await site.ask("GET", "/nothing").status == 404)
      let answer = await site.ask("DELETE", "/page", form: "token=\(site.formToken)")
      #expect(answer.status == 405)
      #expect(answer.headers["Allow"] == "GET, HEAD, POST")
    }
  }

  @Test func `a mistake of ours tells no detail`() async throws {
    try await TestSite.with(Self.pages) { site, _ in
      let answer = await site.ask("GET", "/broken")
      #expect(answer.status == 500)
      #expect(!answer.text.contains("secret"))
    }
  }

  @Test(arguments: ["/page", "/sign-in", "/nothing", "/healthz"])
  func `every answer is harmless`(target: String) async throws {
    try await TestSite.with(Self.pages) { site, _ in
      let answer = await site.ask("GET", target)
      #expect(answer.headers["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
      #expect(answer.headers["X-Content-Type-Options"] == "nosniff")
      #expect(answer.headers["Cache-Control"] != nil)
    }
  }

  @Test func `where a mistake happened is logged without what the address keeps secret`() {
    let feed = Route("GET", "/feeds/{key}/digest.atom") { _ in throw Broken() }
    #expect(feed.shown(["feeds", "a-secret", "digest.atom"]) == "/feeds/{key}/digest.atom")
    let item = Route("GET", "/items/{item}") { _ in throw Broken() }
    #expect(item.shown(["items", "71"]) == "/items/71")
  }

  @Test func `what pages load is kept for ever and never old`() async throws {
    try await TestSite.with { site, _ in
      for asset in [Assets.style, Assets.script, Assets.icon] {
        let answer = await site.ask("GET", asset.path, signedIn: false)
        #expect(answer.status == 200)
        #expect(answer.headers["Cache-Control"]?.contains("immutable") == true)
        #expect(await site.ask("GET", "/assets/other/\(asset.name)").status == 404)
      }
    }
  }
}
