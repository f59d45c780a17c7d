// Signing in, against servers that enforce the rules: what gets in, what does not, and what is left behind.

import Feed
import FoundationEssentials
import HTTP
import Social
import TestSupport
import Testing

struct SignInTests {
  private let back = "http://127.0.0.1:9/back"

  private func place(_ server: ScriptedServer, allowPrivate: Bool = true) -> SignInPlace {
    let line = WireLine(
      Client(Client.Settings(userAgent: "test")), allowPrivate: allowPrivate)
    let site = String(server.url("/").dropLast())
    return SignInPlace(line: line, server: site, directory: site, now: { Date() })
  }

  private func failure(_ body: () async throws -> SignedIn) async -> String {
    do {
      _ = try await body()
      return "signed in"
    } catch { return "\(error)" }
  }

  // MARK: Mastodon

  private func mastodon(
    _ house: MastodonServer, _ dialogue: TestDialogue, as wanted: String? = "ada@social.example"
  ) async throws -> SignedIn {
    try await MastodonSignIn(place(house.server), dialogue)
      .run(host: "social.example", wanted: wanted.flatMap(AccountName.init))
  }

  @Test(arguments: [true, false], [CodeRequest.outOfBand, "http://127.0.0.1:9/back"])
  func `Mastodon: a code that is pasted or brought back, with a proof`(
    knowsItself: Bool, redirect: String
  ) async throws {
    let house = try MastodonServer(knowsItself: knowsItself)
    defer { house.server.close() }
    let signedIn = try await mastodon(house, TestDialogue(redirect: redirect), as: nil)
    #expect(signedIn.name.text == "ada@social.example" && signedIn.who == "109")
    #expect(house.desk.living == 1 && signedIn.tokens.expiresAt == nil)
  }

  @Test func `Mastodon: an access token of one's own`() async throws {
    let house = try MastodonServer()
    defer { house.server.close() }
    let token = house.desk.give().access
    let signedIn = try await mastodon(
      house, TestDialogue(secrets: [MastodonSignIn.token.variable: token]))
    #expect(signedIn.tokens.tokens.secrets == [token])
    #expect(house.server.requests.count == 1)
  }

  @Test func `Mastodon: another account than was meant is left again`() async throws {
    let house = try MastodonServer(user: "eve")
    defer { house.server.close() }
    let words = await failure { try await mastodon(house, TestDialogue()) }
    #expect(
      words.contains("you are signed in there as eve@social.example, not as ada@social.example"))
    #expect(house.desk.living == 0)
    #expect(house.server.requests.last?.place == "/oauth/revoke")
  }

  @Test func `Mastodon: a wrong code is refused, and not repeated`() async throws {
    let house = try MastodonServer()
    defer { house.server.close() }
    let words = await failure {
      try await mastodon(house, TestDialogue { _ in "mstdncode-wrong-1234567" })
    }
    #expect(words.contains("it does not accept the sign-in (400: The provided"))
    #expect(words.contains("(secret)") && !words.contains("wrong-12"))
  }

  @Test func `a state of another sign-in is refused before anything is sent`() async throws {
    let house = try MastodonServer()
    defer { house.server.close() }
    let words = await failure {
      try await mastodon(
        house, TestDialogue(redirect: back) { $0.replacing("state=", with: "state=x") })
    }
    #expect(words == "that answer belongs to another sign-in; begin anew")
    #expect(!house.server.requests.contains { $0.place == "/oauth/token" })
  }

  @Test func `a pasted code may have its state behind it, and it has to be the right one`()
    async throws
  {
    let house = try MastodonServer()
    defer { house.server.close() }
    let request = Mutexed("")
    let right = TestDialogue { code in
      let asked = house.server.requests.last { $0.place == "/oauth/authorize" }
      request.value = asked?.query["state"] ?? ""
      return "\(code)&state=\(request.value)"
    }
    #expect(try await mastodon(house, right).who == "109" && !request.value.isEmpty)
    let wrong = await failure {
      try await mastodon(house, TestDialogue { "\($0)&state=of-another" })
    }
    #expect(wrong == "that answer belongs to another sign-in; begin anew")
  }

  @Test(arguments: [
    (
      "http://127.0.0.1:9/back?error=access_denied&error_description=no%1B%5B2J",
      "declined (access_denied: no"
    ),
    ("code=abc&x=1", "belongs to another sign-in"), ("", "no code in it"),
    ("just-a-code", "paste the whole address"),
  ])
  func `an answer without a code says what it is`(answer: String, words: String) async throws {
    let house = try MastodonServer()
    defer { house.server.close() }
    let said = await failure {
      try await mastodon(house, TestDialogue(redirect: back) { _ in answer })
    }
    #expect(said.contains(words) && !said.contains("\u{1B}"), "\(said)")
  }

  @Test func `private addresses want leave`() async throws {
    let house = try MastodonServer()
    defer { house.server.close() }
    let words = await failure {
      try await MastodonSignIn(place(house.server, allowPrivate: false), TestDialogue())
        .run(host: "social.example", wanted: nil)
    }
    #expect(words.contains("allow_private"), "\(words)")
    #expect(house.server.requests.isEmpty)
  }

  // MARK: Bluesky

  private func bluesky(
    _ house: BlueskyServer, password: String = BlueskyServer.password,
    handle: String = "ada.bsky.social"
  ) async throws -> SignedIn {
    let name = try #require(AccountName(handle))
    let dialogue = TestDialogue(secrets: [BlueskySignIn.password.variable: password])
    return try await BlueskySignIn(place(house.server), dialogue).run(name)
  }

  @Test func `Bluesky: handle, document, server, session`() async throws {
    let house = try BlueskyServer()
    defer { house.server.close() }
    let signedIn = try await bluesky(house)
    #expect(signedIn.who == BlueskyServer.did && signedIn.name.text == "ada.bsky.social")
    #expect(signedIn.server == "http://127.0.0.1:\(house.server.port)")
    #expect(signedIn.tokens.expiresAt.map { $0 > Date() } == true)
  }

  @Test func `Bluesky: what is wrong is named`() async throws {
    let house = try BlueskyServer()
    defer { house.server.close() }
    let wrong = await failure { try await bluesky(house, password: "hunter2-and-more") }
    #expect(wrong.contains("it does not accept the password (Invalid identifier or password"))
    let nobody = await failure { try await bluesky(house, handle: "eve.bsky.social") }
    #expect(nobody.contains("nobody knows this handle"))
    let liar = try BlueskyServer(claims: "eve.bsky.social")
    defer { liar.server.close() }
    let other = await failure { try await bluesky(liar) }
    #expect(other.contains("does not call itself so"))
  }

  // MARK: X

  @Test(arguments: [true, false])
  func `X: OAuth 2.0, with a secret of the application and without`(isConfidential: Bool)
    async throws
  {
    let house = try XServer(redirect: back, isConfidential: isConfidential)
    defer { house.server.close() }
    var secrets = [XSignIn.client.variable: XServer.client]
    if isConfidential { secrets[XSignIn.clientSecret.variable] = XServer.clientSecret }
    let signedIn = try await XSignIn(
      place(house.server), TestDialogue(redirect: back, secrets: secrets)
    ).run(wanted: AccountName("ada@x.com"), rights: [.repost])
    #expect(signedIn.who == "2244994945" && signedIn.tokens.tokens.isRenewable)
    let asked = house.server.requests.first { $0.place == "/i/oauth2/authorize" }?.query["scope"]
    #expect(asked?.contains("offline.access tweet.write") == true)
  }

  @Test func `X: OAuth 1.0a`() async throws {
    let house = try XServer(redirect: back)
    defer { house.server.close() }
    let names = [XSignIn.consumerKey, XSignIn.consumerSecret, XSignIn.token, XSignIn.tokenSecret]
      .map(\.variable)
    func signIn(_ keys: [String]) async throws -> SignedIn {
      let secrets = Dictionary(uniqueKeysWithValues: zip(names, keys))
      return try await XSignIn(place(house.server), TestDialogue(secrets: secrets))
        .runSigned(wanted: nil)
    }
    #expect(try await signIn(XServer.keys).name.text == "ada@x.com")
    let wrong = await failure { try await signIn(XServer.keys.reversed()) }
    #expect(wrong.contains("it does not accept the sign-in (401: Unauthorized)"), "\(wrong)")
  }
}
