// Bluesky: an app password is exchanged for a session, and not kept. OAuth there wants an application with a public
// address, which a program on a person's own machine does not have.

package import Feed
import HTTP
import Service

/// Signs in to a server of the AT Protocol.
package struct BlueskySignIn: Sendable {
  package static let password = WantedSecret("GLEANER_BLUESKY_PASSWORD", "app password")

  private let place: SignInPlace
  private let dialogue: any SignInDialogue

  package init(_ place: SignInPlace, _ dialogue: any SignInDialogue) {
    (self.place, self.dialogue) = (place, dialogue)
  }

  package func run(_ name: AccountName) async throws -> SignedIn {
    let identity = try await BlueskyIdentity.find(name.text, place)
    let password = try await dialogue.secret(Self.password)
    if !Self.looksLikeAppPassword(password) {
      dialogue.say(
        "this does not look like an app password (xxxx-xxxx-xxxx-xxxx). Your own password gives all rights; "
          + "better make one in Bluesky's settings, under Privacy and security")
    }
    var call = WireCall(.post, identity.server + "/xrpc/com.atproto.server.createSession")
    call.body = .json(["identifier": .string(identity.did), "password": .string(password)])
    call.secrets = [password]
    let reply = try await place.line.sendToTheEnd(call)
    guard reply.isGood else { throw Self.refusal(reply, name) }
    let tokens = try TokenRenewal.session(reply)
    return try await place.confirmed(
      tokens, at: identity.server, network: .bluesky, host: "", wanted: name)
  }

  /// Four groups of four, as the reference server makes them.
  static func looksLikeAppPassword(_ text: String) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.count == 4
      && groups.allSatisfy { group in
        group.utf8.count == 4
          && group.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
      }
  }

  private static func refusal(_ reply: WireReply, _ name: AccountName) -> SocialError {
    switch (reply.status, reply.refusal.name) {
    case (_, "AuthFactorTokenRequired"):
      SocialError(
        .refused, "it wants a code by mail, as it does for your own password; use an app password",
        context: name.text, wasSent: true)
    case (401, _):
      SocialError(
        .refused,
        "it does not accept the password (\(reply.refusal.words)); make a new app password",
        context: name.text, wasSent: true)
    default: reply.error
    }
  }
}
