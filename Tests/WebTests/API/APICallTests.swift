// What calls do: pages that lose nothing, tags that are believed, answers that are given once.

import Feed
import Foundation
import HTTP
import Service
import Store
import Taste
import TestSupport
import Testing
import Web

struct APICallTests {
  @Test(arguments: ["time", "score"])
  func `pages show every item once, in the order of the whole list`(order: String) async throws {
    try await APIHouse.with(items: 23) { house in
      let whole = await house.ask("GET", "/items?limit=200&sort=\(order)")
      let all = whole.json["data"]?.array?.compactMap { $0["id"]?.int } ?? []
      #expect(all.count == 23)
      #expect(whole.json["next"] == .null)
      var seen: [Int] = []
      var target = "/items?limit=5&sort=\(order)"
      for _ in 0..<10 {
        let page = await house.ask("GET", target)
        seen += page.json["data"]?.array?.compactMap { $0["id"]?.int } ?? []
        guard let link = page.headers["Link"] else { break }
        #expect(link.hasSuffix("; rel=\"next\""))
        target = String(link.dropFirst("</api/v1".count).prefix { $0 != ">" })
      }
      #expect(seen == all)
    }
  }

  @Test func `a cursor of another list is refused`() async throws {
    try await APIHouse.with(items: 9) { house in
      let cursor = await house.ask("GET", "/items?limit=2").json["next"]?.string ?? ""
      #expect(await house.ask("GET", "/items?limit=2&cursor=\(cursor)").status == 200)
      #expect(await house.ask("GET", "/items?sort=score&cursor=\(cursor)").status == 400)
      #expect(await house.ask("GET", "/actions?cursor=\(cursor)").status == 400)
    }
  }

  @Test func `what one has already is not sent again`() async throws {
    try await APIHouse.with(items: 4) { house in
      let first = await house.ask("GET", "/items/1")
      let tag = try #require(first.headers["ETag"])
      let again = await house.ask("GET", "/items/1") { $0["If-None-Match"] = tag }
      #expect(again.status == 304)
      #expect(again.body.isEmpty)
      _ = await house.ask("PUT", "/items/1/answer", ["answer": "skip"])
      let changed = await house.ask("GET", "/items/1") { $0["If-None-Match"] = tag }
      #expect(changed.status == 200)
    }
  }

  @Test func `an answer is given once, however often it is sent, and taken back`() async throws {
    try await APIHouse.with { house in
      let first = await house.ask("PUT", "/items/15/answer", ["answer": "keep"])
      #expect(first.json["recorded"] == true)
      #expect(first.json["decision"] == "keep")
      #expect(first.json["stage"] == "person")
      let again = await house.ask("PUT", "/items/15/answer", ["answer": "keep"])
      #expect(again.json["recorded"] == false)
      let undone = await house.ask("DELETE", "/items/15/answer")
      #expect(undone.json["recorded"] == true)
      #expect(undone.json["stage"] != "person")
      #expect(await house.ask("PUT", "/items/999/answer", ["answer": "keep"]).status == 404)
    }
  }

  @Test(arguments: [
    ("{", 400), ("[]", 422), ("{\"answer\":\"maybe\"}", 422), ("{}", 422),
    ("{\"answer\":\"keep\",\"other\":1}", 422),
    ("{\"answer\":\"keep\",\"reason\":\"a\\u0000b\"}", 422),
  ])
  func `a body that does not fit is refused part by part`(body: String, status: Int) async throws {
    try await APIHouse.with(items: 4) { house in
      let answer = await house.site.site.answer(
        ServerRequest(
          method: "PUT", target: "/api/v1/items/1/answer",
          headers: [
            "Host": "127.0.0.1:8008", "Content-Type": "application/json",
            "Authorization": "Bearer \(house.tokens["review"] ?? "")",
          ], body: Array(body.utf8), peer: nil))
      #expect(answer.status == status)
      #expect((answer.json["errors"]?.array?.isEmpty == false) == (status == 422))
    }
  }

  @Test func `a form is not taken for JSON`() async throws {
    try await APIHouse.with(items: 4) { house in
      let answer = await house.ask("PUT", "/items/1/answer", ["answer": "keep"]) {
        $0["Content-Type"] = "text/plain"
      }
      #expect(answer.status == 415)
    }
  }

  @Test func `a yes is bound to what was seen`() async throws {
    try await APIHouse.with(items: 0) { house in
      let id = try await house.propose()
      #expect(await house.ask("POST", "/actions/\(id)/approve").status == 428)
      let stale = await house.ask("POST", "/actions/\(id)/approve") { $0["If-Match"] = "\"other\"" }
      #expect(stale.status == 412)
      let seen = await house.ask("GET", "/actions/\(id)").headers["ETag"]
      let yes = await house.ask("POST", "/actions/\(id)/approve") { $0["If-Match"] = seen }
      #expect(yes.json["state"] == "approved")
      let again = await house.ask("POST", "/actions/\(id)/approve") { $0["If-Match"] = seen }
      #expect(again.status == 412)
      let no = await house.ask("POST", "/actions/\(id)/reject", ["reason": "on second thought"])
      #expect(no.json["state"] == "rejected")
      #expect(await house.ask("POST", "/actions/\(id)/undo").status == 409)
    }
  }

  @Test func `a preview changes nothing, and a wish can be taken back`() async throws {
    try await APIHouse.with { house in
      let before = try await house.database.newestProfile()?.id
      let target = "/profile/interests/1/wish"
      let preview = await house.ask("PUT", "\(target)?preview=true", ["wish": "mute"])
      #expect(preview.status == 200)
      #expect(try await house.database.newestProfile()?.id == before)
      let done = await house.ask("PUT", target, ["wish": "mute"])
      #expect(done.json["wishes"]?.array?.first?["wish"] == "mute")
      let version = done.json["profile"]?.int ?? 0
      let stale = await house.ask("PUT", target, ["wish": "pin"]) { $0["If-Match"] = "\"old\"" }
      #expect(stale.status == 412)
      let seen = await house.ask("GET", "/profile/versions/\(version)").headers["ETag"]
      let back = await house.ask("PUT", target, ["wish": "none"]) { $0["If-Match"] = seen }
      #expect(back.json["wishes"]?.array == [])
    }
  }

  @Test func `a stop holds everything back until it is lifted`() async throws {
    try await APIHouse.with(items: 0) { house in
      let stopped = await house.ask("POST", "/stops", ["why": "on holiday"])
      #expect(stopped.json["data"]?.array?.first?["why"] == "on holiday")
      #expect(await house.ask("GET", "/status").json["stopped"] == true)
      let lifted = await house.ask("DELETE", "/stops")
      #expect(lifted.json["data"]?.array?.count == 1)
      #expect(await house.ask("GET", "/stops").json["data"]?.array == [])
    }
  }

  @Test func `a source is removed from its file, once`() async throws {
    try await APIHouse.with(items: 0) { house in
      let target = "/sources?source=https://bread.example/feed.xml"
      #expect(await house.ask("GET", "/sources").json["data"]?.array?.count == 1)
      #expect(await house.ask("DELETE", target).json["file"] == "feeds/feeds.yaml")
      #expect(await house.ask("DELETE", target).status == 404)
      #expect(await house.ask("GET", "/sources").json["data"]?.array == [])
    }
  }

  @Test func `one file of a pattern is not removed, and it is said why`() async throws {
    try await APIHouse.with(items: 0) { house in
      for (path, text) in [
        ("feeds/feeds.yaml", "- {feed: \"*.xml\"}\n"), ("feeds/rye.xml", "<rss/>"),
      ] {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(house.root)/\(path)"))
      }
      let source = await house.ask("GET", "/sources").json["data"]?.array?.first?["source"]?.string
      #expect(source == "feeds/rye.xml")
      let answer = await house.ask("DELETE", "/sources?source=feeds/rye.xml")
      #expect(answer.status == 409)
      #expect(answer.json["detail"]?.string?.contains("one file of the pattern") == true)
    }
  }

  @Test func `a body that is too large is a problem document too`() async throws {
    try await APIHouse.with(items: 0) { house in
      let answer = house.site.site.tooLarge("/api/v1/stops", limit: 1_000)
      #expect(answer.status == 413)
      #expect(answer.headers["Content-Type"] == "application/problem+json")
      let page = house.site.site.tooLarge("/review", limit: 1_000)
      #expect(page.headers["Content-Type"]?.hasPrefix("text/html") == true)
    }
  }
}
