// X: an application of the person's own in X's developer portal, and either OAuth 2.0 with a code that lives for thirty
// seconds, or the four secrets of OAuth 1.0a, which do not end (docs.x.com, "Authentication").

package import Feed
import HTTP

/// Signs in to X.
package struct XSignIn: Sendable {
  /// What may be asked for beyond reading and bookmarks.
  package enum Right: String, Sendable, Hashable, CaseIterable {
    case repost, like

    fileprivate var scope: String { self == .repost ? "tweet.write" : "like.write" }
  }

  package static let client = WantedSecret("GLEANER_X_CLIENT_ID", "client ID")
  package static let clientSecret = WantedSecret("GLEANER_X_CLIENT_SECRET", "client secret")
  package static let consumerKey = WantedSecret("GLEANER_X_CONSUMER_KEY", "consumer key (API key)")
  package static let consumerSecret = WantedSecret(
    "GLEANER_X_CONSUMER_SECRET", "consumer secret (API key secret)")
  package static let token = WantedSecret("GLEANER_X_TOKEN", "access token")
  package static let tokenSecret = WantedSecret("GLEANER_X_TOKEN_SECRET", "access token secret")
  private static let scopes = [
    "tweet.read", "users.read", "list.read", "bookmark.read", "bookmark.write", "like.read",
    "offline.access",
  ]
  /// Where the browser says yes, and where calls go.
  private static let (pages, calls) = ("https://x.com", "https://api.x.com")

  private let place: SignInPlace
  private let dialogue: any SignInDialogue

  package init(_ place: SignInPlace, _ dialogue: any SignInDialogue) {
    (self.place, self.dialogue) = (place, dialogue)
  }

  private var server: String { place.server ?? Self.calls }

  /// Signs in by OAuth 2.0; where `wanted` is given, to that account and no other.
  package func run(wanted: AccountName?, rights: [Right]) async throws -> SignedIn {
    let client = try await dialogue.secret(Self.client)
    let clientSecret = try dialogue.given(Self.clientSecret)
    let request = CodeRequest.make(
      at: (place.server ?? Self.pages) + "/i/oauth2/authorize", client: client,
      scope: (Self.scopes + rights.map(\.scope)).joined(separator: " "),
      redirect: dialogue.redirect)
    dialogue.say("X's answer is good for thirty seconds: have this window at hand")
    let code = try request.code(in: try await dialogue.answer(to: request))
    var call = WireCall(.post, server + "/2/oauth2/token")
    call.body = .form(request.exchange(code))
    call.secrets = [code]
    let reply = try await place.line.sendToTheEnd(
      AccountTokens.ofClient(call, id: client, secret: clientSecret))
    if reply.error.code == .signIn, !reply.isGood {
      throw SocialError(
        .refused, "the code is not good any more, it lives for thirty seconds; begin anew",
        context: "x.com", wasSent: true)
    }
    let tokens = try TokenRenewal.grant(reply, client, clientSecret, nil, place.now())
    return try await confirmed(tokens, wanted)
  }

  /// Signs in with the four secrets of OAuth 1.0a.
  package func runSigned(wanted: AccountName?) async throws -> SignedIn {
    let keys = OAuthKeys(
      consumerKey: try await dialogue.secret(Self.consumerKey),
      consumerSecret: try await dialogue.secret(Self.consumerSecret),
      token: try await dialogue.secret(Self.token),
      tokenSecret: try await dialogue.secret(Self.tokenSecret))
    return try await confirmed(TimedTokens(.xSigned(keys)), wanted)
  }

  private func confirmed(_ tokens: TimedTokens, _ wanted: AccountName?) async throws -> SignedIn {
    try await place.confirmed(
      tokens, at: server, network: .x, host: "", wanted: wanted)
  }
}
