// Sign-ins and renewals that are interrupted where it hurts: the network has given tokens, and we have not written them.
// None may be left alive and unknown, and what a kill costs is said.

import Foundation
import Glibc
import TestSupport
import Testing

struct AccountsInterruptedTests {
  /// Long enough for a signal to be heard before the answer that it overtakes.
  private static let moment: Duration = .milliseconds(200)

  /// Everything is as if nobody had signed in.
  private func expectNothing(of desk: CodeDesk, _ house: AccountHouse) throws {
    #expect(desk.living == 0)
    #expect(try house.gleaner("accounts", "list").output.isEmpty)
  }

  @Test func `Ctrl-C while Mastodon gives the token ends the token`() async throws {
    let server = try MastodonServer()
    defer { server.server.close() }
    try await AccountHouse.with(AccountHouse.entry("ada@social.example", server.server)) { house in
      let ended = try await house.signIn("mastodon", "ada@social.example") { code, process in
        let id = process.processIdentifier
        server.desk.whenGiven.value = {
          kill(id, SIGINT)
          Script.rest(Self.moment)
        }
        return code
      }
      #expect(ended.code == 130, "\(ended.errors)")
      #expect(server.server.requests.last?.place == "/oauth/revoke")
      try expectNothing(of: server.desk, house)
    }
  }

  @Test func `Ctrl-C at the terminal while Bluesky opens the session ends the session`()
    async throws
  {
    let server = try BlueskyServer()
    defer { server.server.close() }
    try await AccountHouse.with(AccountHouse.entry("ada.bsky.social", server.server)) { house in
      let terminal = try PseudoTerminal()
      let process = try house.process(
        ["accounts", "add", "bluesky", "ada.bsky.social"], ["TERM": "dumb"])
      try terminal.start(process)
      let id = try #require(Int32(terminal.read(until: "\n").filter(\.isNumber)))
      server.desk.whenGiven.value = {
        kill(id, SIGINT)
        Script.rest(Self.moment)
      }
      var seen = terminal.read(until: "not shown:\r\n")
      terminal.type("\(BlueskyServer.password)\n")
      seen += terminal.read(until: nil)
      process.waitUntilExit()
      #expect(process.terminationStatus == 130, "\(seen)")
      try expectNothing(of: server.desk, house)
    }
  }

  @Test func `Ctrl-C while X gives the tokens ends both`() async throws {
    let back = "https://gleaner.example/back"
    let server = try XServer(redirect: back)
    defer { server.server.close() }
    try await AccountHouse.with(AccountHouse.entry("ada@x.com", server.server)) { house in
      let ended = try await house.signIn(
        "x", "ada", "--redirect", back, environment: ["GLEANER_X_CLIENT_ID": XServer.client]
      ) { address, process in
        let id = process.processIdentifier
        server.desk.whenGiven.value = {
          kill(id, SIGINT)
          Script.rest(Self.moment)
        }
        return address
      }
      #expect(ended.code == 130, "\(ended.errors)")
      try expectNothing(of: server.desk, house)
    }
  }

  /// Kills `accounts check` when the network has given it new tokens.
  private func killRenewal(of desk: CodeDesk, _ house: AccountHouse) throws {
    let number = Mutexed<Int32>(0)
    desk.expire()
    desk.whenGiven.value = {
      while number.value == 0 { Script.rest(.milliseconds(1)) }
      kill(number.value, SIGKILL)
    }
    let process = try house.process(["accounts", "check"])
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    number.value = process.processIdentifier
    process.waitUntilExit()
    desk.whenGiven.value = {}
    #expect(process.terminationReason == .uncaughtSignal)
  }

  @Test(arguments: [true, false])
  func `Bluesky: killed before new tokens are written, the next start goes on or says why not`(
    isPatient: Bool
  ) async throws {
    let server = try BlueskyServer()
    defer { server.server.close() }
    server.desk.isPatient.value = isPatient
    try await AccountHouse.with(AccountHouse.entry("ada.bsky.social", server.server)) { house in
      let added = try house.gleaner(
        "accounts", "add", "bluesky", "ada.bsky.social",
        environment: ["GLEANER_BLUESKY_PASSWORD": BlueskyServer.password])
      #expect(added.code == 0, "\(added.errors)")
      try killRenewal(of: server.desk, house)
      try expectRecovery(isPatient, "bluesky ada.bsky.social", house)
    }
  }

  @Test func `X: killed before new tokens are written, the next start says to sign in again`()
    async throws
  {
    let back = "https://gleaner.example/back"
    let server = try XServer(redirect: back)
    defer { server.server.close() }
    try await AccountHouse.with(AccountHouse.entry("ada@x.com", server.server)) { house in
      let added = try await house.signIn(
        "x", "ada", "--redirect", back, environment: ["GLEANER_X_CLIENT_ID": XServer.client]
      ) { address, _ in address }
      #expect(added.code == 0, "\(added.errors)")
      try killRenewal(of: server.desk, house)
      try expectRecovery(false, "x ada@x.com", house)
    }
  }

  private func expectRecovery(_ isGood: Bool, _ name: String, _ house: AccountHouse) throws {
    let next = try house.gleaner("accounts", "check")
    let words = "a renewal of its tokens was interrupted before the new ones were written"
    #expect(next.code == (isGood ? 0 : 1), "\(next.output)\(next.errors)")
    #expect(next.output.contains(words) == !isGood, "\(next.output)")
    // And from now on without asking.
    let list = try house.gleaner("accounts", "list")
    #expect(list.output.contains("sign in again with 'gleaner accounts add \(name)'") == !isGood)
  }
}
