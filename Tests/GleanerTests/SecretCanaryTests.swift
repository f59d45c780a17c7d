// Canaries: secrets that are easy to find go in wherever they can, and are looked for wherever something comes out.

import Foundation
import Glibc
import TestSupport
import Testing

struct SecretCanaryTests {
  @Test func `no secret comes out anywhere`() async throws {
    let (mastodon, bluesky) = (try MastodonServer(), try BlueskyServer())
    let x = try XServer(redirect: "https://gleaner.example/back")
    let servers = [mastodon.server, bluesky.server, x.server]
    defer { servers.forEach { $0.close() } }
    let entries = zip(["ada@social.example", "ada.bsky.social", "ada@x.com"], servers)
      .map { AccountHouse.entry($0, $1) }.joined(separator: "\n")
    try await AccountHouse.with(entries) { house in
      var environment = ["GLEANER_KEY": AccountHouse.key]
      environment["GLEANER_BLUESKY_PASSWORD"] = BlueskyServer.password
      for (name, value) in zip(
        ["CONSUMER_KEY", "CONSUMER_SECRET", "TOKEN", "TOKEN_SECRET"], XServer.keys)
      { environment["GLEANER_X_\(name)"] = value }
      var said = ""
      func note(_ ended: Program.Ended, _ code: Int32) {
        #expect(ended.code == code, "\(ended.errors)")
        said += ended.output + ended.errors
      }
      note(
        try await house.signIn("mastodon", "ada@social.example", environment: environment) {
          code, process in
          let line = try? String(
            contentsOfFile: "/proc/\(process.processIdentifier)/cmdline", encoding: .utf8)
          said += line ?? ""
          return code
        }, 0)
      note(
        try house.gleaner(
          "accounts", "add", "bluesky", "ada.bsky.social", environment: environment), 0)
      note(
        try house.gleaner("accounts", "add", "x", "ada", "--oauth1", environment: environment), 0)
      for words in [["list"], ["list", "--json"], ["check", "--json"]] {
        note(try Program.finish(try house.process(["accounts"] + words, environment)), 0)
      }
      note(try house.gleaner("profile", "export", environment: environment), 1)
      // Servers that repeat what they were sent, in errors.
      mastodon.desk.endAll()
      bluesky.desk.endAll()
      note(try house.gleaner("accounts", "check", environment: environment), 1)
      note(try house.gleaner("accounts", "check", "--json", environment: environment), 1)
      note(try house.gleaner("doctor", environment: environment), 1)
      note(
        try await house.signIn("mastodon", "ada@social.example", environment: environment) { _, _ in
          "mstdncode-that-is-wrong"
        }, 1)
      #expect(Canaries.found(in: said).isEmpty, "\(Canaries.found(in: said)) in what it said")
      let kept = try await house.everything()
      #expect(kept.contains("ada.bsky.social"), "the dump is of the right database")
      #expect(Canaries.found(in: kept).isEmpty, "\(Canaries.found(in: kept)) in what it keeps")
    }
  }
}
