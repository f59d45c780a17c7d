// Tokens at rest and their renewal: sealed, renewed once, written before they are used, and honest about what a kill costs.

import Crypto
import Feed
import FoundationEssentials
import HTTP
import Postgres
import Social
import Store
import TestSupport
import Testing

struct TokenVaultTests {
  private struct Bench: Sendable {
    let house: BlueskyServer
    let database: Database
    let vault: TokenVault
    let line: WireLine
    let name: AccountName

    func account() async throws -> StoredAccount {
      try #require(try await database.account(name))
    }

    func identity(_ account: StoredAccount) async throws -> Identity {
      try await vault.using(account) { tokens in
        try await Identity.ask(tokens, at: account.server, on: line, now: Date())
      }
    }

    var renewals: Int {
      house.server.requests.count { $0.place == "/xrpc/com.atproto.server.refreshSession" }
    }
  }

  private static func vault(_ database: Database, secret: String, _ line: WireLine) -> TokenVault {
    TokenVault(
      database, key: SealingKey(secret: Array(secret.utf8)), now: { Date() }, line: { _ in line })
  }

  private func with(_ body: (Bench, Pool) async throws -> Void) async throws {
    let house = try BlueskyServer()
    defer { house.server.close() }
    try await TestStore.with { database, pool in
      let line = WireLine(Client(Client.Settings(userAgent: "test")), allowPrivate: true)
      let vault = Self.vault(database, secret: "one", line)
      let site = String(house.server.url("/").dropLast())
      let name = try #require(AccountName("ada.bsky.social"))
      let place = SignInPlace(line: line, server: site, directory: site, now: { Date() })
      let dialogue = TestDialogue(
        secrets: [BlueskySignIn.password.variable: BlueskyServer.password])
      try await vault.keep(try await BlueskySignIn(place, dialogue).run(name))
      try await body(
        Bench(house: house, database: database, vault: vault, line: line, name: name), pool)
    }
  }

  @Test func `what is kept opens again, and with another key it says so`() async throws {
    try await with { bench, _ in
      let account = try await bench.account()
      #expect(try bench.vault.open(account).secrets.count == 2)
      let other = Self.vault(bench.database, secret: "two", bench.line)
      let error = #expect(throws: SocialError.self) { try other.open(account) }
      #expect(
        error?.message
          == "its tokens are sealed with another key: bring that key back, or sign in again with "
          + "'gleaner accounts add bluesky ada.bsky.social'")
    }
  }

  @Test func `the tokens of one account do not open in the row of another`() async throws {
    try await with { bench, pool in
      try await pool.execute("UPDATE accounts SET who = 'did:plc:eve'")
      let account = try await bench.account()
      let error = #expect(throws: SocialError.self) { try bench.vault.open(account) }
      #expect(error?.code == .key && error?.message.contains("damaged") == true)
    }
  }

  @Test func `what the network calls expired is renewed once, and used`() async throws {
    try await with { bench, _ in
      bench.house.desk.expire()
      let identity = try await bench.identity(bench.account())
      #expect(identity.who == BlueskyServer.did && bench.renewals == 1)
      #expect(try await bench.account().renewals == 1)
      #expect(try await bench.identity(bench.account()).user == "ada.bsky.social")
      #expect(bench.renewals == 1)
    }
  }

  @Test func `tokens that end within a minute are renewed before they are used`() async throws {
    try await with { bench, pool in
      try await pool.execute("UPDATE accounts SET expires_at = now() + interval '30 seconds'")
      _ = try await bench.identity(bench.account())
      #expect(bench.renewals == 1)
    }
  }

  @Test func `many at once renew once`() async throws {
    try await with { bench, _ in
      bench.house.desk.expire()
      let account = try await bench.account()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<5 { group.addTask { _ = try await bench.identity(account) } }
        try await group.waitForAll()
      }
      #expect(bench.renewals == 1)
      #expect(try await bench.account().renewals == 1)
    }
  }

  @Test func `a renewal that broke off costs a new sign-in, and says so`() async throws {
    try await with { bench, _ in
      bench.house.desk.expire()
      bench.house.breaksOff.value = true
      await #expect(throws: SocialError.self) { try await bench.identity(bench.account()) }
      #expect(try await bench.account().renewingSince != nil)
      #expect(try await bench.account().fault == nil)
      bench.house.breaksOff.value = false
      let error = await #expect(throws: SocialError.self) {
        try await bench.identity(bench.account())
      }
      #expect(error?.code == .signIn)
      let fault = try await bench.account().fault
      #expect(
        fault
          == "a renewal of its tokens was interrupted before the new ones were written, and the old ones are used up; "
          + "sign in again with 'gleaner accounts add bluesky ada.bsky.social'")
      // From now on nobody is asked.
      let count = bench.house.server.requests.count
      await #expect(throws: SocialError.self) { try await bench.identity(bench.account()) }
      #expect(bench.house.server.requests.count == count)
    }
  }

  @Test func `a sign-in that the network has ended says so, without its secrets`() async throws {
    try await with { bench, _ in
      bench.house.desk.endAll()
      let account = try await bench.account()
      let error = await #expect(throws: SocialError.self) { try await bench.identity(account) }
      var text = "\(error.map { "\($0)" } ?? "")\(try await bench.account().fault ?? "")"
      if let error { dump(error, to: &text) }
      #expect(text.contains("it does not accept the sign-in") && !text.contains("IJKLMNOP"))
      #expect(text.contains("(secret)"), "\(text)")
    }
  }

  @Test func `what was never sent is as good as before`() async throws {
    try await with { bench, _ in
      bench.house.desk.expire()
      let account = try await bench.account()
      bench.house.server.close()
      await #expect(throws: SocialError.self) { try await bench.vault.renewed(account) }
      #expect(try await bench.account().renewingSince == nil)
      #expect(try await bench.account() == account)
    }
  }

  @Test func `X: a refresh token is good for one use, and one that is used up ends the sign-in`()
    async throws
  {
    let back = "https://gleaner.example/back"
    let house = try XServer(redirect: back)
    defer { house.server.close() }
    try await TestStore.with { database, _ in
      let line = WireLine(Client(Client.Settings(userAgent: "test")), allowPrivate: true)
      let vault = Self.vault(database, secret: "one", line)
      let place = SignInPlace(
        line: line, server: String(house.server.url("/").dropLast()), now: { Date() })
      let dialogue = TestDialogue(
        redirect: back, secrets: [XSignIn.client.variable: XServer.client])
      let signedIn = try await XSignIn(place, dialogue).run(wanted: nil, rights: [])
      try await vault.keep(signedIn)
      func identity() async throws -> String {
        let account = try #require(try await database.account(signedIn.name))
        return try await vault.using(account) { tokens in
          try await Identity.ask(tokens, at: account.server, on: line, now: Date()).user
        }
      }
      for _ in 0..<2 {
        house.desk.expire()
        #expect(try await identity() == "Ada")
      }
      house.desk.endAll()
      let error = await #expect(throws: SocialError.self) { try await identity() }
      #expect(error?.code == .signIn)
      let words = try await database.account(signedIn.name)?.fault ?? ""
      #expect(words.hasPrefix("it does not accept the sign-in (400: Value passed"), "\(words)")
      #expect(!words.contains("IJKLMNOP"))
    }
  }

  @Test func `a renewal that others overtook writes nothing`() async throws {
    try await with { bench, _ in
      let account = try await bench.account()
      try await bench.database.renew(account, sealed: [1], expiresAt: nil)
      try await bench.database.renew(account, sealed: [2], expiresAt: nil)
      try await bench.database.fault(account, "late")
      let now = try await bench.account()
      #expect(now.sealed == [1] && now.renewals == 1 && now.fault == nil)
    }
  }
}
