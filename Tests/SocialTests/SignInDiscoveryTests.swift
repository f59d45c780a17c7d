// Finding the server behind a name: notes of domains, notes of handles, documents of both kinds; and what none of them may do.

import Feed
import FoundationEssentials
import HTTP
import Social
import TestSupport
import Testing

struct SignInDiscoveryTests {
  private func place(
    _ site: String, server: String? = nil, directory: String = "http://127.0.0.1:9"
  ) -> SignInPlace {
    SignInPlace(
      line: WireLine(Client(Client.Settings(userAgent: "test")), allowPrivate: true),
      server: server, directory: directory, site: { _ in site }, now: { Date() })
  }

  private func address(_ server: ScriptedServer) -> String { String(server.url("/").dropLast()) }

  private func failure(_ body: () async throws -> SignedIn) async -> String {
    do {
      return "signed in to \(try await body().server)"
    } catch { return "\(error)" }
  }

  // MARK: Mastodon

  /// A domain without a server, which answers these paths so and all else with a page.
  private func domain(_ answers: [String: Script]) throws -> ScriptedServer {
    try ScriptedServer { answers[$0.place] ?? .answer(404, "<html>a blog</html>") }
  }

  private func finger(_ server: String, type: String = "application/activity+json") -> Script {
    .json(
      200,
      #"{"subject":"acct:ada@social.example","links":[{"rel":"self","type":"\#(type)","href":"\#(server)/users/ada"},"#
        + #"{"rel":"http://webfinger.net/rel/profile-page","href":"\#(server)/@ada"}]}"#)
  }

  private func signIn(at home: ScriptedServer, as user: String? = "ada") async throws -> SignedIn {
    let wanted = user.flatMap { AccountName("\($0)@social.example") }
    return try await MastodonSignIn(place(address(home)), TestDialogue())
      .run(host: "social.example", wanted: wanted)
  }

  @Test(arguments: ["application/activity+json", "text/html"])
  func `a domain that is no server says where its accounts are`(type: String) async throws {
    let house = try MastodonServer()
    let home = try domain([
      "/.well-known/webfinger": finger(address(house.server), type: type)
    ])
    defer { [house.server, home].forEach { $0.close() } }
    let signedIn = try await signIn(at: home)
    #expect(signedIn.server == address(house.server))
    #expect(signedIn.name.text == "ada@social.example")
    let asked = home.requests.first { $0.place == "/.well-known/webfinger" }
    #expect(asked?.query["resource"] == "acct:ada@social.example")
    #expect(house.desk.living == 1)
  }

  @Test(arguments: [nil, "ada"])
  func `a domain without accounts of its own names the server of all of them`(
    user: String?
  ) async throws {
    let house = try MastodonServer()
    let note = """
      <?xml version="1.0"?><XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0"><Link rel="x" template="http://no/"/>
      <Link rel="lrdd" template="\(address(house.server))/.well-known/webfinger?resource={uri}"/></XRD>
      """
    let home = try domain(["/.well-known/host-meta": .answer(200, note)])
    defer { [house.server, home].forEach { $0.close() } }
    #expect(try await signIn(at: home, as: user).server == address(house.server))
  }

  @Test func `a question that is sent on is followed, since nothing secret is in it`() async throws
  {
    let house = try MastodonServer()
    let other = try domain(["/finger": finger(address(house.server))])
    let home = try domain([
      "/.well-known/webfinger": .redirect(to: address(other) + "/finger")
    ])
    defer { [house.server, other, home].forEach { $0.close() } }
    #expect(try await signIn(at: home).server == address(house.server))
  }

  @Test func `a domain that is a server is not asked for another`() async throws {
    let house = try MastodonServer()
    defer { house.server.close() }
    #expect(try await signIn(at: house.server).server == address(house.server))
    #expect(!house.server.requests.contains { $0.place.contains("webfinger") })
  }

  @Test(arguments: [
    #"{"links":[{"rel":"self","type":"application/activity+json","href":"file:///etc/passwd"}]}"#,
    #"{"links":[{"rel":"self","type":"application/activity+json","href":"https://ada:word@127.0.0.1/"}]}"#,
    #"{"links":[{"rel":"self","type":"application/activity+json"}]}"#,
    #"{"links":"#, "[]", "", "<html>",
  ])
  func `notes that lead nowhere leave the domain itself`(note: String) async throws {
    let home = try domain(["/.well-known/webfinger": .answer(200, note)])
    defer { home.close() }
    let words = await failure { try await signIn(at: home) }
    #expect(words.hasPrefix("127.0.0.1:\(home.port): it refuses (404)"), "\(words)")
  }

  @Test func `what a note names has to be a server, and gets nothing else`() async throws {
    let blog = try domain([:])
    let home = try domain(["/.well-known/webfinger": finger(address(blog))])
    defer { [blog, home].forEach { $0.close() } }
    _ = await failure { try await signIn(at: home) }
    #expect(blog.requests.map(\.place) == ["/api/v1/instance"])
  }

  @Test func `a note that never ends is not read to its end`() async throws {
    let filler = String(repeating: " ", count: 1 << 20)
    let house = try MastodonServer()
    let home = try domain(["/.well-known/webfinger": .answer(200, "{\(filler)}")])
    defer { [house.server, home].forEach { $0.close() } }
    #expect(await failure { try await signIn(at: home) }.contains("it refuses (404)"))
  }

  // MARK: Bluesky

  /// A handle's own domain, and everything else of the AT Protocol at `house`.
  private func bluesky(
    _ house: BlueskyServer, site: ScriptedServer, handle: String
  ) async throws -> SignedIn {
    let name = try #require(AccountName(handle))
    let dialogue = TestDialogue(secrets: [BlueskySignIn.password.variable: BlueskyServer.password])
    return try await BlueskySignIn(
      place(address(site), server: address(house.server), directory: address(house.server)),
      dialogue
    ).run(name)
  }

  @Test func `a handle that the entryway does not know is looked for at its own domain`()
    async throws
  {
    let house = try BlueskyServer(handle: "ada.bsky.social", claims: "ada.example.org")
    let site = try domain(["/.well-known/atproto-did": .answer(200, BlueskyServer.did + "\n")])
    defer { [house.server, site].forEach { $0.close() } }
    let words = await failure {
      try await bluesky(house, site: site, handle: "ada.example.org")
    }
    // The account is found and signed in to; that its server still calls it by the old name is said.
    #expect(words.contains("you are signed in there as ada.bsky.social, not as ada.example.org"))
    #expect(house.desk.living == 0)
  }

  @Test(arguments: [
    "did:key:zQ3shZc2QzApp2oymGvQbzP8eKheVshBHbU4ZYjeqwSKEn6N", "did:web:localhost%3A8080",
    "did:web:a.example:path", "did:plc:", "<html>", "", "did:plc:a did:plc:b",
  ])
  func `a note of a handle that is no account of the network is none`(note: String) async throws {
    let house = try BlueskyServer()
    let site = try domain(["/.well-known/atproto-did": .answer(200, note)])
    defer { [house.server, site].forEach { $0.close() } }
    let words = await failure { try await bluesky(house, site: site, handle: "eve.example.org") }
    #expect(words.contains("nobody knows this handle (Unable to resolve handle"), "\(words)")
  }

  /// A domain that is an account: its note, and the document of its DID.
  private func web(_ house: BlueskyServer, id: String, claims: String) throws -> ScriptedServer {
    try domain([
      "/.well-known/atproto-did": .answer(200, "did:web:ada.example.org"),
      "/.well-known/did.json": .json(
        200,
        ##"{"id":"\##(id)","alsoKnownAs":["at://\##(claims)"],"service":[{"id":"\##(id)#atproto_pds","##
          + ##""type":"AtprotoPersonalDataServer","serviceEndpoint":"\##(address(house.server))"}]}"##
      ),
    ])
  }

  @Test func `an account that is a domain has its document there`() async throws {
    let house = try BlueskyServer()
    let site = try web(house, id: "did:web:ada.example.org", claims: "ada.example.org")
    defer { [house.server, site].forEach { $0.close() } }
    // This server has another account; that it was asked for the right one is what matters.
    let words = await failure { try await bluesky(house, site: site, handle: "ada.example.org") }
    #expect(words.contains("it does not accept the password"), "\(words)")
    let asked = house.server.requests.last { $0.place == "/xrpc/com.atproto.server.createSession" }
    let body = String(decoding: asked?.body ?? [], as: UTF8.self)
    #expect(body.contains("did:web:ada.example.org"))
  }

  @Test(arguments: [
    (
      "did:web:eve.example.org", "ada.example.org", "its document is that of another account"
    ), ("did:web:ada.example.org", "eve.example.org", "does not call itself so"),
  ])
  func `a document of another account, or that claims another name, is refused`(
    id: String, claims: String, words: String
  ) async throws {
    let house = try BlueskyServer()
    let site = try web(house, id: id, claims: claims)
    defer { [house.server, site].forEach { $0.close() } }
    let said = await failure { try await bluesky(house, site: site, handle: "ada.example.org") }
    #expect(said.contains(words), "\(said)")
    #expect(!house.server.requests.contains { $0.method == "POST" })
  }
}
