// Addresses and fields that want to become something else: a line of the head, a file, another site.

import Foundation
import HTTP
import Testing
import Web

@Suite(.serialized)
struct HostileTargetSlowTests {
  @Test func `no parameter that comes back begins a field of its own`() async throws {
    try await AttackedSite.with { site in
      let ends = [
        "%0d%0a", "%0a", "%0d", "%E5%98%8A%E5%98%8D", "%c4%8d%c4%8a", "%00%0d%0a", "%250d%250a",
      ]
      for route in site.routes {
        let (cookie, token) = try await site.signIn()
        for end in ends {
          let text = "1\(end)X-Injected:%20yes\(end)Set-Cookie:%20gleaner=planted"
          let names = [
            "q", "source", "decision", "since", "saved", "before", "cursor", "limit", "next", "to",
          ]
          let query = names.map { "\($0)=\(text)" }.joined(separator: "&")
          let body =
            "token=\(token)&answer=\(text)&item=\(text)&vote=\(text)&label=\(text)&password=\(text)"
          let fields = [("Cookie", cookie), ("Content-Type", "application/x-www-form-urlencoded")]
          for target in [route.address(text), "\(route.address())?\(query)"] {
            let answer = await site.ask(
              route.method, target, fields, body: route.isSafe ? "" : body)
            let head = AttackedSite.head(answer).map { $0.lowercased() }
            #expect(!head.contains { $0.hasPrefix("x-injected") }, "\(end) \(route.pattern)")
            #expect(!head.contains { $0.contains("planted") }, "\(end) \(route.pattern)")
            #expect(AttackedSite.status(answer) != 500, "\(end) \(route.pattern)")
          }
        }
      }
    }
  }

  @Test(arguments: [
    "/../../etc/passwd", "/assets/../../../etc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd",
    "/assets/..%2f..%2f..%2fetc%2fpasswd", "/assets/%2e%2e%5c%2e%2e%5cetc%5cpasswd",
    "/assets/....//....//etc/passwd", "//etc/passwd", "/assets/%252e%252e%252fetc/passwd",
    "/assets/%c0%ae%c0%ae/etc/passwd", "/assets/x/gleaner.css/../../../etc/passwd",
    "/items/..;/..;/etc/passwd", "/etc/passwd%00.css", "/assets/x/%2fetc%2fpasswd", "/.git/config",
    "/gleaner.yaml", "/var/secret.key",
  ])
  func `no address leads to a file`(target: String) async throws {
    try await AttackedSite.with { site in
      let (cookie, _) = try await site.signIn()
      let answer = await site.ask("GET", target, [("Cookie", cookie)])
      #expect([400, 404].contains(AttackedSite.status(answer) ?? 400))
      #expect(!answer.contains("root:") && !answer.contains("[core]"))
    }
  }

  @Test func `no answer leads to another site`() async throws {
    try await AttackedSite.with { site in
      let evil = [
        "//evil.example", "%2f%2fevil.example", "https:%2f%2fevil.example", "\\evil.example",
      ]
      for route in site.routes {
        let (cookie, token) = try await site.signIn()
        for place in evil {
          let query = ["next", "to", "return", "url", "redirect"].map { "\($0)=\(place)" }
          for target in [
            route.address(place), "\(route.address())?\(query.joined(separator: "&"))",
          ] {
            let answer = await site.ask(
              route.method, target,
              [
                ("Cookie", cookie), ("Content-Type", "application/x-www-form-urlencoded"),
                ("Referer", "http://evil.example/"),
              ], body: route.isSafe ? "" : "token=\(token)&next=\(place)")
            guard let location = AttackedSite.field("Location", answer) else { continue }
            #expect(location.hasPrefix("/") && !location.hasPrefix("//"), "\(route.pattern)")
            #expect(!location.contains("evil"), "\(route.pattern): \(location)")
          }
        }
      }
    }
  }

  @Test func `nobody but the reader's own browser keeps a page`() async throws {
    try await AttackedSite.with { site in
      let (cookie, _) = try await site.signIn()
      for route in site.routes where route.isSafe {
        let answer = await site.ask("GET", route.address(), [("Cookie", cookie)])
        let kept = AttackedSite.field("Cache-Control", answer) ?? ""
        guard route.access != .open else {
          #expect(!kept.isEmpty, "\(route.pattern)")
          continue
        }
        #expect(kept.contains("no-store") || kept.contains("private"), "\(route.pattern): \(kept)")
        #expect(!kept.contains("public"), "\(route.pattern): \(kept)")
      }
    }
  }

  @Test func `a secret that an address carries is in no line of the log`() async throws {
    try await AttackedSite.with { site in
      let secret = String(repeating: "kept-Secret", count: 3) + "0123456788"
      try await site.breakDatabase()
      for route in site.routes where route.pattern.contains("{") {
        _ = await site.ask(route.method, route.address(secret))
        _ = await site.ask(route.method, "\(route.address())?secret=\(secret)")
      }
      #expect(site.log.contains("error"))
      #expect(!site.log.contains(secret))
    }
  }
}
