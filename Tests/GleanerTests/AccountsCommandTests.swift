// `gleaner accounts` as a person meets it: the real program, real sockets, servers that enforce the rules.

import Foundation
import Glibc
import Service
import TestSupport
import Testing

struct AccountsCommandTests {
  private static func rows(_ ended: Program.Ended) throws -> [JSONValue] {
    try ended.output.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
  }

  @Test func `a code that is pasted signs in, and the end of it is the end of the token`()
    async throws
  {
    let server = try MastodonServer()
    defer { server.server.close() }
    try await AccountHouse.with(AccountHouse.entry("ada@social.example", server.server)) { house in
      let added = try await house.signIn("mastodon", "ada@social.example", "--json") { code, _ in
        code
      }
      #expect(added.code == 0, "\(added.errors)")
      let row = try #require(try Self.rows(added).first)
      #expect(row["name"] == "ada@social.example" && row["ok"] == true && row["learn"] == true)
      #expect(added.errors.contains("Open this address in a browser, and say yes there:"))
      let key = "\(house.root)/var/key"
      let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      let list = try house.gleaner("accounts", "list")
      #expect(
        list.output
          == "ada@social.example (Mastodon at \(server.server.url("/").dropLast()))\n  ✓ signed in\n"
      )
      #expect(try house.gleaner("accounts", "check").code == 0)
      let removed = try house.gleaner("accounts", "remove", "ada@social.example")
      #expect(
        removed.output
          == "ada@social.example: its tokens are ended at the network and forgotten here.\n")
      #expect(server.desk.living == 0)
      #expect(try house.gleaner("accounts", "list").output.isEmpty)
    }
  }

  @Test func `a browser that comes back signs in`() async throws {
    let server = try MastodonServer()
    defer { server.server.close() }
    try await AccountHouse.with(AccountHouse.entry("ada@social.example", server.server)) { house in
      let added = try await house.signIn("mastodon", "ada@social.example", "--browser") {
        location, _ in
        #expect(location.hasPrefix("http://127.0.0.1:"))
        #expect(await house.visit(location).contains("You can close this window"))
        return nil
      }
      #expect(added.code == 0, "\(added.errors)")
      #expect(server.desk.living == 1)
    }
  }

  @Test func `signing in again replaces the tokens and ends the old ones`() async throws {
    let server = try MastodonServer()
    defer { server.server.close() }
    try await AccountHouse.with(AccountHouse.entry("ada@social.example", server.server)) { house in
      for _ in 0..<2 {
        let ended = try await house.signIn("mastodon", "ada@social.example") { code, _ in code }
        #expect(ended.code == 0, "\(ended.errors)")
      }
      #expect(server.desk.living == 1)
      #expect(try house.gleaner("accounts", "check").code == 0)
    }
  }

  @Test func `Ctrl-C leaves nothing`() async throws {
    let server = try MastodonServer()
    defer { server.server.close() }
    try await AccountHouse.with(AccountHouse.entry("ada@social.example", server.server)) { house in
      let ended = try await house.signIn("mastodon", "ada@social.example") { _, process in
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        return nil
      }
      #expect(ended.code == 130)
      #expect(server.desk.living == 0)
      #expect(try house.gleaner("accounts", "list").output.isEmpty)
    }
  }

  @Test func `a password of the environment needs no terminal, and a lost key says what to do`()
    async throws
  {
    let server = try BlueskyServer()
    defer { server.server.close() }
    try await AccountHouse.with(AccountHouse.entry("ada.bsky.social", server.server)) { house in
      let secrets = [
        "GLEANER_BLUESKY_PASSWORD": BlueskyServer.password, "GLEANER_KEY": AccountHouse.key,
      ]
      let added = try house.gleaner(
        "accounts", "add", "bluesky", "ada.bsky.social", environment: secrets)
      #expect(added.code == 0, "\(added.errors)")
      #expect(!FileManager.default.fileExists(atPath: "\(house.root)/var/key"))
      let keyless = try house.gleaner("accounts", "check")
      #expect(keyless.code == 1 && keyless.errors.contains("the key of the tokens is gone"))
      let other = try house.gleaner(
        "accounts", "list", environment: ["GLEANER_KEY": AccountHouse.key + "x"])
      #expect(other.output.contains("✗ its tokens are sealed with another key"))
      #expect(
        try house.gleaner("accounts", "check", environment: ["GLEANER_KEY": AccountHouse.key]).code
          == 0)
      server.desk.expire()
      #expect(
        try house.gleaner("accounts", "check", environment: ["GLEANER_KEY": AccountHouse.key]).code
          == 0)
    }
  }

  @Test func `a password is typed without being shown`() async throws {
    let server = try BlueskyServer()
    defer { server.server.close() }
    try await AccountHouse.with(AccountHouse.entry("ada.bsky.social", server.server)) { house in
      let terminal = try PseudoTerminal()
      let process = try house.process(
        ["accounts", "add", "bluesky", "ada.bsky.social"], ["TERM": "dumb"])
      try terminal.start(process)
      var seen = terminal.read(until: "not shown:\r\n")
      terminal.type("\(BlueskyServer.password)\n")
      seen += terminal.read(until: nil)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(seen)")
      #expect(seen.contains("✓ signed in") && !seen.contains(BlueskyServer.password))
    }
  }

  @Test func `X by either way, and why it is not learned from`() async throws {
    let back = "https://gleaner.example/back"
    let server = try XServer(redirect: back)
    defer { server.server.close() }
    try await AccountHouse.with(AccountHouse.entry("ada@x.com", server.server)) { house in
      let two = try await house.signIn(
        "x", "ada", "--redirect", back, "--json",
        environment: ["GLEANER_X_CLIENT_ID": XServer.client]
      ) { address, _ in address }
      #expect(two.code == 0 && two.errors.contains("paste the address"), "\(two.errors)")
      let names = ["CONSUMER_KEY", "CONSUMER_SECRET", "TOKEN", "TOKEN_SECRET"]
      let one = try house.gleaner(
        "accounts", "add", "x", "ada@x.com", "--oauth1",
        environment: Dictionary(
          uniqueKeysWithValues: zip(names.map { "GLEANER_X_\($0)" }, XServer.keys)))
      #expect(one.code == 0, "\(one.errors)")
      #expect(one.output.contains("not learned from: X's developer rules forbid training"))
      let removed = try house.gleaner("accounts", "remove", "ada@x.com", "--json")
      #expect(try Self.rows(removed)[0]["revoked"] == false)
      #expect(removed.output.contains("end them in X's developer portal"))
    }
  }

  @Test(arguments: [
    (["mstodon", "a@b.example"], "no network 'mstodon', expected mastodon, bluesky or x"),
    (["mastodon"], "name the account: gleaner accounts add mastodon ada@mastodon.social"),
    (["mastodon", "ada@x.com"], "'ada@x.com' is no account of Mastodon"),
    (["bluesky", "ada@b.example"], "'ada@b.example' is no account of Bluesky"),
    (["x", "ada@b.example"], "'ada@b.example' is no account of X"),
    (["bluesky", "ada.bsky.social", "--oauth1"], "--oauth1 is for x"),
    (["x", "--browser"], "--browser is for mastodon"),
  ])
  func `what cannot be meant is wrong usage`(words: [String], message: String) async throws {
    try await AccountHouse.with("") { house in
      let ended = try Program.finish(try house.process(["accounts", "add"] + words))
      #expect(ended.code == 2 && ended.errors.contains(message), "\(ended.errors)")
    }
  }

  @Test func `nobody there is nobody, and the network that is away is no reason to stay`()
    async throws
  {
    let server = try MastodonServer()
    try await AccountHouse.with(AccountHouse.entry("ada@social.example", server.server)) { house in
      let none = try house.gleaner("accounts", "list")
      #expect(none.code == 0 && none.errors.contains("none is needed"))
      #expect(try house.gleaner("accounts", "check", "eve@b.example").code == 2)
      let token = server.desk.give().access
      let added = try house.gleaner(
        "accounts", "add", "mastodon", "ada@social.example",
        environment: ["GLEANER_MASTODON_TOKEN": token])
      #expect(added.code == 0, "\(added.errors)")
      server.server.close()
      let check = try house.gleaner("accounts", "check")
      #expect(check.code == 1 && check.output.contains("✗ "))
      let removed = try house.gleaner("accounts", "remove", "ada@social.example")
      #expect(removed.code == 0 && removed.output.contains("Left to you: "))
    }
  }
}
