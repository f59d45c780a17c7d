// Mastodon, and what speaks like it: Gleaner registers itself as an application of the server, the person says yes in a
// browser, and the code that comes back is turned into a token (docs.joinmastodon.org, "OAuth").

package import Feed
import HTTP
import Service

/// Signs in to a server that speaks Mastodon's interface.
package struct MastodonSignIn: Sendable {
  /// An access token that the person made in the server's settings, instead of all this.
  package static let token = WantedSecret("GLEANER_MASTODON_TOKEN", "access token")
  private static let scopes = ["read", "write:favourites", "write:bookmarks", "write:statuses"]

  private let place: SignInPlace
  private let dialogue: any SignInDialogue

  package init(_ place: SignInPlace, _ dialogue: any SignInDialogue) {
    (self.place, self.dialogue) = (place, dialogue)
  }

  /// Signs in at `host`; where `wanted` is given, to that account and no other.
  package func run(host: String, wanted: AccountName?) async throws -> SignedIn {
    let server = try await server(of: wanted?.user, at: host)
    let tokens = try await tokens(at: server)
    return try await place.confirmed(
      TimedTokens(tokens), at: server, network: .mastodon, host: host, wanted: wanted)
  }

  private func server(of user: String?, at host: String) async throws -> String {
    if let server = place.server { return server }
    let server = try await MastodonHome.find(user, at: host, place)
    if server != place.site(host) { dialogue.say("the server of \(host) is \(server)") }
    return server
  }

  private func tokens(at server: String) async throws -> AccountTokens {
    if let access = try dialogue.given(Self.token) {
      return .mastodon(client: nil, clientSecret: nil, access: access)
    }
    let hasProof = await takesProof(server)
    let app = try await register(at: server)
    let request = CodeRequest.make(
      at: server + "/oauth/authorize", client: app.id, scope: Self.scopes.joined(separator: " "),
      redirect: dialogue.redirect, hasProof: hasProof)
    let code = try request.code(in: try await dialogue.answer(to: request))
    var call = WireCall(.post, server + "/oauth/token")
    call.body = .form(
      request.exchange(code) + [
        WireCall.Field("client_id", app.id), WireCall.Field("client_secret", app.secret),
        WireCall.Field("scope", Self.scopes.joined(separator: " ")),
      ])
    call.secrets = [app.secret, code]
    let access = try await place.line.sendToTheEnd(call).text("access_token")
    return .mastodon(client: app.id, clientSecret: app.secret, access: access)
  }

  private func register(at server: String) async throws -> (id: String, secret: String) {
    var call = WireCall(.post, server + "/api/v1/apps")
    call.body = .form([
      WireCall.Field("client_name", "Gleaner"), WireCall.Field("redirect_uris", dialogue.redirect),
      WireCall.Field("scopes", Self.scopes.joined(separator: " ")),
    ])
    let reply = try await place.line.send(call)
    return (try reply.text("client_id"), try reply.text("client_secret"))
  }

  /// What the server says of itself (RFC 8414); one that says nothing ignores a proof that it does not know.
  private func takesProof(_ server: String) async -> Bool {
    let call = WireCall(.get, server + "/.well-known/oauth-authorization-server")
    let facts = try? await place.line.send(call).object()
    return facts?["code_challenge_methods_supported"]?.array?.contains("S256") ?? true
  }
}
