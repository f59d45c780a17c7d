// From a handle to the server that holds its account: handle → DID → document → server, and back again, since anybody may
// claim a handle in a document of theirs (atproto.com, "Handle" and "DID").

import Feed
import Foundation
import HTTP
import Service

/// Where an account of the AT Protocol lives.
struct BlueskyIdentity: Sendable, Hashable {
  let did: String
  /// The address of its server, without a slash at its end.
  let server: String

  /// Bluesky's own server, which knows where the others are.
  static let entryway = "https://bsky.social"

  /// Finds the account of a handle; `place.server` stands for the entryway.
  static func find(_ handle: String, _ place: SignInPlace) async throws -> BlueskyIdentity {
    let did = try await did(of: handle, place)
    let document = try await document(of: did, place)
    guard document["id"]?.string == did else {
      throw SocialError(.server, "its document is that of another account", context: handle)
    }
    let names = document["alsoKnownAs"]?.array?.compactMap(\.string) ?? []
    guard names.contains(where: { $0.lowercased() == "at://\(handle)" }) else {
      throw SocialError(
        .refused, "the account that it leads to (\(did)) does not call itself so; check the handle",
        context: handle)
    }
    let services = document["service"]?.array ?? []
    let server = services.first {
      $0["id"]?.string?.hasSuffix("#atproto_pds") == true
        && $0["type"]?.string == "AtprotoPersonalDataServer"
    }?["serviceEndpoint"]?.string
    guard let server, let url = try? URLReference(server), url.query == nil, url.path == "/" else {
      throw SocialError(.server, "its document names no server", context: handle)
    }
    return BlueskyIdentity(did: did, server: String(url.text.dropLast()))
  }

  /// A note of a handle's domain is one DID and nothing else.
  private static let noteBytesMax = 4_096
  private static let redirectsMax = 2

  /// What the entryway knows, which asks DNS too; else what the handle's own domain says.
  private static func did(of handle: String, _ place: SignInPlace) async throws -> String {
    var call = WireCall(
      .get, (place.server ?? entryway) + "/xrpc/com.atproto.identity.resolveHandle")
    call.query = [WireCall.Field("handle", handle)]
    let refusal: SocialError
    do {
      let reply = try await place.line.send(call)
      if reply.isGood {
        let did = try reply.text("did")
        guard isDID(did) else {
          throw SocialError(.server, "it leads to no DID", context: handle, wasSent: true)
        }
        return did
      }
      refusal = reply.status == 400 ? unknown(handle, reply) : reply.error
    } catch let error as SocialError {
      refusal = error
    }
    if let did = try await noted(by: handle, place) { return did }
    throw refusal
  }

  private static func unknown(_ handle: String, _ reply: WireReply) -> SocialError {
    SocialError(
      .refused, "nobody knows this handle (\(reply.refusal.words)); check how it is written",
      context: handle, wasSent: true)
  }

  /// What the domain of a handle says (atproto.com/specs/handle, "HTTPS well-known method"); nil where it says nothing.
  private static func noted(by handle: String, _ place: SignInPlace) async throws -> String? {
    var call = WireCall(.get, place.site(handle) + "/.well-known/atproto-did")
    call.redirects = redirectsMax
    call.bytesMax = noteBytesMax
    do {
      let reply = try await place.line.send(call)
      let text = String(decoding: reply.body, as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines)
      return reply.isGood && isDID(text) ? text : nil
    } catch is SocialError {
      return nil
    }
  }

  /// Whether it is a DID of one of the two methods that the network allows; `web` has a bare domain there.
  static func isDID(_ did: String) -> Bool {
    guard RecordSyntax.isDID(did) else { return false }
    return did.hasPrefix(plc) || did.hasPrefix(web) && RecordSyntax.isHandle(domain(of: did))
  }

  private static let (plc, web) = ("did:plc:", "did:web:")

  private static func domain(of did: String) -> String { String(did.dropFirst(web.count)) }

  /// `did:plc` from the directory, `did:web` from its host.
  private static func document(of did: String, _ place: SignInPlace) async throws -> JSONValue {
    let address =
      did.hasPrefix(plc)
      ? "\(place.directory)/\(did)" : "\(place.site(domain(of: did)))/.well-known/did.json"
    var call = WireCall(.get, address)
    call.redirects = redirectsMax
    return try await place.line.send(call).object()
  }
}
